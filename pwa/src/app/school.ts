/** What the school has chosen for every page, kept to from when it is known: its clock, its words, and the colour of the bar above the app. */
import { effect, type ReadonlySignal } from '@preact/signals';

import type { Book } from '../casework/book.ts';
import { zone } from '../ui/dates.ts';
import { setWords } from '../ui/words.ts';

/** Follows the school's choices as they come and are changed; ends with the function that is returned. */
export function followSchool(book: ReadonlySignal<Book | null>, paint: (colour: string) => void): () => void {
  return effect(() => {
    const team = book.value?.team;
    if (team === undefined) return;
    setWords(team.nation, team.sector);
    if (team.zone !== null) zone.value = team.zone;
    if (team.colour !== null) paint(team.colour);
  });
}

/** The bar that the system draws above an installed app, and above a page. */
export function paintBar(within: Document): (colour: string) => void {
  return (colour) => {
    const kept = within.querySelector('meta[name="theme-color"]');
    const meta = kept ?? within.createElement('meta');
    meta.setAttribute('name', 'theme-color');
    meta.setAttribute('content', colour);
    if (kept === null) within.head.append(meta);
  };
}
