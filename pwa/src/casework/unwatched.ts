/**
 * Who watches over a visit, as far as that is known here; and whom to phone where whoever it was has left the school meanwhile. The
 * server goes on with the ladder as it was armed, and on the rung of somebody who has left it tells nobody.
 */
import { textFrom } from '../capture/leaves';
import type { Book } from './book';
import type { Leaves } from './forms';
import { ladderOf, type SeenVisit, WATCHER } from './visiting';

export interface Watching {
  /** Who watches; where nobody does, who is to be phoned: the next of the list, else the safeguarding lead. */
  readonly watcher: string;
  readonly phone: string | null;
  readonly left: Left | null;
}

export interface Left {
  /** Who watched, and does no more. */
  readonly name: string;
  /** False where they are in the school still, and the server has them no more as the one who watches. */
  readonly isGone: boolean;
  /** Whether whoever is to be phoned is told if the visitor is not back. */
  readonly nextIsTold: boolean;
}

/** Of a sheet, and of the visit as the server has it; without that, the sheet's own list stands. */
export function whoWatches(book: Book, sheet: Leaves, visit: SeenVisit | null): Watching {
  const chosen = textFrom(sheet, 'watched_by');
  const known = visit?.ladder.filter(({ rung }) => rung === WATCHER).map(({ member }) => member) ?? [];
  const watchers = visit === null && chosen !== null ? [chosen] : known;
  const there = watchers.filter((member) => isThere(book, member));
  const watcher = there.find((member) => member === chosen) ?? there[0];
  if (watcher !== undefined) return { ...called(book, watcher), left: null };
  const gone = watchers[0] ?? chosen;
  if (gone === null) return { ...THE_SCHOOL, left: null };
  const next = nextOf(book, sheet, visit);
  return { ...(next === null ? leadOf(book) : called(book, next)), left: { name: book.nameOf(gone), isGone: !isThere(book, gone), nextIsTold: next !== null } };
}

const THE_SCHOOL = { watcher: 'the school', phone: null };

/** Whether somebody is in the school still. */
export function isThere(book: Book, member: string): boolean {
  return book.source.rolesOf(member).length > 0;
}

/** The lowest of the list who is still there. */
function nextOf(book: Book, sheet: Leaves, visit: SeenVisit | null): string | null {
  if (visit === null) return ladderOf(book, sheet)[0]?.[0] ?? null;
  const there = visit.ladder.filter(({ member }) => isThere(book, member)).sort((one, other) => one.rung - other.rung);
  return there[0]?.member ?? null;
}

function called(book: Book, member: string): Pick<Watching, 'watcher' | 'phone'> {
  return { watcher: book.nameOf(member), phone: book.team.people.get(member)?.phone ?? null };
}

function leadOf(book: Book): Pick<Watching, 'watcher' | 'phone'> {
  const { lead } = book.team;
  return lead === null ? THE_SCHOOL : { watcher: lead.name, phone: lead.phone };
}
