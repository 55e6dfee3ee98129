/**
 * The observation as leaves of a record of the form `observation`, and back.
 *
 * | leaf | what |
 * | --- | --- |
 * | `interval_seconds`, `interval_count`, `tick_rule`, `tick_rule_words` | the configuration |
 * | `started`, `ended` | instants on the observation's own clock |
 * | `ticks/<id>` | [behaviour, interval from 1, wall ms, own time in ms, wall ms when struck or null] |
 * | `gaps/<id>/kind`, `from_ms`, `until_ms`, `reason` | own time in ms since `started` |
 * | `clock_steps/<id>/at_ms`, `by_ms` | own time; by how much the wall clock was set |
 * | `<behaviour>_looked` | what blank means, for a behaviour without a tick |
 * | `other_is`, `stopped_why` | words |
 *
 * A stretch of which the observer said "I kept watching" is no gap: it is not written. If it already was, it is given
 * no length, and a stretch without length is none. A gap that still lasts has no `until_ms`.
 */

import {
  type AsInstant,
  type Change,
  instantFrom,
  isWhole,
  type Leaf,
  type Leaves,
  rowIds,
  textFrom,
  wholeFrom,
} from '../leaves';
import { untouched } from './intents';
import { planned } from './timeline';
import type { ClockStep, Config, Gap, GapKind, Looked, Observation, Tick } from './model';

/** Every leaf that the observation stands for; empty ones are left out. */
export function toLeaves(observation: Observation, asInstant: AsInstant): Map<string, Leaf> {
  const { config, started, ended, ticks, clockSteps, otherIs, stoppedWhy } = observation;
  const leaves = new Map<string, Leaf | null>([
    ['interval_seconds', config.interval_seconds],
    ['interval_count', config.interval_count],
    ['tick_rule', config.tick_rule],
    ['tick_rule_words', config.tick_rule_words],
    ['started', asInstant(started)],
    ['ended', ended === null ? null : asInstant(started + ended)],
    ['other_is', otherIs],
    ['stopped_why', stoppedWhy],
  ]);
  for (const { id, behaviour, interval, wall, mono, struck } of ticks) {
    leaves.set(`ticks/${id}`, [behaviour, interval, wall, mono, struck]);
  }
  for (const gap of observation.gaps.filter(isGap)) setGap(leaves, gap);
  for (const { id, at, by } of clockSteps) {
    leaves.set(`clock_steps/${id}/at_ms`, at).set(`clock_steps/${id}/by_ms`, by);
  }
  for (const behaviour of untouched(observation)) {
    leaves.set(`${behaviour}_looked`, observation.looked[behaviour] ?? null);
  }
  return new Map([...leaves].filter(([, value]) => value !== null));
}

/**
 * What has to be written so that a record holding `known` says what the observation does, in the order of the leaves.
 * `known` is every leaf of the record; those that are not the pad's are let be.
 */
export function toChanges(observation: Observation, known: Leaves, asInstant: AsInstant): Change[] {
  const wanted = toLeaves(observation, asInstant);
  const changes: Change[] = [...wanted].filter(([path, value]) => !isSame(known.get(path) ?? null, value));
  for (const [path, value] of known) {
    if (wanted.has(path) || value === null) continue;
    if (isOwnField(observation, path)) changes.push([path, null]);
    const [, emptied] = /^gaps\/([^/]+)\/until_ms$/.exec(path) ?? [];
    const from = emptied === undefined ? undefined : known.get(`gaps/${emptied}/from_ms`);
    if (from !== undefined && !isSame(from, value)) changes.push([path, from]);
  }
  return changes;
}

/**
 * The observation that a record holds; null if its leaves say too little to be one.
 *
 * One entered from paper may lack its times. It is taken to have gone on to the end, watched but for its gaps, and serves the report
 * only.
 */
export function fromLeaves(leaves: Leaves, behaviours: readonly string[]): Observation | null {
  const config = configFrom(leaves, behaviours);
  const told = instantFrom(leaves, 'started');
  const paper = leaves.get('from_paper') === true;
  if (config === null || (told === null && !paper)) return null;
  const started = told ?? 0;
  const gaps = gapsFrom(leaves);
  const ended = instantFrom(leaves, 'ended') ?? (paper ? started + lengthOnPaper(config, gaps) : null);
  return {
    config,
    started,
    ended: ended === null ? null : ended - started,
    stoppedWhy: textFrom(leaves, 'stopped_why'),
    ticks: ticksFrom(leaves),
    gaps,
    clockSteps: stepsFrom(leaves),
    looked: lookedFrom(leaves, behaviours),
    otherIs: textFrom(leaves, 'other_is'),
  };
}

