import { describe, expect, test } from 'vitest';

import type { Leaf } from '../leaves';
import { type Answer, statementsFrom } from './answers';
import { childView, chooseToTalk } from './child_view';
import { type Occasion, occasionFrom, totals } from './occasion';
import { prompts } from './prompts';
import { DEFAULT_LOW, type StaffSettings, staffView } from './staff_view';

const STATEMENTS = statementsFrom([
  ['done_my_best', 'Knowing when I have done my best'],
  ['temper', 'Controlling my temper'],
  ['stressed', 'Getting stressed out about things', '10 is still the best place to be.'],
  ['giving_up', 'Giving up easily'],
  ['happy_at_home', 'Happy at home', '', ['welfare']],
  ['new_people', 'Comfortable meeting new people'],
  ['putting_down', 'Putting myself down'],
  ['positive', 'Thinking positively'],
  ['good_friend', 'Being a good friend'],
  ['compliments', 'Accepting compliments & praise'],
  ['good_qualities', 'Recognising my good qualities'],
  ['happy_with_life', 'Feeling happy with my life', '', ['welfare']],
  ['others_think', 'Worrying about what others think of me'],
]);
const SETTINGS: StaffSettings = { welfare: null, low: DEFAULT_LOW, precision: { sd: null, reliability: null } };

type Pair = [now: Answer | null, wish: Answer | null];

/** An occasion: the same pair for every statement but those named. */
function occasion(date: string, all: Pair, named: Record<string, Pair> = {}, leaves: [string, Leaf][] = []): Occasion {
  const record = new Map<string, Leaf>([
    ['date', date],
    ['_form', 'scale_self_esteem'],
    ['_version', 1],
    ['finished', `${date}T11:20:00.000+00:00`],
  ]);
  for (const { value } of STATEMENTS) {
    const [now, wish] = named[value] ?? all;
    record.set(`${value}_now`, now).set(`${value}_wish`, wish);
  }
  for (const [path, value] of leaves) record.set(path, value);
  return occasionFrom(record, STATEMENTS);
}

/** Thirteen nows that make no pattern. */
function varied(): Record<string, Pair> {
  return Object.fromEntries(STATEMENTS.map(({ value }, i): [string, Pair] => [value, [(i % 5) + 4, 9]]));
}

describe('the totals of an occasion', () => {
  test('are three means, kept apart', () => {
    const found = totals(occasion('2026-09-14', [4, 8], { temper: [2, 9] }), STATEMENTS);
    expect(found.now).toEqual({ defined: true, value: (12 * 4 + 2) / 13 });
    expect(found.wish).toEqual({ defined: true, value: (12 * 8 + 9) / 13 });
    expect(found.gap.defined && found.gap.value).toBeCloseTo((12 * 4 + 7) / 13);
    expect(found.over).toEqual({ now: 13, wish: 13, gap: 13 });
  });

  test('are there with a fifth missing and not with more', () => {
    const two = occasion('2026-09-14', [4, 8], { temper: ['skip', 'skip'], positive: ['dont_know', 'dont_know'] });
    expect(totals(two, STATEMENTS)).toMatchObject({ now: { value: 4 }, over: { gap: 11 } });
    const three = occasion('2026-09-14', [4, 8], {
      temper: ['skip', 'skip'],
      positive: ['dont_know', 8],
      stressed: [null, null],
    });
    expect(totals(three, STATEMENTS)).toMatchObject({
      now: { defined: false, reason: 'too_much_missing' },
      wish: { defined: true, value: 8 },
      gap: { defined: false, reason: 'too_much_missing' },
    });
    const five = STATEMENTS.slice(0, 5);
    expect(totals(occasion('2026-09-14', [4, 8], { temper: ['skip', 'skip'] }), five).now).toEqual({
      defined: true,
      value: 4,
    });
  });

  test('say so when nothing was answered', () => {
    const none = { defined: false, reason: 'no_answers' };
    expect(totals(occasion('2026-09-14', [null, null]), STATEMENTS)).toEqual({
      now: none,
      wish: none,
      gap: none,
      over: { now: 0, wish: 0, gap: 0 },
    });
  });
});

