/** Signing out of a tablet: what is deleted with it, and what has to be sent or copied first. */
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { listed, words } from '../../ui/words';

export interface SignOutModel {
  /** "3 changes that are not sent", "1 form that is half written". */
  readonly left: readonly string[];
  /** What of it can still go up; from a tablet that is locked out it is handed in, to be decided about, or nothing is. */
  readonly sends: 'everything' | 'to_be_decided' | 'nothing';
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
  const isAsked = isLeft && !model.hasCopy;
  const isLockedOut = model.sends !== 'everything';
  return (
    <Dialog
      title="Sign out of this tablet?"
      open
      onClose={actions.close}
      actions={
        <>
          {isAsked && model.sends !== 'nothing' ? (
            <Button kind="filled" onPress={actions.sendNow} busy={busy}>
              {isLockedOut ? 'Hand it in now' : 'Send now'}
            </Button>
          ) : null}
          {/* What cannot be undone is not what the Enter key presses first. */}
          {isAsked ? null : <Button onPress={actions.close}>Stay signed in</Button>}
          {isAsked ? (
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
      {isLockedOut ? (
        <p>
          Everything of yours is deleted from this tablet; what was sent or handed in stays with your school. Whoever is in the school can
          add it again as a new device, with a link from another of their devices, or from an administrator.
        </p>
      ) : (
        <p>
          Everything of yours is deleted from this tablet; what was sent stays with your school. To come back you need your password and a
          link from another of your devices, or from an administrator.
        </p>
      )}
      {isLockedOut ? null : <p class="soft">To leave it for a while, lock it instead.</p>}
    </Dialog>
  );
}

function Left({ model }: Pick<SignOutViewProps, 'model'>) {
  const isLockedOut = model.sends !== 'everything';
  return (
    <Notice kind="warn" title={`${isLockedOut ? 'This tablet is locked out. Still on it' : 'On this tablet alone'}: ${listed(model.left)}.`}>
      {model.hasCopy ? 'You saved a copy. Anybody who finds it can read it: keep it safe, and delete it once it is written down again.' : <Before isLockedOut={isLockedOut} />}
    </Notice>
  );
}

function Before({ isLockedOut }: { readonly isLockedOut: boolean }) {
  if (!isLockedOut) return <>It would be gone. Send it first; where that cannot be, save a copy.</>;
  return (
    <>
      Nothing is sent from it any more. What was saved is handed in when there is a network, and a {words.value.lineManager} decides about it;
      what is half written or not finished cannot be. Save a copy first: all of it goes from this tablet.
    </>
  );
}
