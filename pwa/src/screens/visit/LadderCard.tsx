/** Who is told when somebody is not back, in order, by what, and whether it was tried today. */
import { Card } from '../../ui/kit/Card';
import { Button } from '../../ui/kit/Button';
import { Line, Lines } from '../../ui/kit/Lines';
import { Pill } from '../../ui/kit/Pill';
import type { Rung } from './model';

export function LadderCard({ title, ladder, onTest }: { readonly title: string; readonly ladder: readonly Rung[]; readonly onTest?: () => void }) {
  return (
    <Card
      title={title}
      aside={
        onTest === undefined ? undefined : (
          <Button kind="quiet" onPress={onTest}>
            Send a test alarm
          </Button>
        )
      }
    >
      <Lines label="Who is told, in order">
        {ladder.map((rung) => (
          <Line
            key={rung.name}
            when={rung.when}
            title={`${rung.name}, ${rung.role}`}
            detail={<a class="tap numbers" href={`tel:${rung.phone.replaceAll(/[^+\d]/g, '')}`}>{rung.phone}</a>}
            action={<Pill kind={rung.reachable ? 'received' : 'waiting'}>{rung.reach}</Pill>}
          />
        ))}
      </Lines>
      <p class="small soft">An alarm on a phone may be missed: agree to phone as well. This is not an emergency service: in danger call 999.</p>
    </Card>
  );
}
