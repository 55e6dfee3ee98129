/** Inviting somebody: what they are called, what they may do, and who manages them; then what to hand to them. */
import { useState } from 'preact/hooks';
import { ChoicesField } from '../../ui/fields/ChoiceField';
import { PickField } from '../../ui/fields/PickField';
import { TextField } from '../../ui/fields/TextField';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Failure } from '../../ui/kit/Failure';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { words } from '../../ui/words';
import { HandedView } from './HandedView';
import type { InviteActions, InviteModel } from './model';
import '../../ui/fields/fields.css';

export interface InviteViewProps {
  readonly model: InviteModel;
  readonly actions: InviteActions;
}

export function InviteView({ model, actions }: InviteViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/people', label: 'People' }} title="Invite somebody" />
      {model.made === null ? <Form model={model} actions={actions} /> : (
        <div class="stack form-alone">
          <HandedView handed={model.made} />
          <div class="row">
            <ButtonLink href="/people" kind="filled">Done</ButtonLink>
            <Button onPress={actions.another}>Invite somebody else</Button>
          </div>
        </div>
      )}
    </>
  );
}

function Form({ model, actions }: InviteViewProps) {
  const [name, setName] = useState<string | null>(null);
  const [roles, setRoles] = useState<readonly string[] | null>(null);
  const [manager, setManager] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const invite = () => {
    setTried(true);
    if (name !== null && roles !== null) actions.invite(name, roles, manager);
  };
  const isMentor = roles?.includes('mentor') === true;
  return (
    <form class="stack form-alone" noValidate onSubmit={(event) => { event.preventDefault(); invite(); }}>
      {model.error === null ? null : <Failure>{model.error}</Failure>}
      <TextField
        id="invite-name"
        label="Name"
        help="For you to know them by, until they join and type it themselves."
        error={tried && name === null ? '“Name” is empty. Fill it in.' : undefined}
        value={name}
        onChange={setName}
      />
      <ChoicesField
        id="invite-roles"
        label="What they do"
        answers={model.roles}
        error={tried && roles === null ? '“What they do” has no answer. Choose at least one.' : undefined}
        value={roles}
        onChange={setRoles}
      />
      {isMentor && model.managers.length === 0 ? (
        <Notice>
          Nobody here is {words.value.lineManager} yet. Invite one too: without one nobody else can open this person’s cases if they forget their password.
        </Notice>
      ) : null}
      {isMentor && model.managers.length > 0 ? (
        <PickField id="invite-manager" label="Managed by" help="Reads and writes their cases." answers={model.managers} value={manager} onChange={setManager} />
      ) : null}
      <div>
        <Button kind="filled" submits busy={model.busy ?? undefined}>Make the invitation</Button>
      </div>
    </form>
  );
}
