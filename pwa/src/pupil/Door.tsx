/** What the page shows when there is nothing to fill in: not yet, or not any more. For the mentor, in the pupil's sight. */
import { Button } from '../ui/kit/Button';
import { Notice } from '../ui/kit/Notice';
import type { Trouble } from '../between/sealing';
import type { Opening } from './opening';

export interface DoorProps {
  readonly at: Exclude<Opening['at'], 'sitting'>;
  readonly onLeave: () => void;
}

export function Door({ at, onLeave }: DoorProps) {
  return (
    <div class="pupil">
      <span />
      <main class="pupil-main">
        {at === 'opening' ? <p class="pupil-help" role="status">One moment …</p> : null}
        {at === 'others_open' ? <OthersOpen /> : null}
        {at === 'nothing' ? <Nothing onLeave={onLeave} /> : null}
      </main>
      <span />
    </div>
  );
}

function OthersOpen() {
  return (
    <>
      <h1 tabIndex={-1}>One moment</h1>
      <p class="pupil-help" role="status">
        Beside is still open in another window on this tablet. Close that window, or lock it; then this page goes on by itself.
      </p>
    </>
  );
}

function Nothing({ onLeave }: Pick<DoorProps, 'onLeave'>) {
  return (
    <>
      <h1 tabIndex={-1}>Please give the tablet back</h1>
      <p class="pupil-help">There is nothing to fill in here now. Your answers are put away. You can go on another day.</p>
      <div class="pupil-steps">
        <span />
        <span />
        <Button onPress={onLeave}>Back to Beside</Button>
      </div>
    </>
  );
}

const TROUBLE: Readonly<Record<Trouble, string>> = {
  full: 'This tablet is full: delete photographs or apps that are not needed.',
  refused: 'This tablet does not keep it just now.',
  spent: 'There is more than fits into one time. What was put away before is safe.',
};

/** An answer that is not written yet: said at once, to whoever can help. */
export function TroubleBar({ why, mentor }: { readonly why: Trouble; readonly mentor: string }) {
  return (
    <Notice kind="alarm" title={`Please show this to ${mentor}`}>
      <p>Your last answer could not be put away yet. {TROUBLE[why]} Leave this page open: it tries again by itself.</p>
    </Notice>
  );
}
