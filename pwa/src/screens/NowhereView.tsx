/** An address that leads nowhere: a mistyped one, or a page that an older version had. */
import { ButtonLink } from '../ui/kit/Button';
import { EmptyState } from '../ui/kit/EmptyState';
import { PageHeader } from '../ui/kit/PageHeader';

export default function NowhereView() {
  return (
    <>
      <PageHeader title="There is nothing here" />
      <EmptyState title="The address leads nowhere." action={<ButtonLink href="/">Go to Today</ButtonLink>}>
        What you wrote is where you left it.
      </EmptyState>
    </>
  );
}
