/** The last minute before the tablet locks by itself: somebody may still be reading. */
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';

export interface LocksSoonViewProps {
  readonly seconds: number;
  readonly onStay: () => void;
  readonly onLock: () => void;
}

export function LocksSoonView({ seconds, onStay, onLock }: LocksSoonViewProps) {
  return (
    <Dialog
      title="Are you still there?"
      open
      onClose={onStay}
      actions={
        <>
          <Button kind="filled" onPress={onStay}>
            Stay
          </Button>
          <Button onPress={onLock}>Lock now</Button>
        </>
      }
    >
      <p>
        This tablet locks in <span class="numbers">{seconds}</span> {seconds === 1 ? 'second' : 'seconds'}. What you were writing is kept.
      </p>
    </Dialog>
  );
}