describe('what comes first at unlock', () => {
  const asked: [string, Leaf][] = [
    ['wishes/b/what', 'need_mentor'],
    ['wishes/b/at', '2026-11-24T11:10:00.000+00:00'],
    ['wishes/a/what', 'talk_today'],
    ['wishes/a/at', '2026-11-24T11:05:00.000+00:00'],
    ['wishes/c/what', 'talk_today'],
    ['wishes/c/at', '2026-11-24T11:00:00.000+00:00'],
    ['wishes/c/answered_at', '2026-11-24T12:00:00.000+00:00'],
    ['wishes/d/what', 'a pony'],
    ['wishes/d/at', '2026-11-24T11:00:00.000+00:00'],
  ];

  test('are the wishes to talk that nobody has answered, of any occasion, oldest first', () => {
    const view = staffView(
      [occasion('2026-12-01', [6, 8]), occasion('2026-11-24', [6, 8], {}, asked)],
      STATEMENTS,
      SETTINGS,
    );
    expect(view.wishes.map(({ id, what }) => [id, what])).toEqual([
      ['a', 'talk_today'],
      ['b', 'need_mentor'],
    ]);
  });

  test('then the low answers about welfare, by the form’s marks or the school’s own choice', () => {
    const low = occasion('2026-11-24', [2, 8], { happy_with_life: [3, 9], happy_at_home: [4, 9] });
    const names = (settings: StaffSettings) =>
      staffView([low], STATEMENTS, settings).low.map(({ statement, now }) => [statement.value, now]);
    expect(names(SETTINGS)).toEqual([['happy_with_life', 3]]);
    expect(names({ ...SETTINGS, low: 4 })).toEqual([
      ['happy_at_home', 4],
      ['happy_with_life', 3],
    ]);
    expect(names({ ...SETTINGS, welfare: ['temper'] })).toEqual([['temper', 2]]);
    expect(names({ ...SETTINGS, welfare: [] })).toEqual([]);
  });

  test('of the newest occasion only', () => {
    const view = staffView([occasion('2026-11-24', [6, 8]), occasion('2026-09-14', [1, 8])], STATEMENTS, SETTINGS);
    expect(view.low).toEqual([]);
  });

  test('is nothing where there is no occasion', () => {
    expect(staffView([], STATEMENTS, SETTINGS)).toMatchObject({
      wishes: [],
      low: [],
      prompts: [],
      occasions: [],
      change: null,
    });
  });
});

describe('the prompts', () => {
  const kinds = (it: Occasion): string[] => prompts(it, STATEMENTS).map(({ kind }) => kind);
  const took = (ms: number): [string, Leaf][] => STATEMENTS.map(({ value }) => [`${value}_took_ms`, ms]);

  test('are none for an ordinary occasion', () => {
    expect(kinds(occasion('2026-11-24', [5, 5], varied(), took(4_000)))).toEqual([]);
  });

  test('are worded to be asked, not as findings', () => {
    const all = [
      ...prompts(
        occasion('2026-11-24', [5, 3], {}, [...took(1_499), ['practice_best', 1], ['practice_worst', 10]]),
        STATEMENTS.slice(0, 5),
      ),
      ...prompts(occasion('2026-11-24', [1, 10], { temper: [10, 10] }), STATEMENTS),
    ];
    expect(all.map(({ words }) => words)).toEqual([
      'Both practice questions went wrong. Would it help to read it aloud together?',
      '“Where I am now” is 5 throughout. Was it clear what was asked?',
      'Most statements took less than a second and a half. Look at a few of them together.',
      'The wish is lower than now in “Knowing when I have done my best”, “Controlling my temper”, “Getting stressed out about things”, “Giving up easily”, “Happy at home”. Ask what was meant.',
      'Only 1 and 10 were chosen for now. Talk one or two of them through.',
    ]);
  });

  test('see one number throughout also at an end, and only from five numbers on', () => {
    expect(kinds(occasion('2026-11-24', [10, 10]))).toEqual(['same_number']);
    const few = Object.fromEntries(
      STATEMENTS.slice(0, 9).map(({ value }): [string, Pair] => [value, ['rather_not', 'rather_not']]),
    );
    expect(kinds(occasion('2026-11-24', [10, 10], few))).toEqual([]);
  });

  test('see haste in the middle statement, not in one, and never where a number is missing', () => {
    expect(kinds(occasion('2026-11-24', [5, 5], varied(), took(1_500)))).toEqual([]);
    expect(kinds(occasion('2026-11-24', [5, 5], varied(), [...took(4_000), ['temper_took_ms', 200]]))).toEqual([]);
    expect(kinds(occasion('2026-11-24', [5, 5], varied(), took(900)))).toEqual(['fast']);
    expect(kinds(occasion('2026-11-24', ['rather_not', 'rather_not'], {}, took(900)))).toEqual([]);
  });

  test('name the statements whose wish lies below now', () => {
    const [prompt] = prompts(occasion('2026-11-24', [5, 9], { ...varied(), temper: [8, 3] }), STATEMENTS);
    expect(prompt).toMatchObject({ kind: 'wish_below_now', statements: [{ value: 'temper' }] });
  });
});

