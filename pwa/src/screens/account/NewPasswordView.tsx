/** The password was changed on another device: until the new one is typed here, nothing goes up. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Above } from '../../ui/shell/Above';
import '../../ui/fields/fields.css';

export interface NewPasswordModel {
  readonly password: string | null;
  readonly busy: string | null;
  readonly error: string | null;
}

export interface NewPasswordActions {
  readonly password: (words: string | null) => void;
  readonly goOn: () => void;
}

export interface NewPasswordViewProps {
  /** The sign-in name, for password managers. */
  readonly handle: string;
  readonly model: NewPasswordModel;
  readonly actions: NewPasswordActions;
}

export function NewPasswordView({ handle, model, actions }: NewPasswordViewProps) {
  return (
    <Above>
      <section aria-label="Your password was changed">
        <Notice kind="warn" title="Your password was changed, on another device or with a new invitation.">
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              actions.goOn();
            }}
          >
            <p>Type the new one. Until then nothing is sent from this tablet; what you write is kept on it.</p>
            <input class="heard" type="text" autocomplete="username" value={handle} readOnly tabIndex={-1} aria-hidden="true" />
            <PasswordField id="new-password" label="New password" use="current-password" value={model.password} error={model.error ?? undefined} onChange={actions.password} />
            <div>
              <Button submits busy={model.busy ?? undefined}>Send again</Button>
            </div>
          </form>
        </Notice>
      </section>
    </Above>
  );
}
