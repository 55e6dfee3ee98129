/** Who came and went: every change of people and devices, for everybody to see. */
import { clock, dayOf, fullDay } from '../../ui/dates';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import type { ChangeLine } from './model';

export function ChangesView({ lines }: { readonly lines: readonly ChangeLine[] }) {
  return (
    <>
      <PageHeader
        back={{ href: '/more', label: 'More' }}
        title="Who came and went"
        below="Each line was signed by whoever did it, and cannot be changed afterwards. If one surprises you, ask."
      />
      <Card>
        <Lines label="Changes, the newest first">
          {lines.map(({ id, at, text, href, grave }) => (
            <Line
              key={id}
              title={text}
              detail={`${fullDay(dayOf(at))}, ${clock(at)}`}
              href={href ?? undefined}
              action={grave ? <Pill kind="alarm">Root sheet</Pill> : undefined}
            />
          ))}
        </Lines>
      </Card>
    </>
  );
}
