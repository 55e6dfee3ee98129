/** Reminders and alarms on this device: on, off, and a test of today. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Failure } from '../../ui/kit/Failure';
import type { PushActions, PushModel } from './model';
import { kept, ON_OFF } from './settings';

export interface PushCardProps {
  readonly model: PushModel;
  readonly actions: PushActions;
}

/** Why there are none, where there are none. */
const NONE = {
  unsupported: 'This browser cannot show reminders. On an iPad, put Beside on the home screen first.',
  blocked: 'The browser has been told to refuse them. Allow notifications for Beside in its settings, then load this page again.',
  no_server: 'This school’s server sends none yet. Tell whoever runs it: until then an alarm of a visit reaches people by phone only.',
} as const;

export function PushCard({ model, actions }: PushCardProps) {
  const { push } = model;
  return (
    <Card title="Reminders and alarms">
      <div class="stack">
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        {push === null ? <p>There is no connection, so this cannot be looked up now.</p> : null}
        {push === 'unsupported' || push === 'blocked' || push === 'no_server' ? <p>{NONE[push]}</p> : null}
        {push === 'on' || push === 'off' ? <OnOff model={model} actions={actions} isOn={push === 'on'} /> : null}
      </div>
    </Card>
  );
}

function OnOff({ model, actions, isOn }: PushCardProps & { readonly isOn: boolean }) {
  return (
    <>
      <ChoiceField
        id="push"
        label="On this device"
        help="What is due, and alarms of a visit. They name nobody. The browser asks you once."
        stays
        answers={ON_OFF}
        value={isOn}
        onChange={kept(actions.push)}
      />
      {isOn ? (
        <div class="row">
          <Button busy={model.busy ?? undefined} onPress={actions.testPush}>Send me a test</Button>
          <span class="small soft" role="status">{model.pushTested ?? 'No test yet today'}</span>
        </div>
      ) : <p class="small soft" role="status">{model.busy ?? ''}</p>}
    </>
  );
}
