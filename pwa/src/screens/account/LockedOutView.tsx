/** The tablet is out of the school: who goes on working on it has to know that nobody receives it. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Above } from '../../ui/shell/Above';
import { words } from '../../ui/words';

export function LockedOutView() {
  return (
    <Above>
      <section aria-label="This tablet is locked out">
        <Notice kind="warn" title="This tablet is locked out." action={<ButtonLink href="/where">Where is it?</ButtonLink>}>
          Write on another device. To use this one again, sign out under More and add it as a new device.
          {/* It stands above every page: what need be read once is folded. */}
          <details class="fold locked-out-why">
            <summary>Why, and what becomes of what is on it</summary>
            It was reported lost, you came back in with a new password, or you have left the school. What had not been sent from here is
            handed in, with what you write from now on, and a {words.value.lineManager} decides about it.
          </details>
        </Notice>
      </section>
    </Above>
  );
}
