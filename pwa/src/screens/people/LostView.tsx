/** A lost tablet: it is locked out, and the sheet for the breach record says what was on it. */
import { useState } from 'preact/hooks';
import { Printer } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Dialog } from '../../ui/kit/Dialog';
import { Failure } from '../../ui/kit/Failure';
import { PageHeader } from '../../ui/kit/PageHeader';
import { words } from '../../ui/words';
import type { Doing, LostModel } from './model';
import './people.css';

export interface LostViewProps {
  readonly model: LostModel & Doing;
  readonly back: { readonly href: string; readonly label: string };
  readonly lockOut: () => void;
  readonly print: () => void;
}

export function LostView({ model, back, lockOut, print }: LostViewProps) {
  return (
    <>
      <PageHeader back={back} title={model.live ? 'Is this tablet lost?' : 'A lost tablet'} below={ownerWords(model)} />
      <div class="stack">
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        <State model={model} lockOut={lockOut} />
        <Card title="For the breach record">
          <div class="stack">
            <p class="print-only">Device of {model.holder}{model.school === '' ? '' : `, ${model.school}`}. Printed on {model.today}.</p>
            <p>{model.letIn}. {model.connected}.</p>
            <p>{model.live ? 'It is not locked out.' : `${model.lockedOut}: it can fetch and send nothing.`} What is on it cannot be read without the password.</p>
            <Cases model={model} />
            <div class="screen-only">
              <Button icon={Printer} onPress={print}>Print</Button>
            </div>
          </div>
        </Card>
      </div>
    </>
  );
}

function ownerWords({ owner }: LostModel): string {
  return owner === 'you' ? 'Your device' : `Device of ${owner}`;
}

function Cases({ model }: { readonly model: LostModel }) {
  return (
    <>
      <h3>{model.cases.length === 0 ? 'No case that you can read was on it.' : 'These cases could be on it'}</h3>
      <ul class="lost-cases">
        {model.cases.map((name, place) => <li key={place}>{name}</li>)}
      </ul>
      {model.more === '' ? null : <p class="soft">{model.more}</p>}
    </>
  );
}

function State({ model, lockOut }: Pick<LostViewProps, 'model' | 'lockOut'>) {
  const [asked, ask] = useState(false);
  const close = () => { ask(false); };
  if (!model.live || !model.canLock) return null;
  return (
    <div class="screen-only">
      <Button kind="danger" busy={model.busy ?? undefined} onPress={() => { ask(true); }}>Lock it out</Button>
      <Dialog
        title="Lock this tablet out?"
        open={asked}
        onClose={close}
        actions={
          <>
            <Button kind="danger" onPress={() => { lockOut(); close(); }}>Lock it out</Button>
            <Button onPress={close}>Leave it</Button>
          </>
        }
      >
        <p>It cannot send or fetch anything from that moment, and stays locked out: if it is found, add it as a new device.</p>
        <p>What had not been sent can still be handed in if it is found; a {words.value.lineManager} then decides about it.</p>
      </Dialog>
    </div>
  );
}
