/** Inviting somebody: what they are called, what they may do, and who manages them. */
import { useState } from 'preact/hooks';
import { ChoicesField } from '../../ui/fields/ChoiceField';
import { PickField } from '../../ui/fields/PickField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import type { PeopleActions, PeopleModel } from './model';
import '../../ui/fields/fields.css';

export interface InviteDialogProps {
  readonly model: PeopleModel;
  readonly actions: PeopleActions;
  readonly onClose: () => void;
}

export function InviteDialog({ model, actions, onClose }: InviteDialogProps) {
  const [name, setName] = useState<string | null>(null);
  const [roles, setRoles] = useState<readonly string[] | null>(null);
  const [manager, setManager] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const invite = () => {
    setTried(true);
    if (name === null || roles === null) return;
    actions.invite(name, roles, manager);
    onClose();
  };
  return (
    <Dialog
      title="Invite somebody"
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="filled" onPress={invite}>Make the invitation</Button>
          <Button onPress={onClose}>Leave it</Button>
        </>
      }
    >
      <TextField
        id="invite-name"
        label="Name"
        help="As colleagues say it: Ms Ward."
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
      <PickField id="invite-manager" label="Managed by" answers={model.managers} value={manager} onChange={setManager} />
    </Dialog>
  );
}
