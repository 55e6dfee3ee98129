/** Setting up a school: its name and the first administrator. The two sheets come next. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';
import type { SetUpActions, SetUpField, SetUpModel } from './model';
import '../../ui/fields/fields.css';

export interface SetUpViewProps {
  readonly model: SetUpModel;
  readonly actions: SetUpActions;
}

export function SetUpView({ model, actions }: SetUpViewProps) {
  const field = (name: SetUpField) => ({
    id: name,
    error: model.errors[name],
    value: model[name],
    onChange: (words: string | null) => {
      actions.change(name, words);
    },
  });
  return (
    <Entry
      title="Set up a school"
      below="You become its first administrator. It takes ten minutes, a printer and an envelope."
      back={{ href: '/welcome', label: 'Back' }}
      onSubmit={actions.goOn}
      error={model.error}
    >
      <TextField {...field('setUpCode')} label="Set-up code" help="Printed when the server was prepared. Ask whoever runs it." />
      <TextField {...field('school')} label="Name of the school" />
      <TextField {...field('name')} label="Your name" help="As colleagues and pupils say it: Ms Ward." autocomplete="name" />
      <TextField {...field('handle')} label="Sign-in name" help="Your work e-mail will do. No letters are sent to it." autocomplete="username" />
      <PasswordField {...field('password')} label="Password" help="Four or five words you will remember." use="new-password" />
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        Go on to the two sheets
      </Button>
    </Entry>
  );
}
