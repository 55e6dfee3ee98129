/** Signing in on a device: name, password, and on a new one the code that lets it in. No puzzle; pasting works. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';
import type { SignInActions, SignInModel } from './model';
import '../../ui/fields/fields.css';

export interface SignInViewProps {
  readonly model: SignInModel;
  readonly actions: SignInActions;
}

export function SignInView({ model, actions }: SignInViewProps) {
  const change = (field: 'handle' | 'password' | 'code') => (words: string | null) => {
    actions.change(field, words);
  };
  return (
    <Entry title="Sign in" below={model.school} onSubmit={actions.signIn} error={model.error}>
      <TextField id="handle" label="Sign-in name" autocomplete="username" value={model.handle} onChange={change('handle')} />
      <PasswordField id="password" label="Password" use="current-password" value={model.password} onChange={change('password')} />
      {model.wantsCode ? (
        <TextField
          id="code"
          label="Code for this device"
          help="On a device where you are signed in: More, Settings, “Let in a new one”. Or ask your administrator for one."
          autocomplete="one-time-code"
          width="medium"
          value={model.code}
          onChange={change('code')}
        />
      ) : null}
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        Sign in
      </Button>
      <div class="entry-links">
        <a href="/forgotten">I have forgotten my password</a>
        <a href="/join">I have an invitation</a>
      </div>
    </Entry>
  );
}
