/** Settings of this tablet and this person; each is kept as it is pressed. */
import type { ComponentChildren } from 'preact';
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { Failure } from '../../ui/kit/Failure';
import { PageHeader } from '../../ui/kit/PageHeader';
import { TEXT_SIZES, THEMES } from '../../ui/theme';
import { HandedView } from '../people/HandedView';
import type { SettingsActions, SettingsModel } from './model';
import { kept, ON_OFF } from './settings';
import '../../ui/fields/fields.css';

export interface SettingsViewProps {
  readonly model: SettingsModel;
  readonly actions: SettingsActions;
  /** The card of the reminders. */
  readonly children?: ComponentChildren;
}

const LOCK_TIMES = [2, 5, 10, 15].map((minutes) => ({ value: minutes, label: `${minutes} minutes` }));

export function SettingsView({ model, actions, children }: SettingsViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="Settings" />
      <div class="stack cards-abreast">
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        <Card title="How it looks">
          <div class="stack">
            <ChoiceField id="theme" label="Light or dark" stays answers={THEMES} value={model.theme} onChange={kept(actions.theme)} />
            <ChoiceField id="text-size" label="Size of text" stays answers={TEXT_SIZES} value={model.textSize} onChange={kept(actions.textSize)} />
          </div>
        </Card>
        <LockCard model={model} actions={actions} />
        {children}
        <DevicesCard model={model} actions={actions} />
      </div>
    </>
  );
}

function LockCard({ model, actions }: SettingsViewProps) {
  return (
    <Card title="Locking">
      <div class="stack">
        <ChoiceField
          id="lock-after"
          label="Locks after"
          help="A quarter of an hour while a form is open; never during an observation. What you were writing is kept."
          stays
          answers={LOCK_TIMES}
          value={model.lockAfter}
          onChange={kept(actions.lockAfter)}
        />
        {model.passkey === null ? null : (
          <ChoiceField
            id="passkey"
            label="Open with a touch"
            help="Finger, face or the tablet’s own code open Beside here. Your password still does, too."
            stays
            answers={ON_OFF}
            value={model.passkey}
            onChange={kept(actions.passkey)}
          />
        )}
        <div>
          <ButtonLink href="/password">Change password</ButtonLink>
        </div>
      </div>
    </Card>
  );
}

function DevicesCard({ model, actions }: SettingsViewProps) {
  return (
    <>
      <Card title="Your devices" aside={<Button kind="quiet" busy={model.busy ?? undefined} onPress={actions.letIn}>Add a new device</Button>}>
        <Lines label="Your devices">
          {model.devices.map(({ id, name, detail, thisOne }) => (
            <Line
              key={id}
              title={thisOne ? `${name} (this one)` : name}
              detail={detail}
              action={thisOne ? undefined : <ButtonLink href={`/lost/${id}`} name={`Lost: ${name}`}>Lost</ButtonLink>}
            />
          ))}
        </Lines>
      </Card>
      {model.made === null ? null : <HandedView handed={model.made} />}
    </>
  );
}
