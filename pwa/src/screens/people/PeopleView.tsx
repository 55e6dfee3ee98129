/** For the administrator: who is in, who is invited, which devices. It gives no way into any case. */
import { useState } from 'preact/hooks';
import { UserPlus } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Qr } from '../../ui/kit/Qr';
import { InviteDialog } from './InviteDialog';
import { MemberDialog } from './MemberDialog';
import type { PeopleActions, PeopleModel } from './model';

export interface PeopleViewProps {
  readonly model: PeopleModel;
  readonly actions: PeopleActions;
}

export function PeopleView({ model, actions }: PeopleViewProps) {
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const member = model.members.find(({ id }) => id === open);
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="People">
        <Button kind="filled" icon={UserPlus} busy={model.busy ?? undefined} onPress={() => { setInviting(true); }}>
          Invite
        </Button>
      </PageHeader>
      <div class="stack">
        {model.error === null ? null : <Notice kind="alarm">{model.error}</Notice>}
        <Made model={model} />
        <Card title="In the school">
          <Lines label="In the school">
            {model.members.map((one) => (
              <Line
                key={one.id}
                title={one.me ? `${one.name} (you)` : one.name}
                detail={one.detail}
                action={
                  <Button name={`Change: ${one.name}`} onPress={() => { setOpen(one.id); }}>
                    Change
                  </Button>
                }
              />
            ))}
          </Lines>
        </Card>
        <Invited model={model} actions={actions} />
      </div>
      {inviting ? <InviteDialog model={model} actions={actions} onClose={() => { setInviting(false); }} /> : null}
      {member === undefined ? null : (
        <MemberDialog member={member} model={model} actions={actions} onClose={() => { setOpen(null); }} />
      )}
    </>
  );
}

/** What has just been made and is shown this once. */
function Made({ model: { made, deviceCode } }: { model: PeopleModel }) {
  return (
    <>
      {made === null ? null : (
        <Card title={`Invitation for ${made.name}`}>
          <div class="row">
            <Qr text={made.address} name={`Invitation for ${made.name}`} />
            <div class="stack">
              <p>
                Let them scan it, or give them this code: <strong class="numbers">{made.code}</strong>
              </p>
              <p class="small soft">It works once, until {made.until}. It is not shown again.</p>
            </div>
          </div>
        </Card>
      )}
      {deviceCode === null ? null : (
        <Notice title={`Code for a new device of ${deviceCode.name}`}>
          <strong class="numbers">{deviceCode.code}</strong>, until {deviceCode.until}. Tell it to nobody else.
        </Notice>
      )}
    </>
  );
}

function Invited({ model, actions }: PeopleViewProps) {
  if (model.invitations.length === 0) return null;
  return (
    <Card title="Invited, not here yet">
      <Lines label="Invited, not here yet">
        {model.invitations.map(({ id, title, detail }) => (
          <Line
            key={id}
            title={title}
            detail={detail}
            action={
              <Button name={`Withdraw: ${title}`} onPress={() => { actions.withdraw(id); }}>
                Withdraw
              </Button>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}
