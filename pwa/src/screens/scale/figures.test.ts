import { expect, test } from 'vitest';

import { type Occasion, type StaffSettings, type Statement, staffView } from '../../capture/scale';
import { bandWords, changeWords, indexWords, overWords, wobbleWords } from './figures';

const STATEMENTS: readonly Statement[] = ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value, label: value, help: '', welfare: false }));
const UNKNOWN: StaffSettings = { welfare: null, low: 3, precision: { sd: null, reliability: null } };
const KNOWN: StaffSettings = { ...UNKNOWN, precision: { sd: 1.5, reliability: 0.75 } };

function occasion(date: string, nows: readonly (number | null)[], wishes: readonly (number | null)[] = [8, 8, 8, 8, 8]): Occasion {
  return {
    date, version: 'scale_learning@1', how: 'alone', took: {}, practiceWentWrong: false, asked: [], finished: true, words: null, talkAbout: [],
    disagrees: null, answers: Object.fromEntries(STATEMENTS.map(({ value }, index) => [value, { now: nows[index] ?? null, wish: wishes[index] ?? null }])),
  };
}

const FIRST = occasion('2026-10-06', [4, 4, 4, 4, null]);
const SECOND = occasion('2026-11-23', [7, 6, 6, 7, 10]);

function shown(occasions: readonly Occasion[], settings = UNKNOWN) {
  const view = staffView(occasions, STATEMENTS, settings);
  return { view, means: view.occasions.map(({ now, band, over }) => [bandWords(now, band), overWords(over)]) };
}

test('with one occasion too it is said that a mean cannot be told from wobble yet', () => {
  const { view, means } = shown([FIRST]);
  expect(means).toEqual([['4.0', 'now 4, wish 5, gap 4']]);
  expect(wobbleWords(view.occasions)).toBe('How far a mean moves by itself is not known: this cannot yet be told from ordinary wobble.');
});

test('once a school knows its scale each mean has its band, and nothing more is said of wobble', () => {
  const { view, means } = shown([FIRST, SECOND], KNOWN);
  expect(means).toEqual([['4.0 (2.5 to 5.5)', 'now 4, wish 5, gap 4'], ['7.2 (5.7 to 8.7)', '5']]);
  expect(wobbleWords(view.occasions)).toBeNull();
});

test('a change is over the statements answered both times, and says how many they are', () => {
  const { change } = shown([FIRST, SECOND], KNOWN).view;
  expect(change === null ? '' : changeWords(change, '2026-11-23')).toBe(
    'From 6 Oct to 23 Nov, over the 4 statements with both numbers both times: now +2.5, wish 0.0, gap -2.5.',
  );
  // (6.5 - 4) / (√2 · 0.75): of the four, not of unlike means.
  expect(change === null ? [] : indexWords(change)).toEqual([
    'The change of “now” is more than ordinary wobble explains (reliable change index 2.36, past 1.96).',
    'With this scale a change of less than 2.1 points cannot be told from wobble.',
  ]);
});

test('a small change may be wobble, and of too few statements nothing is said', () => {
  const small = shown([FIRST, occasion('2026-11-23', [5, 4, 5, 4, 4])], KNOWN).view.change;
  expect(small === null ? [] : indexWords(small)[0]).toBe('The change of “now” may be ordinary wobble (reliable change index 0.47, not past 1.96).');
  const few = shown([occasion('2026-10-06', [4, 4, null, null, null]), SECOND], KNOWN).view.change;
  expect(few === null ? [] : indexWords(few)).toEqual(['About the mean: more than a fifth of the statements were not answered.']);
  const none = shown([occasion('2026-10-06', []), SECOND]).view.change;
  expect(none === null ? '' : changeWords(none, '2026-11-23')).toContain('the change cannot be given: there are no answers to count');
});