function lengthOnPaper(config: Config, gaps: readonly Gap[]): number {
  const paused = gaps.filter(({ kind }) => kind === 'paused');
  return planned(config) + paused.reduce((sum, { from, until }) => sum + (until ?? from) - from, 0);
}

function isGap(gap: Gap): boolean {
  return !(gap.kind === 'away' && gap.watched === true);
}

function setGap(leaves: Map<string, Leaf | null>, { id, kind, from, until, reason }: Gap): void {
  leaves
    .set(`gaps/${id}/kind`, kind)
    .set(`gaps/${id}/from_ms`, from)
    .set(`gaps/${id}/until_ms`, until)
    .set(`gaps/${id}/reason`, reason);
}

/** Plain fields that are the pad's alone and may become empty again. */
function isOwnField({ config }: Observation, path: string): boolean {
  if (['ended', 'other_is', 'stopped_why', 'tick_rule_words'].includes(path)) return true;
  return path.endsWith('_looked') && config.behaviours.includes(path.slice(0, -'_looked'.length));
}

function isSame(a: Leaf, b: Leaf): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function configFrom(leaves: Leaves, behaviours: readonly string[]): Config | null {
  const seconds = wholeFrom(leaves, 'interval_seconds');
  const count = wholeFrom(leaves, 'interval_count');
  if (seconds === null || count === null || seconds < 1 || count < 1) return null;
  return {
    interval_seconds: seconds,
    interval_count: count,
    tick_rule: textFrom(leaves, 'tick_rule') ?? 'starts',
    tick_rule_words: textFrom(leaves, 'tick_rule_words'),
    behaviours,
  };
}

/** Ticks in the order in which they were made. */
function ticksFrom(leaves: Leaves): Tick[] {
  const ticks: Tick[] = [];
  for (const [path, leaf] of leaves) {
    const id = /^ticks\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined || !Array.isArray(leaf)) continue;
    const [behaviour, interval, wall, mono, struck] = leaf as readonly unknown[];
    if (typeof behaviour !== 'string' || !isWhole(interval) || !isWhole(wall) || !isWhole(mono)) continue;
    ticks.push({ id, behaviour, interval, wall, mono, struck: isWhole(struck) ? struck : null });
  }
  return ticks.sort((a, b) => a.mono - b.mono || a.interval - b.interval);
}

function gapsFrom(leaves: Leaves): Gap[] {
  return rowIds(leaves, 'gaps')
    .flatMap((id): Gap[] => {
      const kind = textFrom(leaves, `gaps/${id}/kind`);
      const from = wholeFrom(leaves, `gaps/${id}/from_ms`);
      const until = wholeFrom(leaves, `gaps/${id}/until_ms`);
      const reason = textFrom(leaves, `gaps/${id}/reason`);
      return kind === null || !isGapKind(kind) || from === null || from === until
        ? []
        : [{ id, kind, from, until, reason, watched: false, inView: false }];
    })
    .sort((a, b) => a.from - b.from);
}

function stepsFrom(leaves: Leaves): ClockStep[] {
  return rowIds(leaves, 'clock_steps')
    .flatMap((id): ClockStep[] => {
      const at = wholeFrom(leaves, `clock_steps/${id}/at_ms`);
      const by = wholeFrom(leaves, `clock_steps/${id}/by_ms`);
      return at === null || by === null ? [] : [{ id, at, by }];
    })
    .sort((a, b) => a.at - b.at);
}

function lookedFrom(leaves: Leaves, behaviours: readonly string[]): Record<string, Looked> {
  const looked: Record<string, Looked> = {};
  for (const behaviour of behaviours) {
    const value = textFrom(leaves, `${behaviour}_looked`);
    if (value === 'saw_none' || value === 'did_not_look') looked[behaviour] = value;
  }
  return looked;
}

function isGapKind(kind: string): kind is GapKind {
  return kind === 'paused' || kind === 'away' || kind === 'not_visible';
}
