/**
 * A visit that somebody watches over: who is told when the visitor is not back, what each of them is given to read, and what the
 * server last said of it. The server alone keeps the clock; nothing here counts as armed that it has not said.
 */
import { textFrom } from '../capture/leaves';
import type { ArmedVisit } from '../store/alarms';
import type { RecordView } from '../sync/records';
import { clock } from '../ui/dates';
import { capital } from '../ui/words';
import { asked } from './asked';
import type { Book } from './book';
import { type Leaf, type Leaves, newest } from './forms';
import { leavesOf, listFrom, momentFrom, touchesOf } from './standing';

/** A visit as the server has it, with the sheet that was sealed to the reader; null for one's own, and where it cannot be read. */
export interface SeenVisit extends Omit<ArmedVisit, 'note'> {
  readonly sheet: Leaves | null;
  /** The server says nothing of it any more, as after it was restored: nobody keeps its time. */
  readonly lost?: true;
}

/** What the server last said of the visits that concern the reader. */
export interface Heard {
  readonly visits: readonly SeenVisit[];
  /** When it was said, ms by the server's clock. */
  readonly at: number;
  /** How far the server's clock is ahead of this device's, ms. */
  readonly ahead: number;
}

export type Pressed = 'arm' | 'more' | 'back' | 'escalate' | 'take';

/** Something that was pressed for a visit and that the server has not done. */
export interface Asked {
  readonly what: Pressed;
  /** Why not; null while it is being asked. */
  readonly trouble: string | null;
}

/** How it stands between this tablet and the server's clock. */
export interface Live {
  /** Null before the first answer. */
  readonly heard: Heard | null;
  /** By id of the visit. */
  readonly asked: ReadonlyMap<string, Asked>;
}

export const NOTHING_HEARD: Live = { heard: null, asked: new Map() };

/** The visit as the server has it; null where it has said nothing of it. */
export function heardOf({ heard }: Live, visit: string | null): SeenVisit | null {
  return heard?.visits.find((one) => one.visit === visit) ?? null;
}

/** The server's time. */
export function serverNow(book: Book, { heard }: Live): number {
  return book.now + (heard?.ahead ?? 0);
}

/** For so long after its end a visit that the server has lost is still shown to who watched; one that is over it tells for a day. */
const LOST_FOR_MS = 4 * 3_600_000;

/**
 * An answer, and with it whom the reader watched by an earlier one and this one leaves out: that somebody is out is not forgotten
 * with the server's memory. Those higher on the ladder do not see a visit again that was given more time, and are told nothing here.
 */
export function withLost(before: Heard | null, answer: Heard, me: string): Heard {
  const known = new Set(answer.visits.map(({ visit }) => visit));
  const isLost = ({ visit, checkedIn, until, ladder }: SeenVisit): boolean => !known.has(visit) && checkedIn === null &&
    answer.at < until + LOST_FOR_MS && ladder.some(({ member, rung }) => member === me && rung === WATCHER);
  const lost = (before?.visits ?? []).filter(isLost).map((one) => ({ ...one, lost: true as const }));
  return { ...answer, visits: [...answer.visits, ...lost] };
}

/** The rung of the colleague who watches. */
export const WATCHER = 1;

/** Whether somebody should have been back, was looked for before, or nobody keeps their time. */
export function isAlarming(visit: SeenVisit, now: number): boolean {
  return visit.checkedIn === null && (visit.lost === true || visit.escalated !== null || now >= visit.until);
}

/** Who has somebody looked for before they are due; null where nobody has, the time is over, or they are back. */
export function raisedEarly({ escalated, until, checkedIn }: SeenVisit, now: number): SeenVisit['escalated'] {
  return checkedIn === null && now < until ? escalated : null;
}

/** "Jo Applegarth raised the alarm at 14:20" */
export function raisedWords(book: Book, { by, at }: NonNullable<SeenVisit['escalated']>): string {
  return `${capital(book.who(by))} raised the alarm at ${clock(at)}`;
}

/** The visits of others that the reader is to look after, those that are over left out. */
export function watchedBy(book: Book, { heard }: Live): readonly SeenVisit[] {
  return (heard?.visits ?? []).filter(({ visitor, checkedIn }) => visitor !== book.me && checkedIn === null);
}

// Who is told ----------------------------------------------------------------------------------------------

/** Rung by rung: who watches, the visitor's line manager, everybody named. Nobody stands on it twice, and never the visitor. */
export function ladderOf(book: Book, sheet: Leaves): readonly (readonly string[])[] {
  const visitor = textFrom(sheet, 'visitor') ?? book.me;
  const taken = new Set([visitor]);
  const rungs = [listFrom(sheet, 'watched_by'), managersOf(book, visitor), listFrom(sheet, 'named')];
  return rungs.map((rung) => rung.filter((member) => {
    const isNew = !taken.has(member) && book.source.rolesOf(member).length > 0;
    taken.add(member);
    return isNew;
  })).filter((rung) => rung.length > 0);
}

/** The line managers of a member, in an order that every device agrees on. */
export function managersOf(book: Book, member: string): readonly string[] {
  return [...book.team.people.keys()].sort().filter((manager) => book.source.managedBy(manager).includes(member));
}

// What they are given to read ------------------------------------------------------------------------------

/**
 * What is needed to look for somebody, and nothing of the case: neither whose family it is nor what the visit is for. Of these
 * words each person on the ladder gets a copy that they alone can open.
 */
const ON_THE_NOTE = [
  '_form', '_version', 'visitor', 'going', 'going_with', 'address', 'phone', 'car', 'leaves', 'back_by', 'risks', 'measures',
  'if_overdue', 'interpreter', 'interpreter_name',
] as const;

/** The content of a safety note (`docs/protocol.md` §12). */
export function noteOf(sheet: Leaves): Readonly<Record<string, Leaf>> {
  const said = asked(newest('visit_safety'), sheet);
  return Object.fromEntries(ON_THE_NOTE.flatMap((path) => {
    const leaf = said.get(path) ?? null;
    return leaf === null || leaf === '' ? [] : [[path, leaf] as const];
  }));
}

/** What else the server is given with each arming: the ladder, and how fast it is climbed. */
const WHOM_TO_TELL = ['watched_by', 'named', 'step_minutes'] as const;

/** Whether the list, or what those on it read, was changed since it was sent, which is each time that the visit is armed. */
export function isUnsent(sheet: RecordView, visit: SeenVisit): boolean {
  const touches = touchesOf(sheet);
  const sent = touches.findLastIndex(({ paths }) => paths.includes('armed_at'));
  const since = sent < 0 ? [] : touches.slice(sent + 1).flatMap(({ paths }) => paths);
  // More time is given by the server, which says it to everybody.
  const known = momentFrom(leavesOf(sheet), 'back_by') === visit.until ? ['back_by'] : [];
  return [...ON_THE_NOTE, ...WHOM_TO_TELL].some((path) => since.includes(path) && !known.includes(path));
}

/** The leaves of a note, as far as they are any: it comes from somebody else's device. */
export function leavesOfNote(content: Readonly<Record<string, unknown>>): Leaves {
  return new Map(Object.entries(content).filter((pair): pair is [string, Leaf] => isPlain(pair[1])));
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}
