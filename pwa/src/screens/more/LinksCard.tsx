/** Links of one kind, as on More. */
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import type { MoreLink } from './model';

export function LinksCard({ title, links }: { readonly title: string; readonly links: readonly MoreLink[] }) {
  return (
    <Card title={title}>
      <Lines label={title}>
        {links.map(({ label, detail, href }) => (
          <Line key={label} title={label} detail={detail} href={href} />
        ))}
      </Lines>
    </Card>
  );
}