describe('the staff page', () => {
  const before = occasion('2026-09-14', [4, 8], { temper: [2, 9], stressed: ['rather_not', 'rather_not'] });
  const after = occasion('2026-11-24', [6, 8], { temper: [7, 9], positive: [4, 8] });

  test('has now, wish and gap for each occasion, oldest first, and what is still open', () => {
    const { occasions } = staffView([after, before], STATEMENTS, SETTINGS);
    expect(occasions.map(({ date, now }) => [date, now.defined && Number(now.value.toFixed(2))])).toEqual([
      ['2026-09-14', 3.83],
      ['2026-11-24', 5.92],
    ]);
    const skipped = staffView([occasion('2026-11-24', [6, 8], { temper: ['skip', 'skip'] })], STATEMENTS, SETTINGS);
    expect(skipped.occasions[0]?.open).toEqual(['temper']);
  });

  test('shows the band of the mean only where the reliability is known', () => {
    expect(staffView([before], STATEMENTS, SETTINGS).occasions[0]?.band).toEqual({
      defined: false,
      reason: 'reliability_unknown',
    });
    const known = { ...SETTINGS, precision: { sd: 1.5, reliability: 0.75 } };
    const band = staffView([after], STATEMENTS, known).occasions[0]?.band;
    expect(band?.defined && [band.value.low.toFixed(2), band.value.high.toFixed(2)]).toEqual(['4.45', '7.39']);
    const empty = occasion('2026-11-24', [null, null]);
    expect(staffView([empty], STATEMENTS, known).occasions[0]?.band).toEqual({ defined: false, reason: 'no_answers' });
  });

  test('has thirteen small ladders, and says where a move may be wobble', () => {
    const { ladders } = staffView([before, after], STATEMENTS, SETTINGS);
    expect(ladders).toHaveLength(13);
    const shown = ladders.map(({ moved, mayBeWobble }) => [moved, mayBeWobble]);
    expect(shown.slice(0, 3)).toEqual([
      [2, true],
      [5, false],
      [null, false],
    ]);
    expect(shown[7]).toEqual([0, false]);
    expect(ladders[2]?.steps).toEqual([
      { date: '2026-09-14', now: 'rather_not', wish: 'rather_not' },
      { date: '2026-11-24', now: 6, wish: 8 },
    ]);
  });

  test('reports the change of now, of wish and of gap apart, over what was answered both times', () => {
    const change = staffView([before, after], STATEMENTS, SETTINGS).change;
    expect(change).toMatchObject({ from: '2026-09-14', to: '2026-11-24', cautions: [] });
    expect(change?.points).toEqual({ defined: true, value: { now: 25 / 12, wish: 0, gap: -25 / 12, statements: 12 } });
    expect(change?.index).toEqual({ defined: false, reason: 'reliability_unknown' });
    expect(change?.smallest).toEqual({ defined: false, reason: 'reliability_unknown' });
  });

  test('has a change index once the reliability is known, and none where a total is missing', () => {
    const known = { ...SETTINGS, precision: { sd: 1.5, reliability: 0.75 } };
    const index = staffView([before, after], STATEMENTS, known).change?.index;
    expect(index?.defined && index.value.reliable).toBe(true);
    const none = occasion('2026-10-01', [null, null]);
    expect(staffView([none, after], STATEMENTS, known).change?.index).toEqual({ defined: false, reason: 'no_answers' });
    expect(staffView([before, none], STATEMENTS, known).change?.index).toEqual({
      defined: false,
      reason: 'no_answers',
    });
  });

  test('compares no unlike versions, and warns of unlike ways of filling in', () => {
    const adapted = occasion('2026-11-24', [6, 8], {}, [
      ['_version', 2],
      ['how', 'asked'],
    ]);
    const change = staffView([before, adapted], STATEMENTS, SETTINGS).change;
    expect([change?.points, change?.index]).toEqual(Array(2).fill({ defined: false, reason: 'unlike_versions' }));
    expect(change?.cautions).toEqual([
      'The scale has changed since; the two cannot be compared.',
      'The two were not filled in the same way; what is said aloud can differ from what is pressed alone.',
    ]);
  });
});

