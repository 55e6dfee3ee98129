/** Joining a school by invitation: what it is for, then a name and a password that only this person knows. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { CarriedNotice } from './CarriedNotice';
import { Entry } from './Entry';
import { joinWords, type SchoolHere, schoolWords } from './school';
import type { Carried, JoinActions, JoinField, JoinModel } from './model';
import '../../ui/fields/fields.css';

export interface JoinViewProps {
  readonly model: JoinModel;
  readonly actions: JoinActions;
  readonly school: SchoolHere;
  readonly carried: Carried | null;
}

export function JoinView({ model, actions, school, carried }: JoinViewProps) {
  const field = (name: JoinField): Field => ({
    id: name,
    error: model.errors[name],
    value: model[name],
    onChange: (words: string | null) => {
      actions.change(name, words);
    },
  });
  const known = model.invited !== null;
  return (
    <Entry
      title={known ? titleOf(model, school) : 'Join with an invitation'}
      below={school.name === null ? schoolWords(school) : model.invited ?? school.name}
      back={{ href: '/welcome', label: 'Back' }}
      onSubmit={actions.join}
      error={model.error}
    >
      {school.name === null && model.invited !== null ? <p>{model.invited}</p> : null}
      {carried === null ? null : <CarriedNotice carried={carried} />}
      {known ? <Account renews={model.renews} field={field} /> : <Invitation {...field('code')} />}
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        {known ? (model.renews ? 'Come back in' : 'Join') : 'Go on'}
      </Button>
    </Entry>
  );
}

function titleOf({ renews }: JoinModel, school: SchoolHere): string {
  return renews ? 'Choose a new password' : joinWords(school);
}

interface Field {
  readonly id: JoinField;
  readonly error: string | undefined;
  readonly value: string | null;
  readonly onChange: (words: string | null) => void;
}

function Invitation(field: Field) {
  return (
    <TextField {...field} label="Invitation" help="Paste the whole link, or scan its picture with this device’s camera. It works once." autocomplete="off" />
  );
}

function Account({ renews, field }: { readonly renews: boolean; readonly field: (name: JoinField) => Field }) {
  return (
    <>
      {renews ? null : (
        <TextField {...field('name')} label="Your name" help="As colleagues and pupils say it: Ms Ward." autocomplete="name" />
      )}
      <TextField
        {...field('handle')}
        label="Sign-in name"
        help={renews ? 'The one you had, or another.' : 'Your work e-mail will do. No letters are sent to it.'}
        autocomplete="username"
      />
      <PasswordField
        {...field('password')}
        label={renews ? 'New password' : 'Password'}
        help="Four or five words you will remember. It opens what children confided in you."
        use="new-password"
      />
      <Notice>
        {renews
          ? 'Your earlier devices are signed out for good. Your cases open again as soon as a colleague who can read them is next online.'
          : 'Nobody can look it up for you. If you forget it, an administrator can let you back in, and nothing is lost.'}
      </Notice>
    </>
  );
}
