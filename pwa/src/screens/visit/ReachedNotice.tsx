/** Said to whoever watches: whether an alarm comes to them while their tablet is locked, and what to do where none does. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import type { Reached } from './model';

export function ReachedNotice({ of }: { readonly of: Reached | null }) {
  if (of === null) return null;
  // It stands above what is to be looked up in a hurry: what needs nothing done is short.
  if (of.comes) return <p class="small soft">{of.title} {of.words}</p>;
  return (
    <Notice
      kind="warn"
      title={of.title}
      action={of.settings === null ? undefined : <ButtonLink href="/settings">{of.settings}</ButtonLink>}
    >
      {of.words}
    </Notice>
  );
}
