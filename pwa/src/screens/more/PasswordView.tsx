/** Changing the password. */
import { PasswordField } from '../../ui/fields/PasswordField';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Failure } from '../../ui/kit/Failure';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { PasswordActions, PasswordModel } from './model';
import '../../ui/fields/fields.css';

const TITLE = 'Change the password';
const BACK = { href: '/settings', label: 'Settings' };

export function PasswordView({ model, actions }: { readonly model: PasswordModel; readonly actions: PasswordActions }) {
  if (model.done) return <Done />;
  return (
    <>
      <PageHeader back={BACK} title={TITLE} />
      <form class="stack form-alone" noValidate onSubmit={(event) => { event.preventDefault(); actions.keep(); }}>
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        <input class="heard" type="text" autocomplete="username" value={model.handle} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField id="old" label="Current password" use="current-password" value={model.old} onChange={(words) => { actions.change('old', words); }} />
        <PasswordField
          id="fresh"
          label="New password"
          help="Four or five words you will remember. It opens what children confided in you."
          use="new-password"
          error={model.errors.fresh}
          value={model.fresh}
          onChange={(words) => { actions.change('fresh', words); }}
        />
        <div>
          <Button kind="filled" submits busy={model.busy ?? undefined}>Change it</Button>
        </div>
      </form>
    </>
  );
}

function Done() {
  return (
    <>
      <PageHeader back={BACK} title={TITLE} />
      <Notice title="It is changed." action={<ButtonLink href="/settings">Back to Settings</ButtonLink>}>
        Your other devices are signed out. Each still opens with the old password until it is next connected, then asks for the new one. Opening with a
        touch has to be switched on again.
      </Notice>
    </>
  );
}
