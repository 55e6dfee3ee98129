/**
 * When a school works: its zone, terms, closed days and hours, and the moments at which a reminder may come.
 *
 *     const calendar = calendarOf(view(state, calendarId));
 *     reviewWindows(calendar, '2026-12-09')      →  the working hours of the school day before, then of the day itself
 *     appointmentWindows(calendar, startsMs)         →  from that morning until it starts
 *
 * A device works this out, for it alone can read the calendar; the server is told moments. Days are text as in records
 * (`2026-12-09`), moments milliseconds since 1970 UTC. A time of day that does not exist when the clocks go forward is read as
 * if they had not; one that comes twice is the first.
 */
import { type RecordView, textOf } from './records.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const DEFAULT_ZONE = 'Europe/London';
/** Monday to Friday, until a school says otherwise. */
export const USUAL_HOURS: ReadonlyMap<number, Hours> = new Map([0, 1, 2, 3, 4].map((weekday) => [weekday, ['08:00', '16:00']]));
// How far a school day is looked for before and after a date that is none.
const DAYS_BACK = 14;
const DAYS_ON = 60;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
// The first moment of the year 9999.
const END_OF_TIME = 253_370_764_800_000;

/** From and until, as `08:15`. */
export type Hours = readonly [from: string, until: string];
/** The first day and the last, both included. */
export type Span = readonly [first: string, last: string];

/** From `start` until before `end`, ms. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** `hours` is by weekday (0 is Monday). Without any term every day is in one. */
export interface Calendar {
  readonly zone: string;
  readonly terms: readonly Span[];
  readonly closed: readonly Span[];
  readonly hours: ReadonlyMap<number, Hours>;
}

/** What holds where a school has said nothing. */
export const USUAL: Calendar = { zone: DEFAULT_ZONE, terms: [], closed: [], hours: USUAL_HOURS };

/** What the school's calendar says; the usual where it says nothing, or nothing that can be used. */
export function calendarOf(record: RecordView | null): Calendar {
  if (record === null || record.gone) return USUAL;
  const told = (name: string): string => textOf(record.fields.get(name));
  const zone = told('zone');
  const hours = new Map<number, Hours>();
  WEEKDAYS.forEach((name, weekday) => {
    const [start, end] = [told(`${name}_from`), told(`${name}_until`)];
    if (TIME.test(start) && TIME.test(end) && start < end) hours.set(weekday, [start, end]);
  });
  return {
    zone: isZone(zone) ? zone : DEFAULT_ZONE, terms: spans(record, 'terms'), closed: spans(record, 'closed'),
    hours: hours.size > 0 ? hours : USUAL_HOURS,
  };
}

function spans(record: RecordView, name: string): Span[] {
  const found: Span[] = [];
  for (const row of record.rows.get(name) ?? []) {
    const [first, last] = [textOf(row.fields.get('first')), textOf(row.fields.get('last'))];
    if (!row.gone && isDay(first) && (last === '' || isDay(last))) found.push([first, last || first]);
  }
  return found;
}

/** Whether `spelled` is a day that exists, such as `2026-12-09`, in the years 1970 to 9998. */
export function isDay(spelled: string): boolean {
  const parts = DAY.exec(spelled);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (!(year >= 1970 && year <= 9998)) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Whether a time zone of this name is known, such as `Europe/London`. */
export function isZone(name: string): boolean {
  try {
    clock(name);
    return name !== '';
  } catch {
    return false;
  }
}

// One formatter a zone: making one takes longer than all that is asked of it.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
      minute: '2-digit', second: '2-digit',
    });
    clocks.set(zone, found);
  }
  return found;
}

/** What clocks in `zone` read at `instant`, as if they stood in UTC, ms. */
function wall(zone: string, instant: number): number {
  const part = new Map(clock(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}

/** The moment when clocks in `zone` read `at` (`08:15`) on `day`. */
export function localInstant(zone: string, day: string, at: string): number {
  const [hours, minutes] = at.split(':').map(Number);
  const read = Date.parse(`${day}T00:00:00Z`) + ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE_MS;
  const offset = (near: number): number => wall(zone, near) - near;
  // No clock is changed twice within two days, so that one of these two offsets is the one that holds.
  const [before, after] = [offset(read - DAY_MS), offset(read + DAY_MS)];
  const fits = [read - before, read - after].filter((instant) => wall(zone, instant) === read);
  return fits.length > 0 ? Math.min(...fits) : read - before;
}

/** The day in `zone` at a moment. */
export function localDay(zone: string, instant: number): string {
  return dayOf(wall(zone, Math.floor(instant / 1000) * 1000));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Whether the school works on `day`. */
export function isSchoolDay(calendar: Calendar, day: string): boolean {
  const inTerm = calendar.terms.length === 0 || within(calendar.terms, day);
  return inTerm && !within(calendar.closed, day) && calendar.hours.has(weekdayOf(day));
}

function within(found: readonly Span[], day: string): boolean {
  return found.some(([first, last]) => first <= day && day <= last);
}

/** The working hours of `day`; null where it is no school day. */
export function hoursOf(calendar: Calendar, day: string): Window | null {
  const hours = isSchoolDay(calendar, day) ? calendar.hours.get(weekdayOf(day)) : undefined;
  if (hours === undefined) return null;
  const [start, end] = hours;
  return { start: localInstant(calendar.zone, day, start), end: localInstant(calendar.zone, day, end) };
}

/**
 * When to say that a review falls due on `day`: in the working hours of the school day before, or else of the day itself or,
 * where that is none, of the next school day. In the holidays nobody is told.
 */
export function reviewWindows(calendar: Calendar, day: string): Window[] {
  const before = nearest(calendar, day, -DAY_MS, DAYS_BACK);
  const itself = hoursOf(calendar, day) ?? nearest(calendar, day, DAY_MS, DAYS_ON);
  return [before, itself].filter((found) => found !== null);
}

function nearest(calendar: Calendar, day: string, step: number, most: number): Window | null {
  const start = Date.parse(`${day}T00:00:00Z`);
  for (let steps = 1; steps <= most; steps += 1) {
    const at = dayOf(start + steps * step);
    const found = isDay(at) ? hoursOf(calendar, at) : null;
    if (found !== null) return found;
  }
  return null;
}

/**
 * When to say that there are appointments: from the morning of the day on which this one starts (ms) until it does. Nobody is
 * told on a day off, nor of what is before the working day.
 */
export function appointmentWindows(calendar: Calendar, starts: number): Window[] {
  if (!(starts >= 0 && starts < END_OF_TIME)) return [];
  const hours = hoursOf(calendar, localDay(calendar.zone, starts));
  return hours === null || starts <= hours.start ? [] : [{ start: hours.start, end: Math.min(hours.end, starts) }];
}

/** The windows that have not begun: whoever writes something down at `now` need not be told of it at once. */
export function yetToCome(windows: readonly Window[], now: number): Window[] {
  return windows.filter(({ start }) => start > now);
}
