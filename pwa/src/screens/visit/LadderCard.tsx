/** Who is told when somebody is not back, in order, by what, and whether it was tried today. */
import { Card } from '../../ui/kit/Card';
import { Button } from '../../ui/kit/Button';
import { Failure } from '../../ui/kit/Failure';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { Pill } from '../../ui/kit/Pill';
import type { Rung, TestAnswer } from './model';
import { Phone } from './Phone';

export interface LadderCardProps {
  readonly title: string;
  readonly ladder: readonly Rung[];
  /** To whom a test alarm can be sent, and sending it. */
  readonly test?: { readonly name: string; readonly send: () => void; readonly answer: TestAnswer | null } | undefined;
}

export function LadderCard({ title, ladder, test }: LadderCardProps) {
  return (
    <Card
      title={title}
      aside={test === undefined ? undefined : <Button kind="quiet" onPress={test.send}>Send {test.name} a test alarm</Button>}
    >
      {test === undefined ? null : <Answer of={test.answer} />}
      <Lines label="Who is told, in order">
        {ladder.map((rung) => (
          <Line
            key={rung.id}
            when={rung.when}
            title={rung.role === '' ? rung.name : `${rung.name}, ${rung.role}`}
            detail={rung.only === null ? <Phone of={rung.phone} /> : <><Phone of={rung.phone} /><br />{rung.only}</>}
            action={rung.reach === '' ? undefined : <Pill kind={rung.reachable ? 'received' : 'not-armed'}>{rung.reach}</Pill>}
          />
        ))}
      </Lines>
      <p class="small soft">An alarm on a phone may be missed: agree to phone as well. This is not an emergency service: in danger call 999.</p>
    </Card>
  );
}

function Answer({ of }: { readonly of: TestAnswer | null }) {
  return (
    <>
      <div role="status">{of?.sent === true ? <Notice>{of.words}</Notice> : null}</div>
      {of?.sent === false ? <Failure>{of.words}</Failure> : null}
    </>
  );
}
