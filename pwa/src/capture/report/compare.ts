/**
 * An observation beside the one before.
 *
 * No test is made of the difference: with ordinary lesson-to-lesson variation a test of one lesson each side is wrong a
 * quarter of the time. It is only said whether the two bands touch, and what that does and does not mean.
 */

import type { Behaviour } from '../behaviours';
import { type Observation, watched } from '../observation';
import type { Estimate } from '../statistics';
import { endOf, type Figure, figures, shares, type Shares } from './figures';
import { about, didWords, RATE_SAID_FROM, sentence } from './sentences';

/** An observation with what the report needs to know of its record. */
export interface Subject {
  readonly record: string;
  /** ISO date. */
  readonly date: string;
  readonly observation: Observation;
  /** The behaviours of the form in the version that the record was made with. */
  readonly behaviours: readonly Behaviour[];
  /** "Was this lesson typical?" */
  readonly typical: 'yes' | 'no' | 'dont_know' | null;
}

/** Whether the bands of two rates touch; `unknown` where either has no rate. */
export type Verdict = 'alike' | 'more' | 'fewer' | 'unknown';

export interface ComparedFigure {
  readonly now: Figure;
  readonly last: Figure;
  readonly verdict: Verdict;
}

export interface Comparison {
  readonly lastDate: string;
  /** Columns that both observations have under one name, in the order of the paper. */
  readonly figures: readonly ComparedFigure[];
  readonly shares: { readonly now: Shares; readonly last: Shares };
  readonly sentences: readonly string[];
}

/** This observation beside the last. */
export function compare(now: Subject, last: Subject): Comparison {
  const before = figures(last.observation, last.behaviours);
  const both = figures(now.observation, now.behaviours).flatMap((it): ComparedFigure[] => {
    const same = before.find(({ behaviour }) => isSame(behaviour, it.behaviour));
    return same === undefined ? [] : [{ now: it, last: same, verdict: verdict(it, same) }];
  });
  return {
    lastDate: last.date,
    figures: both,
    shares: { now: shares(now.observation), last: shares(last.observation) },
    sentences: [...told(both, now, last), ...cautions(both, now, last)],
  };
}

function isSame(a: Behaviour, b: Behaviour): boolean {
  return a.value === b.value && a.label === b.label;
}

function verdict({ rate: now }: Figure, { rate: last }: Figure): Verdict {
  if (!now.defined || !last.defined) return 'unknown';
  if (now.value.low > last.value.high) return 'more';
  return now.value.high < last.value.low ? 'fewer' : 'alike';
}

/** The concern and the help seen most over both lessons, each in one sentence. */
function told(both: readonly ComparedFigure[], now: Subject, last: Subject): string[] {
  if (minutes(now) < RATE_SAID_FROM || minutes(last) < RATE_SAID_FROM) {
    return ['Too little was watched in one of the two lessons to set them side by side.'];
  }
  return (['concern', 'helps'] as const).flatMap((side) => {
    const [most] = both
      .filter((it) => it.now.behaviour.side === side && ticks(it) > 0)
      .filter((it) => it.now.rate.defined && it.last.rate.defined)
      .sort((a, b) => ticks(b) - ticks(a));
    if (most?.now.rate.defined !== true || !most.last.rate.defined) return [];
    const did = didWords(most.now.behaviour, now.observation.config.tick_rule);
    return [sentence(`${did} ${between(most.now.rate.value, most.last.rate.value, most.verdict)}`)];
  });
}

function between(now: Estimate, last: Estimate, seen: Verdict): string {
  const rates = `${about(now)} times an hour, last time ${about(last)}`;
  return seen === 'alike'
    ? `${rates}: two ordinary lessons can differ by that much`
    : `${rates}: more than counting alone explains, but one lesson each side cannot say why`;
}

function cautions(both: readonly ComparedFigure[], now: Subject, last: Subject): string[] {
  const said: string[] = [];
  if (both.length < Math.max(now.behaviours.length, last.behaviours.length)) {
    said.push('The form has changed since; only columns of the same name are compared.');
  }
  if (ruleOf(now) !== ruleOf(last)) {
    said.push('What lasts was ticked by another rule last time; those counts cannot be compared.');
  }
  return said;
}

function ruleOf({ observation: { config } }: Subject): string {
  return JSON.stringify([config.tick_rule, config.tick_rule_words]);
}

function ticks({ now, last }: ComparedFigure): number {
  return (now.count ?? 0) + (last.count ?? 0);
}

function minutes({ observation }: Subject): number {
  return watched(observation, endOf(observation)) / 60_000;
}
