/** For the administrator: who is in, who is invited. It gives no way into any case. */
import { UserPlus } from 'lucide';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { Failure } from '../../ui/kit/Failure';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { PeopleActions, PeopleModel } from './model';

export interface PeopleViewProps {
  readonly model: PeopleModel;
  readonly actions: PeopleActions;
}

export function PeopleView({ model, actions }: PeopleViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="People">
        <ButtonLink href="/invite" kind="filled" icon={UserPlus}>
          Invite somebody
        </ButtonLink>
      </PageHeader>
      <div class="stack">
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        <Card title="In the school">
          <Lines label="In the school">
            {model.members.map(({ id, name, detail, me }) => (
              <Line key={id} title={me ? `${name} (you)` : name} detail={detail} href={`/people/${id}`} />
            ))}
          </Lines>
        </Card>
        <Invited model={model} actions={actions} />
        <Card title="Safekeeping">
          <Lines>
            <Line title="The two sheets" detail="Check that the paper can be read, and is this school’s" href="/sheets" />
            <Line title="Who came and went" detail="Every change of people and devices" href="/changes" />
          </Lines>
        </Card>
      </div>
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
              <Button name={`Withdraw: ${title}`} busy={model.busy ?? undefined} onPress={() => { actions.withdraw(id); }}>
                Withdraw
              </Button>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}
