/** One member: roles, line manager, devices, a forgotten password, and the end of the account. */
import { useState } from 'preact/hooks';
import { ChoicesField } from '../../ui/fields/ChoiceField';
import { PickField } from '../../ui/fields/PickField';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Dialog } from '../../ui/kit/Dialog';
import { Line, Lines } from '../../ui/kit/Lines';
import { Failure } from '../../ui/kit/Failure';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { words } from '../../ui/words';
import { HandedView } from './HandedView';
import type { MemberActions, MemberModel } from './model';
import '../../ui/fields/fields.css';

export interface MemberViewProps {
  readonly model: MemberModel;
  readonly actions: MemberActions;
}

export function MemberView({ model, actions }: MemberViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/people', label: 'People' }} title={model.me ? `${model.name} (you)` : model.name} below={model.detail} />
      <div class="stack">
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        {model.made === null ? null : <HandedView handed={model.made} />}
        <May model={model} actions={actions} />
        <Devices model={model} actions={actions} />
        {model.me ? null : <Forgotten model={model} actions={actions} />}
        {model.me ? null : <Leaving model={model} actions={actions} />}
      </div>
    </>
  );
}

function May({ model, actions }: MemberViewProps) {
  const [roles, setRoles] = useState<readonly string[]>(model.roles);
  const [manager, setManager] = useState(model.manager);
  const isMentor = roles.includes('mentor');
  const changed = [...roles].sort().join() !== [...model.roles].sort().join() || manager !== model.manager;
  const endsInvitations = model.invitationsEnd !== '' && model.roles.includes('administrator') && !roles.includes('administrator');
  return (
    <Card title="What they do">
      <div class="stack">
        <ChoicesField
          id="member-roles"
          label="What they do"
          hideLabel
          answers={model.answers}
          value={roles}
          onChange={(chosen) => { setRoles(chosen ?? []); }}
        />
        {isMentor ? (
          <PickField
            id="member-manager"
            label="Managed by"
            help="Reads and writes their cases from then on."
            answers={model.managers}
            value={manager}
            onChange={setManager}
          />
        ) : null}
        {isMentor && model.managers.length === 0 ? <Notice>Nobody here is {words.value.lineManager} yet. Invite one, or make somebody one.</Notice> : null}
        {endsInvitations ? <Notice>{model.invitationsEnd}</Notice> : null}
        {changed ? (
          <div>
            <Button kind="filled" busy={model.busy ?? undefined} onPress={() => { actions.keep(roles, isMentor ? manager : null); }}>
              Save
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function Devices({ model, actions }: MemberViewProps) {
  return (
    <Card title="Devices">
      <div class="stack">
        {model.devices.length === 0 ? <p>There is no device at the moment.</p> : (
          <Lines label="Devices">
            {model.devices.map(({ id, name, detail, thisOne }) => (
              <Line
                key={id}
                title={thisOne ? `${name} (this one)` : name}
                detail={detail}
                action={thisOne ? undefined : <ButtonLink href={`/lost/${id}`} name={`Lost: ${name}`}>Lost</ButtonLink>}
              />
            ))}
          </Lines>
        )}
        <div>
          <Button busy={model.busy ?? undefined} onPress={actions.letIn}>Link for a new device</Button>
        </div>
      </div>
    </Card>
  );
}

function Forgotten({ model, actions }: MemberViewProps) {
  const [asked, ask] = useState(false);
  const close = () => { ask(false); };
  return (
    <Card title="A forgotten password">
      <div class="stack">
        <p>Nobody can look it up. A new invitation lets {model.name} back in with a new password; their name, roles and cases stay theirs.</p>
        <div>
          <Button busy={model.busy ?? undefined} onPress={() => { ask(true); }}>Make a new invitation</Button>
        </div>
      </div>
      <Dialog
        title={`Let ${model.name} back in?`}
        open={asked}
        onClose={close}
        actions={
          <>
            <Button kind="filled" onPress={() => { actions.renew(); close(); }}>Make the invitation</Button>
            <Button onPress={close}>Leave it</Button>
          </>
        }
      >
        <p>When they use it, all their earlier devices are signed out for good.</p>
        <p>Their cases open again once a colleague who can read them is online. Give it to nobody but {model.name}: whoever has it becomes {model.name} here.</p>
      </Dialog>
    </Card>
  );
}

function Leaving({ model, actions }: MemberViewProps) {
  const [asked, ask] = useState(false);
  const close = () => { ask(false); };
  return (
    <Card title="Leaving the school">
      <div class="stack">
        {model.warning === '' ? null : <Notice kind="warn">{model.warning}</Notice>}
        <p>Once they have left they can open nothing new. Their cases stay with their {words.value.lineManager}.</p>
        <div>
          <Button kind="danger" busy={model.busy ?? undefined} onPress={() => { ask(true); }}>{`${model.name} is leaving`}</Button>
        </div>
      </div>
      <Dialog
        title={`End the account of ${model.name}?`}
        open={asked}
        onClose={close}
        actions={
          <>
            <Button kind="danger" onPress={() => { actions.remove(); close(); }}>End the account</Button>
            <Button onPress={close}>Leave it</Button>
          </>
        }
      >
        <p>This cannot be taken back. They would come again as somebody new.</p>
        <p>What they have not sent waits until the {words.value.lineManager} has looked at it.</p>
        {model.invitationsEnd === '' ? null : <p>{model.invitationsEnd}</p>}
        {model.warning === '' ? null : <p class="strong">{model.warning}</p>}
      </Dialog>
    </Card>
  );
}
