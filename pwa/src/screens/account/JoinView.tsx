/** Joining a school by invitation: who invites, then a name and a password that only this person knows. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Entry } from './Entry';
import type { JoinActions, JoinModel } from './model';
import '../../ui/fields/fields.css';

export interface JoinViewProps {
  readonly model: JoinModel;
  readonly actions: JoinActions;
}

export function JoinView({ model, actions }: JoinViewProps) {
  const change = (field: 'code' | 'name' | 'handle' | 'password') => (words: string | null) => {
    actions.change(field, words);
  };
  const known = model.school !== null;
  return (
    <Entry
      title={known ? `Join ${model.school}` : 'Join with an invitation'}
      below={model.invited ?? undefined}
      back={{ href: '/welcome', label: 'Back' }}
      onSubmit={actions.join}
      error={model.error}
    >
      {known ? null : (
        <TextField
          id="invitation"
          label="Invitation"
          help="Paste the link, or type the code you were given. It works once."
          error={model.errors.code}
          value={model.code}
          onChange={change('code')}
        />
      )}
      {known ? <Account model={model} change={change} /> : null}
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        {known ? 'Join' : 'Go on'}
      </Button>
    </Entry>
  );
}

type Change = (field: 'name' | 'handle' | 'password') => (words: string | null) => void;

function Account({ model, change }: { model: JoinModel; change: Change }) {
  return (
    <>
      <TextField
        id="name"
        label="Your name"
        help="As colleagues and pupils say it: Ms Ward."
        autocomplete="name"
        error={model.errors.name}
        value={model.name}
        onChange={change('name')}
      />
      <TextField
        id="handle"
        label="Sign-in name"
        help="Your work e-mail will do. No letters are sent to it."
        autocomplete="username"
        error={model.errors.handle}
        value={model.handle}
        onChange={change('handle')}
      />
      <PasswordField
        id="password"
        label="Password"
        help="Four or five words you will remember. It opens what children confided in you."
        use="new-password"
        error={model.errors.password}
        value={model.password}
        onChange={change('password')}
      />
      <Notice>Nobody can look it up for you. If you forget it, an administrator lets you in anew and nothing is lost.</Notice>
    </>
  );
}
