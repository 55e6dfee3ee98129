/** The very first screen on a device that knows nobody: the ways in, the likeliest first. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Entry } from './Entry';
import type { WelcomeModel } from './model';

export function WelcomeView({ model }: { readonly model: WelcomeModel }) {
  const { school, setUp, known, install, erased } = model;
  return (
    <Entry title="Welcome" below={school ?? undefined} back={known ? { href: '/', label: 'Back to who is on this tablet' } : undefined}>
      {erased === null ? null : (
        <Notice kind="warn" title="This browser has erased what was kept here">
          {erased} was at work here. What had been sent is safe: make a link on another device, or ask an administrator for one, and add this device again. What
          had not been sent is gone. Install Beside on this device, and it is not erased again.
        </Notice>
      )}
      <p>
        Beside holds the work of learning mentors. What you write is sealed on this device before it leaves it: only the
        people you trust with it can read it.
      </p>
      {install === null ? null : (
        <Notice kind="warn" title={install.title}>
          {install.words} {install.remedy}
        </Notice>
      )}
      {setUp ? (
        <ButtonLink href="/set-up" kind={erased === null ? 'filled' : 'plain'} wide>
          Set up a school
        </ButtonLink>
      ) : null}
      {erased === null ? <Join filled={!setUp} /> : null}
      <ButtonLink href="/sign-in" kind={erased === null ? 'plain' : 'filled'} wide>
        I already use Beside: add this device
      </ButtonLink>
      {erased === null ? null : <Join filled={false} />}
      <div class="entry-links">
        <a href="/forgotten">I have forgotten my password</a>
        <a href="/lost-tablet">A tablet is lost</a>
      </div>
    </Entry>
  );
}

function Join({ filled }: { readonly filled: boolean }) {
  return (
    <ButtonLink href="/join" kind={filled ? 'filled' : 'plain'} wide>
      Join with an invitation
    </ButtonLink>
  );
}
