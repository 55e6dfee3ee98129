/** Becoming administrator by the root sheet: when nobody is left who could let anybody in. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Entry } from './Entry';
import { type SchoolHere, schoolWords } from './school';
import { WordsField } from './WordsField';
import type { RootActions, RootField, RootModel } from './model';
import '../../ui/fields/fields.css';

export interface RootViewProps {
  readonly model: RootModel;
  readonly actions: RootActions;
  readonly school: SchoolHere;
}

export function RootView({ model, actions, school }: RootViewProps) {
  const field = (name: RootField) => ({
    id: name,
    error: model.errors[name],
    value: model[name],
    onChange: (words: string | null) => {
      actions.change(name, words);
    },
  });
  return (
    <Entry
      title="Use the root sheet"
      below={schoolWords(school)}
      back={{ href: '/welcome', label: 'Back' }}
      onSubmit={actions.goOn}
      error={model.error}
    >
      <Notice kind="warn">
        It makes you an administrator, and shows that to everybody in the school. It reads no records: whoever still has theirs opens them to you, or
        the recovery sheet does.
      </Notice>
      <WordsField {...field('words')} label="The 24 words of the root sheet" help="In their order, with a space between each." />
      <TextField {...field('name')} label="Your name" autocomplete="name" />
      <TextField {...field('handle')} label="Sign-in name" help="A different one from any that you had before." autocomplete="username" />
      <PasswordField {...field('password')} label="Password" help="Four or five words you will remember." use="new-password" />
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        Become administrator
      </Button>
    </Entry>
  );
}
