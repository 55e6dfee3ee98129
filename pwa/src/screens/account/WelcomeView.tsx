/** The very first screen on a device that knows nobody: three ways in. */
import { ButtonLink } from '../../ui/kit/Button';
import { Entry } from './Entry';

/** `setUp`: the server has no school yet. */
export function WelcomeView({ school, setUp }: { readonly school: string | null; readonly setUp: boolean }) {
  return (
    <Entry title="Welcome" below={school ?? undefined}>
      <p>
        Beside holds the work of learning mentors. What you write is sealed on this device before it leaves it: only the
        people you trust with it can read it.
      </p>
      {setUp ? (
        <ButtonLink href="/set-up" kind="filled" wide>
          Set up a school
        </ButtonLink>
      ) : (
        <ButtonLink href="/join" kind="filled" wide>
          Join with an invitation
        </ButtonLink>
      )}
      {setUp ? null : (
        <ButtonLink href="/sign-in" wide>
          I have an account: sign in
        </ButtonLink>
      )}
    </Entry>
  );
}
