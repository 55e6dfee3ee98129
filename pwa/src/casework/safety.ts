/** How it stands with the safety of one's own visit, in the few states that its banner knows. It never says more than is known. */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { Safety } from '../screens/visit/model';
import type { RecordView } from '../sync/records';
import { clock } from '../ui/dates';
import { listed } from '../ui/words';
import type { Book } from './book';
import { backBy } from './day';
import type { Leaves } from './forms';
import { leavesOf, momentFrom } from './standing';
import { isThere, type Watching, whoWatches } from './unwatched';
import { type Asked, heardOf, type Live, raisedEarly, raisedWords, type SeenVisit, serverNow } from './visiting';

const USUAL_MORE = 15;

/** Whether something about a visit is said to be lost: a moment within which the server's answer and its list may cross. */
const CROSSING_MS = 5_000;

/** How many minutes one touch gives. */
export function moreMinutes(book: Book): number {
  return wholeFrom(book.team.school, 'visit_more_minutes') ?? USUAL_MORE;
}

/** Until when, if one touch more is given now. */
export function moreUntil(book: Book, until: number, now: number): number {
  return Math.max(until, now) + moreMinutes(book) * 60_000;
}

/** Of a sheet; `none` where there is none. */
export function safetyOf(book: Book, sheet: RecordView | null, live: Live): Safety {
  if (sheet === null) return { kind: 'none' };
  const leaves = leavesOf(sheet);
  const visit = textFrom(leaves, 'visit_id');
  const found = heardOf(live, visit);
  const watching = whoWatches(book, leaves, found);
  const asked = live.asked.get(visit ?? '') ?? null;
  const checkedIn = found?.checkedIn ?? null;
  if (checkedIn !== null) return back(book, checkedIn.at, checkedIn.by);
  const returned = momentFrom(leaves, 'checked_in_at');
  if (returned !== null) {
    const by = textFrom(leaves, 'checked_in_by');
    return by === null ? { kind: 'not_heard', at: clock(returned), ...watching } : back(book, returned, by);
  }
  if (found !== null) return out(book, found, live, { watching, asked });
  const armed = momentFrom(leaves, 'armed_at');
  if (armed !== null && !isLost(live, armed)) return asLastKnown(book, sheet, armed, { watching, asked });
  return notOut(leaves, { watching, asked, lost: armed !== null });
}

interface Around {
  readonly watching: Watching;
  readonly asked: Asked | null;
}

/** The server answers and says nothing of a visit that it had armed. */
function isLost({ heard }: Live, armed: number): boolean {
  return heard !== null && heard.at > armed + CROSSING_MS;
}

function notOut(leaves: Leaves, { watching, asked, lost }: Around & { readonly lost: boolean }): Safety {
  if (asked?.what === 'arm') {
    const why = asked.trouble ?? 'Asking the server.';
    return { kind: 'not_armed', why: `${why} Nobody is told if you are late.`, asking: asked.trouble === null, lost, ...watching };
  }
  if (lost) return { kind: 'not_armed', why: 'The server no longer knows of this visit. Nobody is told if you are late.', asking: false, lost, ...watching };
  const until = momentFrom(leaves, 'back_by');
  return { kind: 'planned', watcher: watching.watcher, backBy: until === null ? null : clock(until) };
}

function out(book: Book, visit: SeenVisit, live: Live, { watching, asked }: Around): Safety {
  const [until, trouble] = [clock(visit.until), troubleOf(asked, clock(visit.until))];
  if (serverNow(book, live) < visit.until && visit.escalated === null) {
    return { kind: 'armed', at: clock(visit.armed), backBy: until, trouble, ...watching };
  }
  const early = raisedEarly(visit, serverNow(book, live));
  return { kind: 'overdue', backBy: until, raised: early === null ? null : raisedWords(book, early), told: toldWords(book, visit), trouble, ...watching };
}

/** Without a word from the server since this page began: what its last answer was. */
function asLastKnown(book: Book, sheet: RecordView, armed: number, { watching, asked }: Around): Safety {
  const until = backBy(sheet);
  const [at, by] = [clock(armed), until === null ? '' : clock(until)];
  const trouble = troubleOf(asked, by);
  if (until === null || book.now < until) return { kind: 'armed', at, backBy: by, trouble, ...watching };
  return { kind: 'overdue', backBy: by, raised: null, told: 'there is no connection to hear who', trouble, ...watching };
}

function troubleOf(asked: Asked | null, until: string): string | null {
  return asked?.what === 'more' && asked.trouble !== null ? `${asked.trouble} You are still expected by ${until}.` : null;
}

/** "Jo at 15:10, Ms Ward at 15:20", "nobody yet". */
function toldWords(book: Book, { ladder, acknowledged, escalated, next }: SeenVisit): string {
  if (acknowledged !== null && !isThere(book, acknowledged.by)) return `${book.nameOf(acknowledged.by)}, who was dealing with it and has left the school`;
  if (acknowledged !== null) return `${book.nameOf(acknowledged.by)} is dealing with it, since ${clock(acknowledged.at)}`;
  const told = ladder.filter(({ member, told: at }) => at !== null && isThere(book, member)).map(({ member, told: at }) => `${book.nameOf(member)} at ${clock(at ?? 0)}`);
  if (told.length > 0) return listed(told);
  return next === null || escalated !== null ? 'nobody yet' : `nobody yet; the next at ${clock(next)}`;
}

function back(book: Book, at: number, by: string): Safety {
  return { kind: 'back', at: clock(at), by: by === book.me ? null : book.nameOf(by) };
}
