/** An icon of the one kept set (lucide, stroke 2). It is never alone: a word stands beside it, or its button is named. */
import { h } from 'preact';
import type { IconNode } from 'lucide';

export function Icon({ of }: { readonly of: IconNode }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, shape]) => h(tag, shape))}
    </svg>
  );
}
