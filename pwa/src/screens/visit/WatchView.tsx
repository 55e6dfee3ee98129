/** For the colleague who watches a visit: who is where, until when, what to do; and three things to do about it. */
import { useState } from 'preact/hooks';
import { Phone as PhoneCall } from 'lucide';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { LadderCard } from './LadderCard';
import { type Reached, standsAs, type WatchActions, type WatchModel } from './model';
import { Phone, telOf } from './Phone';
import { ReachedNotice } from './ReachedNotice';
import './visit.css';

export interface WatchViewProps {
  readonly model: WatchModel;
  readonly actions: WatchActions;
  readonly reached: Reached | null;
}

const BACK = { href: '/watch', label: 'Visits that are out' };

export function WatchView({ model, actions, reached }: WatchViewProps) {
  const isOut = model.state !== 'back';
  /** How they stand is said below already. */
  const isSaid = model.state === 'alarm' && model.taken === null;
  return (
    <>
      <PageHeader above="Visit off the site" title={`${model.visitor} ${standsAs(model)}`} below={isSaid ? undefined : model.standing} back={BACK} />
      <div class="stack form-alone">
        {model.stale === null ? null : <Notice kind="warn" title={model.stale} />}
        {model.trouble === null ? null : <Notice kind="alarm" title={`${model.trouble} Nothing has changed: phone.`} />}
        {model.state === 'alarm' ? <State model={model} actions={actions} /> : null}
        {isOut && !model.lost ? <Acts model={model} actions={actions} /> : null}
        {model.state === 'out' ? <ReachedNotice of={reached} /> : null}
        <Facts model={model} />
        <LadderCard title={model.lost ? 'Whom to phone' : isOut ? 'Who is told, and when' : 'Who was told'} ladder={model.ladder} />
      </div>
    </>
  );
}

function Facts({ model }: Pick<WatchViewProps, 'model'>) {
  if (model.facts === null) {
    return <Notice kind="warn" title="The sheet cannot be read on this device.">Phone {model.visitor}, or ask the next person on the list.</Notice>;
  }
  return (
    <>
      {model.whatToDo === null ? null : (
        <Card title="What to do if they are not back">
          <p class="risk-issues">{model.whatToDo}</p>
        </Card>
      )}
      <Card title="Where and how">
        <dl class="facts">
          {model.facts.map(({ label, text, phone }) => (
            <div key={label} class="fact">
              <dt>{label}</dt>
              <dd>{phone === true ? <Phone of={text} /> : text}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}

/** Being back ends the watching for good, so that it is asked whether they were spoken to. */
function Acts({ model, actions }: Omit<WatchViewProps, 'reached'>) {
  const [asks, setAsks] = useState(false);
  const sure = () => {
    setAsks(false);
    actions.checkIn();
  };
  return (
    <div class="row">
      <Button kind="filled" onPress={() => { setAsks(true); }}>They are back</Button>
      <Button onPress={actions.more}>{model.moreMinutes} min more</Button>
      {model.next === null ? null : <Button kind="danger" onPress={actions.escalate}>{model.next}</Button>}
      <Dialog
        title={`Have you spoken to ${model.visitor}?`}
        open={asks}
        onClose={() => { setAsks(false); }}
        actions={
          <>
            <Button kind="filled" onPress={sure}>Yes, they are back</Button>
            <Button onPress={() => { setAsks(false); }}>Not yet</Button>
          </>
        }
      >
        <p>From then on nobody is told any more.</p>
      </Dialog>
    </div>
  );
}

function State({ model, actions }: Omit<WatchViewProps, 'reached'>) {
  if (model.taken !== null) return <Notice title={`${model.taken}.`}>{model.visitor}: <Phone of={model.phone} /></Notice>;
  const action = model.lost ? <Button onPress={actions.spoke}>I have spoken to them</Button> : <Button onPress={actions.takeOn}>I am dealing with it</Button>;
  return (
    <Notice kind="alarm" title={model.standing} action={action}>
      <p>Phone {model.visitor} now{model.phone === null ? ': no phone in the directory' : ''}. Then do what the sheet says. In danger call 999.</p>
      {/* Whoever is alarmed may have one hand free: the number is a button, not a word in a sentence. */}
      {model.phone === null ? null : <p class="watch-call numbers"><ButtonLink href={telOf(model.phone)} icon={PhoneCall}>{model.phone}</ButtonLink></p>}
    </Notice>
  );
}
