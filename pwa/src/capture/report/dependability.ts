/**
 * How far observations may be leaned on (after Ferguson, Briesch, Volpe and Daniels 2012).
 *
 * One lesson of about 30 minutes is an indication, and less is less. Two of 30 minutes or three of 15, on different days, serve to judge progress; a weighty
 * decision wants over an hour in all. That hour, too, is asked to span two days: what differs is the days. A glimpse of a few minutes
 * has no rate and is no lesson: beside others it is not counted, and that is said.
 */

import { RATE_SAID_FROM } from './sentences';

/** One observation that counts: its day (ISO date) and the time watched, ms. */
export interface Lesson {
  readonly date: string;
  readonly watched: number;
}

/** So many minutes in all are an indication: a lesson of 30 of which a little was missed. */
const INDICATION_FROM = 25;

/** Of fewer minutes nothing is leaned on, and no rate is spoken. */
export function isTooShort(watched: number): boolean {
  return watched < RATE_SAID_FROM * 60_000;
}

export type Level = 'nothing' | 'glimpse' | 'indication' | 'progress' | 'weighty';

export interface Dependability {
  readonly level: Level;
  readonly words: string;
}

/** What these observations together can bear; they should be of one pupil, of like lessons and by one rule. */
export function dependability(lessons: readonly Lesson[]): Dependability {
  const seen = lessons
    .map(({ date, watched }) => ({ date, minutes: Math.round(watched / 60_000), isShort: isTooShort(watched) }))
    .filter((it) => it.minutes > 0);
  const counted = seen.filter(({ isShort }) => !isShort);
  if (counted.length === 0 && seen.length > 0) return { level: 'glimpse', words: tooLittle(seen) };
  const level = levelOf(counted);
  return { level, words: words(level, counted) + notCounted(seen.length - counted.length) };
}

interface Seen {
  readonly date: string;
  readonly minutes: number;
}

function levelOf(seen: readonly Seen[]): Level {
  if (seen.length === 0) return 'nothing';
  if (minutesOf(seen) < INDICATION_FROM) return 'glimpse';
  if (minutesOf(seen) > 60 && daysWith(seen, 1) >= 2) return 'weighty';
  return daysWith(seen, 30) >= 2 || daysWith(seen, 15) >= 3 ? 'progress' : 'indication';
}

/** On how many days there was a lesson of at least so many minutes. */
function daysWith(seen: readonly Seen[], least: number): number {
  return new Set(seen.filter(({ minutes }) => minutes >= least).map(({ date }) => date)).size;
}

function minutesOf(seen: readonly Seen[]): number {
  return seen.reduce((sum, { minutes }) => sum + minutes, 0);
}

function words(level: Level, seen: readonly Seen[]): string {
  const minutes = minutesOf(seen);
  const sum = `${seen.length} lessons, ${minutes} minutes in all`;
  switch (level) {
    case 'nothing':
      return 'Nothing was watched, so nothing can be said.';
    case 'glimpse':
      return seen.length === 1 ? `${minutesAre(minutes)} a glimpse; ${TAKES}` : `${sum}: a glimpse; ${TAKES}`;
    case 'indication':
      return seen.length === 1
        ? 'One lesson is an indication.'
        : `${sum}: still an indication. Two of 30 minutes or three of 15, on different days, would show progress.`;
    case 'progress':
      return `${sum}: enough to judge progress by. A weighty decision wants over an hour.`;
    case 'weighty':
      return `${sum}: enough to stand beside other evidence in a weighty decision.`;
  }
}

const TAKES = 'an indication takes about 30.';

/** Of glimpses alone. */
function tooLittle(seen: readonly Seen[]): string {
  const minutes = minutesOf(seen);
  const said = seen.length === 1 ? minutesAre(minutes) : `${seen.length} glimpses, ${minutes} minutes in all:`;
  return `${said} too little to lean on; ${TAKES}`;
}

function minutesAre(minutes: number): string {
  return minutes === 1 ? '1 minute is' : `${minutes} minutes are`;
}

/** What was left out of the sum. */
function notCounted(glimpses: number): string {
  if (glimpses === 0) return '';
  return glimpses === 1 ? ` A glimpse of under ${RATE_SAID_FROM} minutes is not counted.` : ` ${glimpses} glimpses of under ${RATE_SAID_FROM} minutes are not counted.`;
}
