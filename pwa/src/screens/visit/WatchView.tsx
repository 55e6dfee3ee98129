/** For the colleague who watches a visit: who is where, until when, what to do; and three things to do about it. */
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { LadderCard } from './LadderCard';
import type { WatchActions, WatchModel } from './model';
import './visit.css';

export interface WatchViewProps {
  readonly model: WatchModel;
  readonly actions: WatchActions;
}

export function WatchView({ model, actions }: WatchViewProps) {
  const out = model.state !== 'back';
  return (
    <>
      <PageHeader above="You are watching" title={`${model.visitor} is ${out ? 'out' : 'back'}`} below={model.standing} back={{ href: '/', label: 'Today' }} />
      <div class="stack form-alone">
        <State model={model} actions={actions} />
        {out ? (
          <div class="row">
            <Button kind="filled" onPress={actions.checkIn}>
              They are back
            </Button>
            <Button onPress={actions.more}>15 min more</Button>
            <Button kind="danger" onPress={actions.escalate}>
              Tell the next person now
            </Button>
          </div>
        ) : null}
        <Card title="Where and how">
          <dl class="facts">
            {model.facts.map(({ label, text, phone }) => (
              <div key={label} class="fact">
                <dt>{label}</dt>
                <dd>{phone === true ? <a class="tap numbers" href={`tel:${text.replaceAll(/[^+\d]/g, '')}`}>{text}</a> : text}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title="What to do if they are not back">
          <p>{model.whatToDo}</p>
        </Card>
        <LadderCard title="Who is told, and when" ladder={model.ladder} />
      </div>
    </>
  );
}

function State({ model, actions }: WatchViewProps) {
  if (model.state !== 'alarm' && model.state !== 'overdue') return null;
  if (model.takenBy !== null) return <Notice title={`${model.takenBy} has taken this on.`} />;
  return (
    <Notice kind="alarm" title={model.standing} action={<Button onPress={actions.takeOn}>I have it</Button>}>
      <p>Phone them now. Then do what the sheet says. In danger call 999.</p>
    </Notice>
  );
}
