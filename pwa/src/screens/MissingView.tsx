/** A page whose part of Beside did not come: on a new tablet that lost the network before all of it was fetched. */
import { EmptyState } from '../ui/kit/EmptyState';
import { PageHeader } from '../ui/kit/PageHeader';
import { TryAgain } from '../ui/shell/TryAgain';

export function MissingView() {
  return (
    <>
      <PageHeader title="This page has not come yet" />
      <EmptyState title="It is not on this tablet, and the network did not bring it." action={<TryAgain />}>
        Nothing you wrote is lost, and you can go on elsewhere. Once there is a network, try again: Beside is opened anew, and asks for your
        password.
      </EmptyState>
    </>
  );
}
