/**
 * What an observation says: four plain sentences for the mentor, and the figures behind "how sure can we be?".
 *
 *     18 of 30 minutes watched.
 *     Shouted out 6 times, about 20 an hour; put a hand up 4 times, about 13 an hour.
 *     Of 10 times of speaking up, 4 were with a hand up.
 *     18 minutes are a glimpse; an indication takes about 30.
 */

import type { Behaviour } from '../behaviours';
import { watched, watchedWords } from '../observation';
import { type Estimate, type Measured, unmeasured } from '../statistics';
import { compare, type Comparison, type Subject } from './compare';
import { type Dependability, dependability, isTooShort } from './dependability';
import { endOf, type Figure, figures, grid, type GridRow, type Shares, shares, targets } from './figures';
import { sharesTold, stoodOut } from './sentences';
import { strip, type Strip } from './strip';

/** One lesson of a behaviour's picture over time. */
export interface Dot {
  readonly record: string;
  readonly date: string;
  /** Minutes watched, ms. */
  readonly watched: number;
  readonly count: number | null;
  readonly rate: Measured<Estimate>;
}

/** A behaviour over the lessons: how often an hour, or, of what lasts, how often in each lesson. */
export interface Picture {
  readonly behaviour: Behaviour;
  readonly per: 'hour' | 'lesson';
  readonly dots: readonly Dot[];
}

export interface Report {
  /** Watched; what stood out; the shares; how far it may be leaned on. */
  readonly sentences: readonly [string, string, string, string];
  readonly figures: readonly Figure[];
  readonly shares: Shares;
  /** The concerns with the most ticks, put forward as the start of targets. */
  readonly targets: readonly Figure[];
  readonly grid: readonly GridRow[];
  readonly strip: Strip;
  readonly dependability: Dependability;
  readonly comparison: Comparison | null;
}

/**
 * The report of an observation. `earlier` are the pupil's observations of like lessons before it, in any order: the
 * newest stands beside it, and all together decide how far it may be leaned on.
 */
export function report(subject: Subject, earlier: readonly Subject[]): Report {
  const { observation, behaviours } = subject;
  const end = endOf(observation);
  const counted = figures(observation, behaviours);
  const shared = shares(observation);
  const all = dependability([...earlier, subject].map((it) => ({ date: it.date, watched: watchedIn(it) })));
  const last = inOrder(earlier).at(-1);
  const told = { figures: counted, minutes: watchedIn(subject) / 60_000, rule: observation.config.tick_rule };
  return {
    sentences: [watchedWords(observation, end), stoodOut(told), sharesTold(shared, counted), leaned(all, subject)],
    figures: counted,
    shares: shared,
    targets: targets(counted),
    grid: grid(observation, behaviours),
    strip: strip(observation, behaviours),
    dependability: all,
    comparison: last === undefined ? null : compare(subject, last),
  };
}

/** Every lesson a dot: a behaviour over time, oldest first. Lessons whose form lacks it have none. */
export function overTime(lessons: readonly Subject[], behaviour: Behaviour): Dot[] {
  return inOrder(lessons).flatMap((lesson): Dot[] => {
    const figure = figures(lesson.observation, lesson.behaviours).find(
      (it) => it.behaviour.value === behaviour.value && it.behaviour.label === behaviour.label,
    );
    if (figure === undefined) return [];
    return [withoutHastyRate({ record: lesson.record, date: lesson.date, watched: watchedIn(lesson), count: figure.count, rate: figure.rate })];
  });
}

/**
 * The behaviours that were ticked in any of the lessons, each over all of them. What needs an opportunity has none: how often it
 * came up is not the pupil's doing, and the shares say it.
 */
export function pictures(lessons: readonly Subject[], behaviours: readonly Behaviour[]): Picture[] {
  return behaviours.flatMap((behaviour): Picture[] => {
    const dots = overTime(lessons, behaviour);
    const isSeen = behaviour.measure !== 'opportunity' && dots.some((dot) => (dot.count ?? 0) > 0 && (dot.rate.defined || behaviour.measure === 'state'));
    return isSeen ? [{ behaviour, per: behaviour.measure === 'state' ? 'lesson' : 'hour', dots }] : [];
  });
}

/** Whether so much of a lesson was watched that it counts as one beside others. */
export function countsAsLesson(subject: Subject): boolean {
  return !isTooShort(watchedIn(subject));
}

/** Once in a minute is no 60 an hour. */
function withoutHastyRate(dot: Dot): Dot {
  return dot.rate.defined && isTooShort(dot.watched) ? { ...dot, rate: unmeasured('too_little_watched') } : dot;
}

function leaned({ words }: Dependability, { typical }: Subject): string {
  return typical === 'no' ? `${words} This lesson was not typical.` : words;
}

function watchedIn({ observation }: Subject): number {
  return watched(observation, endOf(observation));
}

function inOrder(lessons: readonly Subject[]): Subject[] {
  return [...lessons].sort((a, b) => a.date.localeCompare(b.date) || a.observation.started - b.observation.started);
}
