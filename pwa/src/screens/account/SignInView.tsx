/** Signing in on a new device: what lets it in comes from another one's screen, then the password. No puzzle; pasting works. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { CarriedNotice } from './CarriedNotice';
import { Entry } from './Entry';
import { type SchoolHere, schoolWords } from './school';
import type { Carried, SignInActions, SignInModel } from './model';
import '../../ui/fields/fields.css';

export interface SignInViewProps {
  readonly model: SignInModel;
  readonly actions: SignInActions;
  readonly school: SchoolHere;
  readonly carried: Carried | null;
}

export function SignInView({ model, actions, school, carried }: SignInViewProps) {
  const change = (field: 'password' | 'link') => (words: string | null) => {
    actions.change(field, words);
  };
  const { handle } = model;
  return (
    <Entry
      title={handle === null ? 'Add this device' : `Sign in as ${handle}`}
      below={schoolWords(school)}
      back={{ href: '/welcome', label: 'Back' }}
      onSubmit={actions.signIn}
      error={model.error}
    >
      {carried === null ? null : <CarriedNotice carried={carried} />}
      {handle === null ? <Link model={model} change={change('link')} /> : <Password model={model} change={change('password')} handle={handle} />}
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        {handle === null ? 'Go on' : 'Sign in'}
      </Button>
      <div class="entry-links">
        {handle === null ? <a href="/new-tablet">How do I get the link?</a> : <a href="/forgotten">I have forgotten my password</a>}
        <a href="/join">I have an invitation</a>
      </div>
    </Entry>
  );
}

interface Part {
  readonly model: SignInModel;
  readonly change: (words: string | null) => void;
}

function Link({ model, change }: Part) {
  return (
    <TextField
      id="link"
      label="The link that your other device shows"
      help="There: More, Settings, “Add a new device”. Scan the picture with this device’s camera, or send the link to yourself and paste it here."
      autocomplete="off"
      value={model.link}
      onChange={change}
    />
  );
}

function Password({ model, change, handle }: Part & { readonly handle: string }) {
  return (
    <>
      <input class="heard" type="text" autocomplete="username" value={handle} readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField
        id="password"
        label="Password"
        help="The one that opens your other device."
        use="current-password"
        value={model.password}
        onChange={change}
      />
    </>
  );
}
