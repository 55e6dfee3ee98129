/**
 * Days and times as people say them. Days are `2026-11-24`; moments are milliseconds since 1970, read in the
 * school's zone, which is not always the tablet's.
 *
 *     day('2026-11-23')                     → 'Monday 23 November'
 *     dayNear('2026-11-23', '2026-11-23')   → 'Today'
 *     clock(Date.UTC(2026, 10, 23, 9, 52))  → '9:52'
 */
import { signal } from '@preact/signals';

/** The zone of the school's calendar. */
export const zone = signal('Europe/London');

const LOCALE = 'en-GB';
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' };
const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const OFFSET: Intl.DateTimeFormatOptions = { timeZoneName: 'longOffset' };
const DAY_MS = 86_400_000;

/** Midnight UTC of a day: the arithmetic of the calendar knows no summer time. */
function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(options, 'UTC').format(noon(day)).replace(',', '');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once for each: making one takes longer than all that is asked of it. */
function formatter(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = JSON.stringify([timeZone, options]);
  let found = formatters.get(key);
  if (found === undefined) formatters.set(key, (found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone })));
  return found;
}

/** "Monday 23 November" */
export function day(iso: string): string {
  return format(iso, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "23 November 2026" */
export function fullDay(iso: string): string {
  return format(iso, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "Monday 23 November 2026" */
export function wholeDay(iso: string): string {
  return format(iso, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** "Monday 23 November", with the year where it is not this one. */
export function dayInYear(iso: string, today: string): string {
  return iso.slice(0, 4) === today.slice(0, 4) ? day(iso) : wholeDay(iso);
}

/** "23 Nov", with the year where it is not this one. */
export function shortDay(iso: string, today: string): string {
  const sameYear = iso.slice(0, 4) === today.slice(0, 4);
  return format(iso, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** "Thu 26": enough within a fortnight. */
export function weekDay(iso: string): string {
  return format(iso, { weekday: 'short', day: 'numeric' });
}

/** Whole days from one day to another; negative for the past. */
export function daysBetween(from: string, until: string): number {
  return Math.round((noon(until).getTime() - noon(from).getTime()) / DAY_MS);
}

/** "Today", "Tomorrow", "Yesterday", "Thu 26" within a fortnight, else "4 Jan". */
export function dayNear(iso: string, today: string): string {
  const away = daysBetween(today, iso);
  if (away === 0) return 'Today';
  if (away === 1) return 'Tomorrow';
  if (away === -1) return 'Yesterday';
  return away > 1 && away < 14 ? weekDay(iso) : shortDay(iso, today);
}

/** "9:15" from "09:15": a time that comes back every day. */
export function bell(time: string): string {
  return time.replace(/^0(?=\d)/, '');
}

/** "14:02": a moment on the school's clock. */
export function clock(at: number): string {
  return bell(formatter(TIME, zone.value).format(at));
}

/** "09:52": the same as a field for a time of day has it. */
export function timeOfDay(at: number): string {
  return clock(at).padStart(5, '0');
}

/** The school's day on which a moment falls: "2026-11-23". */
export function dayOf(at: number): string {
  // From its parts: no language writes days so in every browser.
  const parts = formatter(DAY, zone.value).formatToParts(at);
  return ['year', 'month', 'day'].map((type) => parts.find((part) => part.type === type)?.value ?? '').join('-');
}

/** "10:04" today, else "20 Nov, 10:04". */
export function moment(at: number, today: string): string {
  const date = dayOf(at);
  return date === today ? clock(at) : `${shortDay(date, today)}, ${clock(at)}`;
}

/** "50 min", "1 h 10" */
export function length(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest}`;
}

/** The greeting that fits the hour on the school's clock. */
export function greeting(at: number): string {
  const hour = Number(clock(at).split(':')[0]);
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

/** "2026-11-24T09:15:00.000+00:00" for a day and a time on the school's clock: how a record keeps a moment. */
export function instantOf(date: string, time: string): string {
  const offset = offsetReading(Date.parse(`${date}T${time}:00Z`));
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${date}T${time}:00.000${sign}${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Minutes that the school's clock is ahead of UTC when it reads what a clock in UTC reads at `read`: of an hour that comes twice the
 * first time; an hour that is left out goes by the clock before it.
 */
function offsetReading(read: number): number {
  // No clock is changed twice within two days, so that one of these two is the one that holds.
  const [before, after] = [offsetAt(read - DAY_MS), offsetAt(read + DAY_MS)];
  const fits = [before, after].filter((offset) => offsetAt(read - offset * 60_000) === offset);
  return fits.length > 0 ? Math.max(...fits) : before;
}

/** Minutes that the school's clock is ahead of UTC at a moment. */
function offsetAt(at: number): number {
  const parts = formatter(OFFSET, zone.value).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** A kept moment at the same time of another day, to the millisecond: what lies between two of them stays as it was. */
export function onDay(instant: string, date: string): string {
  const there = instantOf(date, partsOfInstant(instant)[1]);
  return there.slice(0, SECONDS_AT) + instant.slice(SECONDS_AT, OFFSET_AT) + there.slice(OFFSET_AT);
}

/** Where in "2026-11-24T09:15:00.000+00:00" the seconds begin, and where the offset does. */
const [SECONDS_AT, OFFSET_AT] = [16, 23];

/** The day and the time of a kept moment, as its own clock showed them: ["2026-11-24", "09:15"]. */
export function partsOfInstant(instant: string): readonly [string, string] {
  return [instant.slice(0, 10), instant.slice(11, 16)];
}
