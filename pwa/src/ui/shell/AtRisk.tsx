/**
 * "A child may be at risk": on every screen where something is written down, offline too. It gives the safeguarding
 * lead's name and phone and what to say, and keeps only whom was told and when. What the child said has no field here.
 */
import { useState } from 'preact/hooks';
import { Phone, Shield } from 'lucide';
import { TextField } from '../fields/TextField';
import { TimeField } from '../fields/DateField';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/Icon';
import { words } from '../words';
import { announce } from './announce';

export interface Contact {
  readonly name: string;
  readonly phone: string;
}

export interface AtRiskProps {
  /** Null where the school has not entered one yet. */
  readonly lead: Contact | null;
  readonly deputy: Contact | null;
  /** "14:20": now, on the school's clock. */
  readonly now: string;
  /** Whom was told and when, where that is kept here already: "Mrs Merriweather, 14:20"; else null. */
  readonly told: string | null;
  /** Keeps whom was told and when; `at` is a time of day. */
  readonly onTold: (told: string, at: string) => void;
}

export function AtRiskButton(props: AtRiskProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="danger" icon={Shield} onPress={() => { setOpen(true); }}>
        A child may be at risk
        {props.told === null ? null : <span class="at-risk-told small"> Told: {props.told}</span>}
      </Button>
      {open ? <AtRiskDialog {...props} onClose={() => { setOpen(false); }} /> : null}
    </>
  );
}

export function AtRiskDialog(props: AtRiskProps & { readonly onClose: () => void }) {
  const [told, setTold] = useState<string | null>(props.lead?.name ?? null);
  const [at, setAt] = useState<string | null>(props.now);
  const [tried, setTried] = useState(false);
  const keep = () => {
    if (told === null || at === null) {
      setTried(true);
      document.getElementById(told === null ? 'at-risk-told' : 'at-risk-at')?.focus();
      return;
    }
    props.onTold(told, at);
    announce(`Kept: told ${told} at ${at}`);
    props.onClose();
  };
  return (
    <Dialog
      title="A child may be at risk"
      kind="alarm"
      open
      onClose={props.onClose}
      actions={
        <>
          <Button kind="filled" onPress={keep}>Keep that I told them</Button>
          <Button onPress={props.onClose}>Close</Button>
        </>
      }
    >
      <Contacts {...props} />
      {props.told === null ? null : <p class="strong">Kept here already: told {props.told}. Who you tell now is added.</p>}
      <ul class="at-risk-do">
        <li>Listen. Let them use their own words.</li>
        <li>Say: “You were right to tell me. I have to pass this on so that you are safe.”</li>
        <li>Do not promise to keep it secret, and do not ask leading questions.</li>
        <li>In danger now? Call 999.</li>
      </ul>
      <p class="small soft">Only who you told and when is kept here. What was said goes to the {words.value.safeguardingLead}.</p>
      <div class="fields-abreast">
        <TextField id="at-risk-told" label="Who you told" sensitive required error={tried && told === null ? 'Say who you told.' : undefined} value={told} onChange={setTold} />
        <TimeField id="at-risk-at" label="When" required error={tried && at === null ? 'Say when.' : undefined} value={at} onChange={setAt} />
      </div>
    </Dialog>
  );
}

function Contacts({ lead, deputy }: Pick<AtRiskProps, 'lead' | 'deputy'>) {
  const known = [lead, deputy].filter((one) => one !== null);
  if (known.length === 0) {
    return <p class="strong">Tell your {words.value.safeguardingLead} now. Their phone has not been entered in Beside yet.</p>;
  }
  return (
    <div class="stack">
      <p>Tell the {words.value.safeguardingLead} now, by voice.</p>
      {known.map(({ name, phone }) => (
        <a key={phone} class="at-risk-call" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
          <Icon of={Phone} />
          <span>
            <span class="strong">{name}</span>
            <span class="numbers">{phone}</span>
          </span>
        </a>
      ))}
    </div>
  );
}
