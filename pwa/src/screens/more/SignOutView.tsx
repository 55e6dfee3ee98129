/** Signing out of a tablet: what is deleted with it, and what has to be sent or copied first. */
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { listed } from '../../ui/words';

export interface SignOutModel {
  /** "3 changes that are not sent", "1 form that is half written". */
  readonly left: readonly string[];
  /** Whether a copy of it was saved. */
  readonly hasCopy: boolean;
  readonly busy: string | null;
}

export interface SignOutActions {
  readonly close: () => void;
  readonly sendNow: () => void;
  readonly saveCopy: () => void;
  readonly signOut: () => void;
}

export interface SignOutViewProps {
  readonly model: SignOutModel;
  readonly actions: SignOutActions;
}

export function SignOutView({ model, actions }: SignOutViewProps) {
  const isLeft = model.left.length > 0;
  const busy = model.busy ?? undefined;
  return (
    <Dialog
      title="Sign out of this tablet?"
      open
      onClose={actions.close}
      actions={
        <>
          {isLeft && !model.hasCopy ? (
            <Button kind="filled" onPress={actions.sendNow} busy={busy}>
              Send now
            </Button>
          ) : (
            // What cannot be undone is not what the Enter key presses first.
            <Button onPress={actions.close}>Stay signed in</Button>
          )}
          {isLeft && !model.hasCopy ? (
            <>
              <Button onPress={actions.saveCopy}>Save a copy</Button>
              <Button onPress={actions.close}>Stay signed in</Button>
            </>
          ) : (
            <Button kind="danger" onPress={actions.signOut} busy={busy}>
              Sign out
            </Button>
          )}
        </>
      }
    >
      {isLeft ? <Left model={model} /> : null}
      <p>
        Everything of yours is deleted from this tablet; what was sent stays with your school. To come back you need your password and a
        link from another of your devices, or from an administrator.
      </p>
      <p class="soft">To leave it for a while, lock it instead.</p>
    </Dialog>
  );
}

function Left({ model }: Pick<SignOutViewProps, 'model'>) {
  return (
    <Notice kind="warn" title={`On this tablet alone: ${listed(model.left)}.`}>
      {model.hasCopy
        ? 'You saved a copy. Anybody who finds it can read it: keep it safe, and delete it once it is written down again.'
        : 'It would be gone. Send it first; where that cannot be, save a copy.'}
    </Notice>
  );
}
