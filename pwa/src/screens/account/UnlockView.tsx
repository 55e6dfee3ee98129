/** Opening a locked tablet: a touch where it has a passkey, else the password. */
import { Fingerprint } from 'lucide';
import { PasswordField } from '../../ui/fields/PasswordField';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Pill } from '../../ui/kit/Pill';
import { Entry } from './Entry';
import { type SchoolHere, schoolWords } from './school';
import type { UnlockActions, UnlockModel } from './model';
import '../../ui/fields/fields.css';

export interface UnlockViewProps {
  readonly model: UnlockModel;
  readonly actions: UnlockActions;
  readonly school: SchoolHere;
}

export function UnlockView({ model, actions, school }: UnlockViewProps) {
  const busy = model.busy ?? undefined;
  return (
    <Entry title={`Hello, ${model.name}`} below={schoolWords(school)} onSubmit={actions.open} error={model.error}>
      {model.displacedBy === null ? null : (
        <p>{model.displacedBy} opened Beside in another tab, so this one was locked. What you were writing is kept.</p>
      )}
      {model.noRoom ? (
        <Notice kind="warn" title="This tablet is full. Leave Beside open.">
          What was written last is sealed, but there was no room to keep it. Delete photographs or films of other apps: it is then kept by
          itself, and this goes away. If Beside is closed before, it may be lost.
        </Notice>
      ) : null}
      {model.passkey ? (
        <Button kind="filled" wide icon={Fingerprint} onPress={actions.touch} busy={busy}>
          Open with a touch
        </Button>
      ) : null}
      {model.passkey ? (
        <details class="fold">
          <summary>Use the password instead</summary>
          <ByPassword model={model} actions={actions} />
        </details>
      ) : (
        <ByPassword model={model} actions={actions} />
      )}
      {model.hasUnsent ? (
        <div>
          <Pill kind="waiting">Not everything is sent yet: Beside sends the rest by itself</Pill>
        </div>
      ) : null}
      <div class="entry-links">
        <a href="/forgotten">I have forgotten my password</a>
        <Button kind="quiet" onPress={actions.somebodyElse}>
          Somebody else
        </Button>
      </div>
    </Entry>
  );
}

/** Where a touch opens the tablet it is folded away: a pupil may stand beside, and a password is not typed before them. */
function ByPassword({ model, actions }: Pick<UnlockViewProps, 'model' | 'actions'>) {
  return (
    <div class="stack">
      <input class="heard" type="text" autocomplete="username" value={model.handle} readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField id="password" label="Password" use="current-password" value={model.password} onChange={actions.password} />
      <Button kind={model.passkey ? 'plain' : 'filled'} wide submits busy={model.busy ?? undefined}>
        Open
      </Button>
    </div>
  );
}
