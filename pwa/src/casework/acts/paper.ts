/**
 * What was first written on paper is entered afterwards: on the paper's day, and without a time that nobody wrote down.
 *
 *     new Map([...draft, ...alongside(form, draft, 'paper_date', '2026-11-12', today)])
 *
 * Everything here gives leaves for a draft: null where one is emptied.
 */
import { rowIds, textFrom, wholeFrom } from '../../capture/leaves';
import { instantOf, partsOfInstant } from '../../ui/dates';
import { isDate } from '../checks';
import { type Field, fieldsOf, type Form, type Leaf, type Leaves, rowPath, ticksOf } from '../forms';
import { countIn, intervalsOf, isStanding, type Place, rowFor, stretch, watchedIn } from '../paper_grid';
import type { Pen } from '../pen';

export type Pairs = readonly (readonly [path: string, leaf: Leaf])[];

/**
 * What else changes in a draft with an answer about paper. The record's day is the paper's. A time of day that the tablet put in by
 * itself is that of typing, and is emptied.
 */
export function alongside(form: Form, draft: Leaves, path: string, leaf: Leaf, today: string): Pairs {
  const isPaper = path === 'from_paper' ? leaf === true : draft.get('from_paper') === true;
  const dated = fieldsOf(form).get(form.dated_by ?? '');
  if (!isPaper || dated?.type !== 'date') return [];
  const day = path === 'paper_date' ? leaf : (draft.get('paper_date') ?? null);
  const onDay = path === 'from_paper' || path === 'paper_date' ? dayPairs(form, dated, draft, day, today) : [];
  const times = [...fieldsOf(form).values()].filter(({ type, default: usual }) => type === 'instant' && usual === 'now');
  return path === 'from_paper' ? [...onDay, ...times.map(({ name }) => [name, null] as const)] : onDay;
}

/** The paper's day, and what lies on it. A day that has not come is a slip: the form says so beside it. */
function dayPairs(form: Form, dated: Field, draft: Leaves, day: Leaf, today: string): Pairs {
  if (!isDate(day) || day > today) return [];
  const onIt = [...fieldsOf(form).values()].flatMap((field): Pairs => {
    const instant = field.day === dated.name ? textFrom(draft, field.name) : null;
    return instant === null ? [] : [[field.name, instantOf(day, partsOfInstant(instant)[1])]];
  });
  return [[dated.name, day], ...onIt];
}

// The grid of an observation -------------------------------------------------------------------------------

/**
 * So many ticks of a behaviour in an interval. Nobody knows when in it a tick was made: it is put in the middle, and its wall clock
 * is 0. A tick that is taken away again is emptied where it was never saved, and struck where it was.
 */
export function setCount(pen: Pen, draft: Leaves, saved: Leaves | null, place: Place, count: number): Pairs {
  const { behaviour, interval } = place;
  const more = Math.max(0, count - countIn(draft, place));
  const middle = Math.round((interval - 0.5) * stretch(draft));
  const added = Array.from({ length: more }, () => [`ticks/${pen.newId()}`, [behaviour, interval, 0, middle, null]] as const);
  const standing = [...ticksOf(draft, 'ticks')].filter(([, leaf]) => isStanding(leaf, place));
  const removed = standing.slice(0, Math.max(0, standing.length - count)).map(([id, leaf]) => {
    const [, , wall, mono] = leaf as readonly [string, number, number, number];
    const isSaved = (saved?.get(`ticks/${id}`) ?? null) !== null;
    return [`ticks/${id}`, isSaved ? [behaviour, interval, wall, mono, pen.now] : null] as const;
  });
  // What blank means is said of a column without a tick alone.
  const looked = count > 0 && (draft.get(`${behaviour}_looked`) ?? null) !== null ? [[`${behaviour}_looked`, null] as const] : [];
  return [...added, ...removed, ...looked];
}

/**
 * How much of an interval was watched, ms; null takes the answer back. It is kept as a stretch at the interval's end in which nobody
 * watched, which has no length where all of it was watched.
 */
export function setWatched(pen: Pen, draft: Leaves, interval: number, watched: number | null): Pairs {
  const found = rowFor(draft, interval);
  if (watched === null) return found === null ? [] : [[rowPath('gaps', found, '_deleted'), [true, '']]];
  const [row, length] = [found ?? pen.newId(), stretch(draft)];
  const until = interval * length;
  return [
    [rowPath('gaps', row, 'kind'), 'away'],
    [rowPath('gaps', row, 'from_ms'), until - length + Math.min(Math.max(watched, 0), length)],
    [rowPath('gaps', row, 'until_ms'), until],
  ];
}

/** All of every interval was watched, but where something else was said. */
export function setAllWatched(pen: Pen, draft: Leaves, intervals: number): Pairs {
  const open = Array.from({ length: intervals }, (_, index) => index + 1).filter((interval) => watchedIn(draft, interval) === null);
  return open.flatMap((interval) => setWatched(pen, draft, interval, stretch(draft)));
}

/** Another length of the intervals: what was said to have been watched was said of the old one. */
export function forgetWatched(draft: Leaves): Pairs {
  return rowIds(draft, 'gaps').map((row) => [rowPath('gaps', row, '_deleted'), [true, '']]);
}

/** What lies beyond the last interval is no part of the sheet: of a number of intervals that was made smaller. */
export function leftOut(draft: Leaves): Pairs {
  const beyond = (interval: number): boolean => interval > intervalsOf(draft);
  const ticks = [...ticksOf(draft, 'ticks')].filter(([, leaf]) => Array.isArray(leaf) && beyond(Number(leaf[1])));
  const rows = rowIds(draft, 'gaps').filter((row) => beyond((wholeFrom(draft, rowPath('gaps', row, 'until_ms')) ?? 0) / stretch(draft)));
  return [
    ...ticks.map(([id]) => [`ticks/${id}`, null] as const),
    ...rows.map((row) => [rowPath('gaps', row, '_deleted'), [true, '']] as const),
  ];
}
