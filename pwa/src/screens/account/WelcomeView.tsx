/** The very first screen on a device that knows nobody: the ways in, the likeliest first. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Entry } from './Entry';
import type { WelcomeModel } from './model';

export function WelcomeView({ model }: { readonly model: WelcomeModel }) {
  const { school, setUp, known, install } = model;
  return (
    <Entry title="Welcome" below={school ?? undefined} back={known ? { href: '/', label: 'Back to who is on this tablet' } : undefined}>
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
        <ButtonLink href="/set-up" kind="filled" wide>
          Set up a school
        </ButtonLink>
      ) : null}
      <ButtonLink href="/join" kind={setUp ? 'plain' : 'filled'} wide>
        Join with an invitation
      </ButtonLink>
      <ButtonLink href="/sign-in" wide>
        I am in already: add this device
      </ButtonLink>
      <div class="entry-links">
        <a href="/forgotten">I have forgotten my password</a>
        <a href="/lost-tablet">A tablet is lost</a>
      </div>
    </Entry>
  );
}
