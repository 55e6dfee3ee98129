/** One member: roles, line manager, devices, and the end of the account. */
import { useState } from 'preact/hooks';
import { ChoicesField } from '../../ui/fields/ChoiceField';
import { PickField } from '../../ui/fields/PickField';
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import type { MemberLine, PeopleActions, PeopleModel } from './model';
import '../../ui/fields/fields.css';

export interface MemberDialogProps {
  readonly member: MemberLine;
  readonly model: PeopleModel;
  readonly actions: PeopleActions;
  readonly onClose: () => void;
}

export function MemberDialog({ member, model, actions, onClose }: MemberDialogProps) {
  const [leaving, setLeaving] = useState(false);
  return (
    <Dialog
      title={member.name}
      open
      onClose={onClose}
      actions={<Button kind="filled" onPress={onClose}>Done</Button>}
    >
      <ChoicesField
        id="member-roles"
        label="What they do"
        answers={model.roles}
        value={member.roles}
        onChange={(roles) => { actions.setRoles(member.id, roles ?? []); }}
      />
      <PickField
        id="member-manager"
        label="Managed by"
        help="Reads their cases from then on."
        answers={model.managers}
        value={member.manager}
        onChange={(manager) => { actions.setManager(member.id, manager); }}
      />
      <Devices member={member} actions={actions} />
      {member.me ? null : leaving ? (
        <Notice
          kind="warn"
          title={`${member.name} can open nothing from this moment.`}
          action={<Button kind="danger" onPress={() => { actions.remove(member.id); onClose(); }}>End the account</Button>}
        >
          Their cases stay with their line manager. What they have not sent waits for the line manager to look at.
        </Notice>
      ) : (
        <div>
          <Button kind="danger" onPress={() => { setLeaving(true); }}>{`${member.name} is leaving`}</Button>
        </div>
      )}
    </Dialog>
  );
}

function Devices({ member, actions }: Pick<MemberDialogProps, 'member' | 'actions'>) {
  return (
    <div>
      <h3>Devices</h3>
      <Lines label="Devices">
        {member.devices.map(({ id, name, detail }) => (
          <Line
            key={id}
            title={name}
            detail={detail}
            action={
              <Button kind="danger" name={`Lost: ${name}`} onPress={() => { actions.stopDevice(member.id, id); }}>
                Lost
              </Button>
            }
          />
        ))}
      </Lines>
      <Button onPress={() => { actions.letIn(member.id); }}>Code for a new device</Button>
    </div>
  );
}
