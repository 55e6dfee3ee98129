import { ButtonLink } from '../../ui/kit/Button.tsx';
import { EmptyState } from '../../ui/kit/EmptyState.tsx';

export default function Unbuilt() {
  return (
    <>
      <h1 tabIndex={-1}>This page is not built yet</h1>
      <EmptyState title="There is nothing to do here so far." action={<ButtonLink href="/">To Today</ButtonLink>}>
        What you wrote is where you left it.
      </EmptyState>
    </>
  );
}