describe('the pupil’s page', () => {
  const before = occasion('2026-09-14', [3, 8], { positive: ['rather_not', 'rather_not'] });
  const after = occasion(
    '2026-11-24',
    [7, 8],
    { temper: [7, 7], stressed: ['dont_know', 'dont_know'], giving_up: ['rather_not', 9], positive: [5, 'skip'] },
    [
      ['talk_about', ['temper', 'positive']],
      ['words', 'Maths is better.'],
      ['disagrees', 'My temper is fine.'],
    ],
  );

  test('is their own ladder in plain words, with last time beside it', () => {
    const { ladders, words, disagrees } = childView(after, before, STATEMENTS);
    expect(ladders.slice(0, 4).map((it) => it.words)).toEqual([
      'Last time you were at 3. You are at 7. You would like to be at 8.',
      'Last time you were at 3. You are at 7, just where you would like to be.',
      'Last time you were at 3. You did not choose a number for now.',
      'Last time you were at 3. You did not choose a number for now. You would like to be at 9.',
    ]);
    expect(ladders[7]).toMatchObject({ now: 5, wish: null, before: null, words: 'You are at 5.', chosen: true });
    expect([words, disagrees]).toEqual(['Maths is better.', 'My temper is fine.']);
  });

  test('hides the time before until this one is finished, and where the scale has changed', () => {
    const running = occasion('2026-11-24', [7, 8], {}, [['finished', null]]);
    expect(childView(running, before, STATEMENTS).ladders[0]).toMatchObject({ before: null });
    const adapted = occasion('2026-11-24', [7, 8], {}, [['_version', 2]]);
    expect(childView(adapted, before, STATEMENTS).ladders[0]).toMatchObject({ before: null });
    expect(childView(after, null, STATEMENTS).ladders[0]?.words).toBe('You are at 7. You would like to be at 8.');
  });

  test('keeps the order of the paper: nothing is ranked', () => {
    expect(childView(after, before, STATEMENTS).ladders.map(({ statement }) => statement)).toEqual(STATEMENTS);
  });

  test('lets up to three be chosen to talk about', () => {
    expect(childView(after, before, STATEMENTS).canChooseMore).toBe(true);
    const two = ['temper', 'positive'];
    const three = chooseToTalk(two, 'stressed');
    expect(three).toEqual(['temper', 'positive', 'stressed']);
    expect(chooseToTalk(three, 'new_people')).toEqual(three);
    expect(chooseToTalk(three, 'temper')).toEqual(['positive', 'stressed']);
    const chosen = occasion('2026-11-24', [7, 8], {}, [['talk_about', three]]);
    expect(childView(chosen, null, STATEMENTS).canChooseMore).toBe(false);
  });
});
