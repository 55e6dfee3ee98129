/**
 * Finding a pupil by a few letters, one way for every page that looks for one: by the beginnings of names, by initials, class or
 * year, and then by what only stands inside a word. Accents and capitals make no difference.
 *
 *     fit(place, 'ja')    → 0 for Jakub Novák, 2 for Raja Malik, null for Kai Brennan
 */
import { textFrom } from '../capture/leaves';
import type { CaseBook } from './book';
import { folded } from './people';
import { remembered } from './standing';

/** What is said before the number and is in nobody's name. */
const YEAR = 'year';

interface Called {
  readonly names: readonly string[];
  /** Of the first and the last name, and of all of them. */
  readonly initials: readonly string[];
  readonly groups: readonly string[];
}

const calledOf: (place: CaseBook) => Called = remembered((place) => {
  const names = wordsIn(place.name);
  return {
    names: [...names, ...wordsIn(place.firstName)],
    initials: [folded(place.initials), names.map((name) => name.slice(0, 1)).join('')],
    groups: [...wordsIn(place.classForm ?? ''), ...wordsIn(textFrom(place.leaves, 'year') ?? '').filter((word) => word !== YEAR)],
  };
});

/** How well what was typed fits a case, the smaller the better, 0 where nothing was typed; null where it does not. */
export function fit(place: CaseBook, query: string): number | null {
  if (!place.opened) return null;
  const typed = wordsIn(query);
  const fits = typed.filter((word) => word !== YEAR || typed.length === 1).map((word) => fitOf(calledOf(place), word));
  return fits.reduce((worst, one) => (worst === null || one === null ? null : Math.max(worst, one)), 0);
}

function fitOf({ names, initials, groups }: Called, word: string): number | null {
  if (names.some((name) => name.startsWith(word))) return 0;
  if (word.length > 1 && initials.some((one) => one.startsWith(word))) return 1;
  if (groups.some((group) => group.startsWith(word))) return 1;
  return [...names, ...groups].some((one) => one.includes(word)) ? 2 : null;
}

function wordsIn(text: string): readonly string[] {
  return folded(text).split(/[\s.,-]+/).filter((word) => word !== '');
}
