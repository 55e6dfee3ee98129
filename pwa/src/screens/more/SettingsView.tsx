/** Settings of this tablet and this person; each is kept as it is pressed. */
import { useState } from 'preact/hooks';
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Dialog } from '../../ui/kit/Dialog';
import { Line, Lines } from '../../ui/kit/Lines';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Qr } from '../../ui/kit/Qr';
import { TEXT_SIZES, THEMES } from '../../ui/theme';
import type { DeviceLine, SettingsActions, SettingsModel } from './model';
import '../../ui/fields/fields.css';

export interface SettingsViewProps {
  readonly model: SettingsModel;
  readonly actions: SettingsActions;
}

const LOCK_TIMES = [2, 5, 10, 15].map((minutes) => ({ value: minutes, label: `${minutes} minutes` }));

const ON_OFF = [
  { value: true, label: 'On' },
  { value: false, label: 'Off' },
];

/** A choice that always stands at something: pressing what is chosen changes nothing. */
function kept<Value>(verb: (value: Value) => void): (value: Value | null) => void {
  return (value) => {
    if (value !== null) verb(value);
  };
}

export function SettingsView({ model, actions }: SettingsViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="Settings" />
      <div class="stack">
        <Card title="How it looks">
          <div class="stack">
            <ChoiceField id="theme" label="Light or dark" stays answers={THEMES} value={model.theme} onChange={kept(actions.theme)} />
            <ChoiceField id="text-size" label="Size of the words" stays answers={TEXT_SIZES} value={model.textSize} onChange={kept(actions.textSize)} />
          </div>
        </Card>
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
                help="Finger, face or the tablet’s own code instead of the password."
                stays
                answers={ON_OFF}
                value={model.passkey}
                onChange={kept(actions.passkey)}
              />
            )}
            <div>
              <Button onPress={actions.changePassword}>Change password</Button>
            </div>
          </div>
        </Card>
        <PushCard model={model} actions={actions} />
        <DevicesCard model={model} actions={actions} />
      </div>
    </>
  );
}

function PushCard({ model, actions }: SettingsViewProps) {
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

function DevicesCard({ model, actions }: SettingsViewProps) {
  const [lost, setLost] = useState<DeviceLine | null>(null);
  return (
    <Card title="Your devices" aside={<Button kind="quiet" onPress={actions.letIn}>Let in a new one</Button>}>
      {model.deviceCode === null ? null : (
        <div class="row">
          <Qr text={model.deviceCode.address} name="Code to connect a new device" />
          <p>
            On the new device sign in, then type <strong class="numbers">{model.deviceCode.code}</strong>. Valid until {model.deviceCode.until}.
          </p>
        </div>
      )}
      <Lines label="Your devices">
        {model.devices.map((device) => (
          <Line
            key={device.id}
            title={device.thisOne ? `${device.name} (this one)` : device.name}
            detail={device.detail}
            action={
              device.thisOne ? undefined : (
                <Button kind="danger" name={`Lost: ${device.name}`} onPress={() => { setLost(device); }}>
                  Lost
                </Button>
              )
            }
          />
        ))}
      </Lines>
      <Dialog
        title={`Stop “${lost?.name ?? ''}”?`}
        open={lost !== null}
        onClose={() => { setLost(null); }}
        actions={
          <>
            <Button kind="danger" onPress={() => { if (lost !== null) actions.stopDevice(lost.id); setLost(null); }}>
              Stop it
            </Button>
            <Button onPress={() => { setLost(null); }}>Leave it</Button>
          </>
        }
      >
        <p>It cannot send or fetch anything from now on. What it had not sent waits until a line manager looks at it.</p>
        <p>What is on it stays sealed under its password. Tell whoever looks after data protection in your school.</p>
      </Dialog>
    </Card>
  );
}
