/** Reminders and alarms on this device: on, off, and a test of today. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import type { PushActions, PushModel } from './model';
import { kept, ON_OFF } from './settings';

export interface PushCardProps {
  readonly model: PushModel;
  readonly actions: PushActions;
}

export function PushCard({ model, actions }: PushCardProps) {
  return (
    <Card title="Reminders">
      {model.push === 'unsupported' ? <p>This browser cannot show reminders. On an iPad, put Beside on the home screen first.</p> : null}
      {model.push === 'blocked' ? <p>The browser has been told to refuse them. Allow notifications for Beside in its settings.</p> : null}
      {model.push === 'on' || model.push === 'off' ? (
        <div class="stack">
          <ChoiceField
            id="push"
            label="On this device"
            help="What is due, and alarms of a visit. They name nobody."
            stays
            answers={ON_OFF}
            value={model.push === 'on'}
            onChange={kept(actions.push)}
          />
          {model.push === 'on' ? (
            <div class="row">
              <Button onPress={actions.testPush}>Send me a test</Button>
              <span class="small soft" role="status">{model.pushTested ?? 'No test yet today'}</span>
            </div>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}
