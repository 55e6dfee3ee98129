/** What the school has chosen for every page, kept to from when it is known: its clock. */
import { effect, type ReadonlySignal } from '@preact/signals';

import type { Book } from '../casework/book.ts';
import { zone } from '../ui/dates.ts';

/** Follows the school's choices as they come and are changed; ends with the function that is returned. */
export function followSchool(book: ReadonlySignal<Book | null>): () => void {
  return effect(() => {
    const team = book.value?.team;
    if (team !== undefined && team.zone !== null) zone.value = team.zone;
  });
}
