/** More: where everything else is. */
import { Lock, LogOut } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { MoreActions, MoreModel } from './model';

export interface MoreViewProps {
  readonly model: MoreModel;
  readonly actions: MoreActions;
}

export function MoreView({ model, actions }: MoreViewProps) {
  return (
    <>
      <PageHeader title="More" below={[model.name, model.role].filter((part) => part !== '').join(' · ')}>
        <Button icon={Lock} kind="filled" onPress={actions.lock}>
          Lock
        </Button>
        <Button icon={LogOut} onPress={actions.signOut}>
          Sign out
        </Button>
      </PageHeader>
      <div class="stack">
        {model.updateWaits ? (
          <Notice title="A newer Beside is ready." action={<Button onPress={actions.update}>Update now</Button>}>
            Nothing you have open is lost.
          </Notice>
        ) : null}
        {model.groups.map(({ title, links }) => (
          <Card key={title} title={title}>
            <Lines label={title}>
              {links.map(({ label, detail, href }) => (
                <Line key={href} title={label} detail={detail} href={href} />
              ))}
            </Lines>
          </Card>
        ))}
        <p class="small soft">Beside {model.version}</p>
      </div>
    </>
  );
}
