/**
 * From the rows of the journal back to the pad, after a reload or a crash.
 *
 * The newest rows may be missing, for they were still in the air; any row may be damaged. What can be understood is
 * applied in order and the rest is named. Nothing here throws because of what a row holds.
 */

import { apply } from './apply';
import type { Anchor, Moment } from './clock';
import type { Config, Observation, Row } from './model';
import { anchored, beat, intervalsOver, type Step } from './pad';

/** What the rows came to. */
export interface Replayed {
  readonly observation: Observation | null;
  /** The last moment a row tells of. */
  readonly anchor: Anchor | null;
  /** The number of the next row. */
  readonly next: number;
  /** How many rows could not be understood. */
  readonly unread: number;
}

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const isTime = (value: unknown): boolean => isWhole(value) && Number(value) >= 0;
const isYesOrNo = (value: unknown): boolean => typeof value === 'boolean';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isLooked = (value: unknown): boolean => value === 'saw_none' || value === 'did_not_look';
const isFromOne = (value: unknown): boolean => isWhole(value) && Number(value) >= 1;

const CONFIG: Shape = {
  interval_seconds: isFromOne,
  interval_count: isFromOne,
  tick_rule: isText,
  tick_rule_words: isTextOrNull,
  behaviours: isTexts,
} satisfies Record<keyof Config, unknown>;

const EVERY_ROW: Shape = { n: isTime, elapsed: isTime, wall: isTime, mono: isTime, session: isText };

const KINDS: Readonly<Record<Row['kind'], Shape>> = {
  start: { config: (value) => isShaped(value, CONFIG) },
  tick: { id: isText, behaviour: isText, interval: isFromOne },
  strike: { tick: isText },
  hold: { tick: isText },
  move: { tick: isText, interval: isFromOne },
  pause: { id: isText, reason: isTextOrNull },
  resume: { gap: isText, reason: isTextOrNull },
  hide: { id: isText },
  show: { gap: isText },
  away: { id: isText, from: isTime, inView: isYesOrNo },
  only_clock: { gap: isText },
  answer: { gap: isText, watched: isYesOrNo },
  step: { id: isText, by: isWhole },
  end: { at: isTime, why: isTextOrNull, closes: isTexts },
  reopen: { id: isText },
  looked: { behaviour: isText, looked: isLooked },
  other: { words: isTextOrNull },
};

/** Whether a value read from the journal is a row that can be applied. */
export function isRow(value: unknown): value is Row {
  if (!isShaped(value, EVERY_ROW)) return false;
  const kind = Reflect.get(value, 'kind') as unknown;
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) && isShaped(value, KINDS[kind as Row['kind']]);
}

/** The observation after these rows, in whatever order they come; `base` is what the record already holds. */
export function replay(rows: readonly unknown[], base: Observation | null = null): Replayed {
  const good = rows.filter(isRow).sort((a, b) => a.n - b.n);
  const last = good.at(-1);
  return {
    observation: good.reduce(apply, base),
    anchor: last === undefined ? null : anchored(last, last.elapsed),
    next: (last?.n ?? -1) + 1,
    unread: rows.length - good.length,
  };
}

/** What the device still knows of a running observation. */
export interface Kept {
  readonly rows: readonly unknown[];
  /** From the record (`fromLeaves`), where the journal was emptied before. */
  readonly base: Observation | null;
  /** The pad's last anchor and row number as the storage kept them, if it did. */
  readonly alive: (Anchor & { readonly next: number }) | null;
}

/** The pad as it goes on now; null if nothing was ever started. Time away is noticed and stands in `rows`. */
export function openPad(kept: Kept, now: Moment, newId: () => string): Step | null {
  const { observation, anchor, next } = replay(kept.rows, kept.base);
  if (observation === null) return null;
  const known = [recordAnchor(observation), anchor, kept.alive].filter((it) => it !== null);
  const latest = known.reduce((a, b) => (b.elapsed >= a.elapsed ? b : a));
  const at = anchored(latest, latest.elapsed);
  const pad = { observation, anchor: at, next: Math.max(next, kept.alive?.next ?? 0), turned: 0 };
  return beat({ ...pad, turned: intervalsOver(pad) }, { ...now, hidden: true }, newId);
}

/** The last moment that the observation itself tells of; of a session that is over. */
function recordAnchor(observation: Observation): Anchor {
  const { started, ticks, gaps, clockSteps, ended } = observation;
  const elapsed = Math.max(
    ended ?? 0,
    ...ticks.map(({ mono }) => mono),
    ...gaps.map(({ from, until }) => until ?? from),
    ...clockSteps.map(({ at }) => at),
  );
  const set = clockSteps.reduce((sum, { by }) => sum + by, 0);
  return { wall: started + elapsed + set, mono: 0, session: '', elapsed };
}

function isShaped(value: unknown, shape: Shape): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(shape).every(([key, good]) => good(Reflect.get(value, key)));
}
