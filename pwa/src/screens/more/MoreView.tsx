/** More: where everything else is. */
import { Lock, LogOut } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { LinksCard } from './LinksCard';
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
          <Notice title="A newer version of Beside is ready." action={<Button onPress={actions.update}>Update now</Button>}>
            Nothing you have open is lost.
          </Notice>
        ) : null}
        {model.groups.map(({ title, links }) => (
          <LinksCard key={title} title={title} links={links} />
        ))}
        <p class="small soft">Beside {model.version}</p>
      </div>
    </>
  );
}
