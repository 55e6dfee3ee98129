/** The sheets that can be printed blank, and the way back in for one that was filled in by hand. */
import { ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { BlanksModel } from './model';

export function BlanksView({ model }: { readonly model: BlanksModel }) {
  return (
    <>
      <PageHeader
        back={model.back}
        title="Blank sheets"
        below="To print, fill in by hand, and type in afterwards with its date and who wrote it."
      >
        <ButtonLink href={model.typeIn}>Type one in</ButtonLink>
      </PageHeader>
      <Card>
        <Lines label="Blank sheets">
          {model.sheets.map(({ title, detail, href }) => (
            <Line key={href} title={title} detail={detail} href={href} />
          ))}
        </Lines>
      </Card>
    </>
  );
}
