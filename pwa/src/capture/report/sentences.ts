/** The report in plain sentences. No figure stands here that the figures behind "how sure can we be?" do not show. */

import type { Behaviour } from '../behaviours';
import { type Estimate, type Measured } from '../statistics';
import { type Figure, most, type Shares } from './figures';

/** What a pupil did, of each behaviour under its printed name. A renamed one is quoted instead. */
const DID: Readonly<Record<string, { readonly label: string; readonly did: string }>> = {
  raises_hand: { label: 'Raises hand to speak', did: 'put a hand up' },
  stays_in_chair: { label: 'Stays in chair', did: 'settled in the chair' },
  on_task: { label: 'On task', did: 'got on task' },
  ignores: { label: 'Ignores inappropriate behaviour', did: 'ignored inappropriate behaviour' },
  shouts_out: { label: 'Shouts out', did: 'shouted out' },
  distracted: { label: 'Distracted', did: 'became distracted' },
  out_of_seat: { label: 'Out of seat', did: 'left the seat' },
  negative: { label: 'Interacts negatively with others', did: 'interacted negatively with others' },
  initiates: { label: 'Initiates inappropriate behaviour', did: 'initiated inappropriate behaviour' },
  joins_in: { label: 'Joins in inappropriate behaviour', did: 'joined in inappropriate behaviour' },
};

/** The rule by which "became distracted" is what a tick says; under another rule a state is named as the column is. */
const WHEN_IT_STARTS = 'starts';

/** A rate is said only from so many minutes on: "60 an hour" after one minute would mislead. */
export const RATE_SAID_FROM = 10;

/** What one observation needs so as to be told. */
export interface Told {
  readonly figures: readonly Figure[];
  readonly minutes: number;
  readonly rule: string;
}

/** "Shouted out 6 times, about 20 an hour; put a hand up 4 times, about 13 an hour." */
export function stoodOut(told: Told): string {
  const concern = most(told.figures, 'concern')[0];
  const helps = most(told.figures, 'helps')[0];
  const other = most(told.figures, 'other')[0];
  const parts = [concern, helps ?? (concern === undefined ? other : undefined)].filter((it) => it !== undefined);
  if (parts.length === 0) return 'Nothing was ticked.';
  return sentence(parts.map((it) => didOften(it, told)).join('; '));
}

/** "Of 10 times of speaking up, 4 were with a hand up. …" */
export function sharesTold({ handUp, resisted }: Shares, figures: readonly Figure[]): string {
  const count = (value: string): number => figures.find(({ behaviour }) => behaviour.value === value)?.count ?? 0;
  const parts: string[] = [];
  if (handUp.defined) {
    const [hand, all] = [count('raises_hand'), count('raises_hand') + count('shouts_out')];
    parts.push(`Of ${times(all)} of speaking up, ${hand} ${hand === 1 ? 'was' : 'were'} with a hand up.`);
  }
  if (resisted.defined) {
    const [ignored, all] = [count('ignores'), count('ignores') + count('joins_in')];
    parts.push(
      `Of ${chances(all)} to join in inappropriate behaviour, ${ignored} ${ignored === 1 ? 'was' : 'were'} resisted.`,
    );
  }
  return parts.length > 0 ? parts.join(' ') : 'No share of hands up or of chances resisted can be given.';
}

/** "shouted out", or “Hums” ticked, for a behaviour of a school's own. */
export function didWords({ value, label, measure }: Behaviour, rule: string): string {
  const known = Object.hasOwn(DID, value) ? DID[value] : undefined;
  const plain = known?.label === label && (measure !== 'state' || rule === WHEN_IT_STARTS);
  return plain ? known.did : `“${label}” ticked`;
}

/** "about 20", to stand before "an hour" or "times an hour". */
export function about(rate: Estimate): string {
  const whole = Math.round(rate.value);
  return rate.value > 0 && whole === 0 ? 'less than one' : `about ${whole}`;
}

/** "20.0 an hour, 7.3 to 43.5": for the figures behind. */
export function rateFigures(rate: Measured<Estimate>): string | null {
  if (!rate.defined) return null;
  const { value, low, high } = rate.value;
  return `${value.toFixed(1)} an hour, ${low.toFixed(1)} to ${high.toFixed(1)}`;
}

/** "40 %, 17 to 69 %": for the figures behind. */
export function shareFigures(share: Measured<Estimate>): string | null {
  if (!share.defined) return null;
  const [value, low, high] = [share.value.value, share.value.low, share.value.high].map((it) => Math.round(100 * it));
  return `${value} %, ${low} to ${high} %`;
}

/** The first letter large. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function didOften({ behaviour, count, rate }: Figure & { readonly count: number }, { minutes, rule }: Told): string {
  const often = `${didWords(behaviour, rule)} ${howOften(count)}`;
  return rate.defined && minutes >= RATE_SAID_FROM ? `${often}, ${about(rate.value)} an hour` : often;
}

function howOften(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}

function times(count: number): string {
  return count === 1 ? 'one time' : `${count} times`;
}

function chances(count: number): string {
  return count === 1 ? 'one chance' : `${count} chances`;
}
