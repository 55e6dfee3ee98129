import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { asInstant, QUARTER_PAST_NINE, SECOND } from '../../../test/capture/tablet';
import type { Change, Leaf } from '../leaves';
import { announced, statementsFrom } from './answers';
import { occasionFrom, openStatements } from './occasion';
import { type SittingConfig, type SittingStep, startSitting, type Touch, touch } from './sitting';
import { type SittingView, sittingView } from './sitting_view';

const STATEMENTS = ['temper', 'happy_at_home', 'positive'];
const FIRST: SittingConfig = { statements: STATEMENTS, open: STATEMENTS, first: true };

/** A pupil with a tablet: touches it, and everything that comes out is put into the record. */
class Pupil {
  step: SittingStep;
  record = new Map<string, Leaf>();
  private mono = 100;
  private session = 'a';
  private ids = 0;

  constructor(config: SittingConfig = FIRST) {
    this.step = { sitting: startSitting(config), changes: [], refused: null };
  }

  get view(): SittingView {
    return sittingView(this.step.sitting);
  }

  wait(ms: number): this {
    this.mono += ms;
    return this;
  }

  reload(): this {
    this.session += 'a';
    this.mono = 0;
    return this;
  }

  do(...touches: Touch[]): this {
    for (const it of touches) {
      const now = { wall: QUARTER_PAST_NINE + this.mono, mono: this.mono, session: this.session };
      const newId = (): string => `id${(this.ids += 1)}`;
      this.step = touch(this.step.sitting, it, { now, newId, asInstant });
      for (const [path, value] of this.step.changes) this.record.set(path, value);
    }
    return this;
  }

  /** Through welcome and practice to the first statement. */
  ready(): this {
    return this.do(
      { do: 'begin' },
      { do: 'practise', place: 10 },
      { do: 'next' },
      { do: 'practise', place: 1 },
      { do: 'next' },
    );
  }

  place(now: number, wish: number): this {
    return this.do(
      { do: 'answer', mark: 'now', place: now },
      { do: 'answer', mark: 'wish', place: wish },
      { do: 'next' },
    );
  }
}

/** The statements that another sitting would ask, by what was kept of this one. */
function openAfter({ record }: Pupil): readonly string[] {
  const statements = statementsFrom(STATEMENTS.map((value) => [value, value]));
  return openStatements(occasionFrom(record, statements), statements);
}

function changes(pupil: Pupil): readonly Change[] {
  return pupil.step.changes;
}

describe('a statement', () => {
  test('asks for now first; the wish opens with it, and nothing is filled in beforehand', () => {
    const pupil = new Pupil().ready();
    expect(pupil.view.statement).toEqual({ value: 'temper', now: null, wish: null, wishOpen: false, nowMark: null });
    expect(pupil.do({ do: 'answer', mark: 'wish', place: 8 }).step.refused).toBe('now_first');
    pupil.do({ do: 'answer', mark: 'now', place: 4 });
    expect(pupil.view.statement).toEqual({ value: 'temper', now: 4, wish: null, wishOpen: true, nowMark: 4 });
    expect(pupil.view.canGoOn).toBe(false);
    expect(pupil.do({ do: 'next' }).step.refused).toBe('answer_first');
    pupil.do({ do: 'answer', mark: 'wish', place: 8 });
    expect([pupil.view.canGoOn, pupil.view.statement?.value]).toEqual([true, 'temper']);
    expect(pupil.do({ do: 'next' }).view.statement?.value).toBe('happy_at_home');
  });

  test('gives each answer out as it is given, to be stored at once', () => {
    const pupil = new Pupil().ready().do({ do: 'answer', mark: 'now', place: 4 });
    expect(changes(pupil)).toEqual([['temper_now', 4]]);
    expect(changes(pupil.do({ do: 'answer', mark: 'wish', place: 8 }))).toEqual([['temper_wish', 8]]);
    expect(changes(pupil.do({ do: 'answer', mark: 'wish', place: 8 }))).toEqual([]);
    expect(changes(pupil.do({ do: 'answer', mark: 'now', place: 5 }))).toEqual([['temper_now', 5]]);
  });

  test('can be answered in three ways that give no number, each stored as itself', () => {
    const pupil = new Pupil().ready().do({ do: 'no_answer', answer: 'dont_know' });
    expect(changes(pupil)).toEqual([
      ['temper_now', 'dont_know'],
      ['temper_wish', 'dont_know'],
    ]);
    expect([pupil.view.canGoOn, pupil.view.statement?.value]).toEqual([true, 'temper']);
    pupil.do({ do: 'next' }, { do: 'no_answer', answer: 'rather_not' }, { do: 'next' });
    pupil.do({ do: 'no_answer', answer: 'skip' });
    expect(changes(pupil)).toEqual([
      ['positive_now', 'skip'],
      ['positive_wish', 'skip'],
      ['positive_took_ms', 0],
    ]);
    expect(pupil.view.screen).toBe('words');
    expect(openAfter(pupil)).toEqual(['positive']);
  });

  test('keeps a number that was given when only the wish is not known, and takes both back when both were given', () => {
    const pupil = new Pupil()
      .ready()
      .do({ do: 'answer', mark: 'now', place: 4 }, { do: 'no_answer', answer: 'dont_know' });
    expect(pupil.view.statement).toMatchObject({ now: 4, wish: 'dont_know' });
    pupil.do({ do: 'answer', mark: 'wish', place: 9 }, { do: 'no_answer', answer: 'rather_not' });
    expect(pupil.view.statement).toMatchObject({ now: 'rather_not', wish: 'rather_not', nowMark: null });
  });

  test('“Skip for now” goes on and loses nothing that was given', () => {
    const pupil = new Pupil().ready().do({ do: 'answer', mark: 'now', place: 4 }, { do: 'answer', mark: 'wish', place: 9 });
    pupil.do({ do: 'no_answer', answer: 'skip' });
    expect([pupil.record.get('temper_now'), pupil.record.get('temper_wish')]).toEqual([4, 9]);
    expect(pupil.view.statement?.value).toBe('happy_at_home');
    pupil.do({ do: 'answer', mark: 'now', place: 2 }, { do: 'no_answer', answer: 'skip' });
    expect([pupil.record.get('happy_at_home_now'), pupil.record.get('happy_at_home_wish')]).toEqual([2, 'skip']);
    pupil.do({ do: 'no_answer', answer: 'rather_not' }, { do: 'no_answer', answer: 'skip' });
    expect(pupil.record.get('positive_now')).toBe('rather_not');
  });

  test('a number for now after “I don’t know” asks for the wish again', () => {
    const pupil = new Pupil().ready().do({ do: 'no_answer', answer: 'dont_know' }, { do: 'answer', mark: 'now', place: 3 });
    expect(pupil.view).toMatchObject({ statement: { now: 3, wish: null }, canGoOn: false });
    expect(pupil.record.get('temper_wish')).toBeNull();
  });

  test('takes no place that the scale has not', () => {
    const pupil = new Pupil().ready();
    for (const place of [0, 11, 4.5, NaN]) {
      expect(pupil.do({ do: 'answer', mark: 'now', place }).step.refused).toBe('no_such_place');
    }
    expect(pupil.record.has('temper_now')).toBe(false);
  });
});

describe('going back', () => {
  test('shows the answers of this sitting, which can be changed', () => {
    const pupil = new Pupil().ready().place(4, 8).do({ do: 'back' });
    expect(pupil.view.statement).toMatchObject({ value: 'temper', now: 4, wish: 8 });
    pupil.do({ do: 'answer', mark: 'now', place: 6 }, { do: 'next' });
    expect([pupil.record.get('temper_now'), pupil.view.statement?.value]).toEqual([6, 'happy_at_home']);
  });

  test('never leads out of the questions', () => {
    const pupil = new Pupil().do({ do: 'back' });
    expect([pupil.step.refused, pupil.view.canGoBack]).toEqual(['not_here', false]);
    pupil.do({ do: 'begin' });
    expect(pupil.view.canGoBack).toBe(false);
    pupil
      .ready()
      .do({ do: 'practise', place: 10 }, { do: 'next' }, { do: 'practise', place: 1 }, { do: 'next' }, { do: 'back' });
    expect(pupil.view.practice).toEqual({ item: 'worst', place: 1 });
    expect(pupil.do({ do: 'back' }).view.practice).toEqual({ item: 'best', place: 10 });
    const again = new Pupil({ ...FIRST, open: ['positive'], first: false }).do({ do: 'begin' });
    expect(again.view.canGoBack).toBe(false);
    expect(again.place(3, 4).do({ do: 'back' }).view.statement?.value).toBe('positive');
  });
});

describe('practice', () => {
  test('comes first, with two items whose place is known', () => {
    const pupil = new Pupil().do({ do: 'begin' });
    expect(changes(pupil)).toEqual([['started', '2026-11-24T09:15:00.100+00:00']]);
    expect(pupil.view.practice).toEqual({ item: 'best', place: null });
    expect(pupil.do({ do: 'next' }).step.refused).toBe('answer_first');
    expect(changes(pupil.do({ do: 'practise', place: 10 }))).toEqual([['practice_best', 10]]);
    expect(pupil.view.canGoOn).toBe(true);
    expect(pupil.do({ do: 'next' }).view.practice).toEqual({ item: 'worst', place: null });
  });

  test.each([
    [1, 10, true],
    [9, 2, true],
    [10, 10, false],
    [5, 1, false],
    [10, 1, false],
  ])('answered %i and %i: an offer to be read to: %s', (best, worst, offered) => {
    const pupil = new Pupil().do({ do: 'begin' }, { do: 'practise', place: best }, { do: 'next' });
    expect(pupil.view.offerReading).toBe(false);
    pupil.do({ do: 'practise', place: worst });
    expect(pupil.view.offerReading).toBe(offered);
    expect(occasionFrom(pupil.record, []).practiceWentWrong).toBe(offered);
    pupil.do({ do: 'read_aloud' });
    expect([pupil.view.offerReading, pupil.record.get('read_aloud')]).toEqual([false, true]);
    expect(changes(pupil.do({ do: 'read_aloud' }))).toEqual([]);
  });

  test('can be corrected before going on', () => {
    const pupil = new Pupil().do({ do: 'begin' }, { do: 'practise', place: 3 }, { do: 'practise', place: 10 });
    expect(pupil.record.get('practice_best')).toBe(10);
    expect(pupil.do({ do: 'practise', place: 12 }).step.refused).toBe('no_such_place');
  });
});

describe('asking for somebody', () => {
  test('is possible on every screen, and stored with its moment at once', () => {
    const screens = [
      new Pupil(),
      new Pupil().do({ do: 'begin' }),
      new Pupil().ready(),
      new Pupil().ready().place(1, 2).place(1, 2).place(1, 2),
      new Pupil().ready().do({ do: 'stop' }),
      new Pupil().ready().place(1, 2).place(1, 2).place(1, 2).do({ do: 'finish' }),
    ];
    expect(screens.map(({ view }) => view.screen)).toEqual([
      'welcome',
      'practice',
      'statement',
      'words',
      'stopped',
      'finished',
    ]);
    for (const pupil of screens) {
      const before = pupil.view;
      pupil.wait(SECOND).do({ do: 'ask', what: 'talk_today' });
      expect(changes(pupil)).toEqual([
        ['wishes/id1/what', 'talk_today'],
        ['wishes/id1/at', '2026-11-24T09:15:01.100+00:00'],
      ]);
      expect(pupil.view).toEqual({ ...before, asked: { talk_today: QUARTER_PAST_NINE + 1_100 } });
    }
  });

  test('is taken once each', () => {
    const pupil = new Pupil().do({ do: 'ask', what: 'talk_today' }, { do: 'ask', what: 'need_mentor' });
    expect(Object.keys(pupil.view.asked)).toEqual(['talk_today', 'need_mentor']);
    expect(pupil.do({ do: 'ask', what: 'talk_today' }).step).toMatchObject({ refused: 'already_asked', changes: [] });
  });
});

describe('another day', () => {
  test('asks only what is still open, without practice and without a second beginning', () => {
    const first = new Pupil().ready().place(4, 8).do({ do: 'no_answer', answer: 'skip' }).do({ do: 'stop' });
    expect(first.view.screen).toBe('stopped');
    expect(first.record.has('finished')).toBe(false);
    const open = openAfter(first);
    expect(open).toEqual(['happy_at_home', 'positive']);

    const second = new Pupil({ statements: STATEMENTS, open, first: false }).do({ do: 'begin' });
    expect(changes(second)).toEqual([]);
    expect(second.view).toMatchObject({
      statement: { value: 'happy_at_home', now: null },
      progress: { done: 1, all: 3 },
    });
    second.place(2, 9).place(5, 5).do({ do: 'finish' });
    expect([second.view.screen, second.view.progress, second.record.has('finished')]).toEqual([
      'finished',
      { done: 3, all: 3 },
      true,
    ]);
  });

  test('does not ask again what somebody does not know or would rather not say', () => {
    const pupil = new Pupil().ready().do({ do: 'no_answer', answer: 'dont_know' }, { do: 'next' });
    pupil.do({ do: 'no_answer', answer: 'rather_not' }, { do: 'next' }).place(1, 1);
    expect(openAfter(pupil)).toEqual([]);
  });

  test('with nothing open goes straight to the words', () => {
    const pupil = new Pupil({ statements: STATEMENTS, open: [], first: false }).do({ do: 'begin' });
    expect([pupil.view.screen, pupil.view.canGoBack]).toEqual(['words', false]);
    expect(new Pupil({ statements: [], open: [], first: true }).ready().do({ do: 'back' }).view.practice?.item).toBe(
      'worst',
    );
  });
});

describe('the end', () => {
  test('takes the pupil’s own words and the moment', () => {
    const pupil = new Pupil()
      .ready()
      .place(1, 2)
      .place(1, 2)
      .place(1, 2)
      .do({ do: 'say', words: 'It was a good week.' });
    expect(changes(pupil)).toEqual([['words', 'It was a good week.']]);
    expect(changes(pupil.do({ do: 'say', words: '  ' }))).toEqual([['words', null]]);
    expect(changes(pupil.do({ do: 'finish' }))).toEqual([['finished', '2026-11-24T09:15:00.100+00:00']]);
  });

  test('is not reached from anywhere else, and nothing is taken after it', () => {
    expect(new Pupil().ready().do({ do: 'finish' }).step.refused).toBe('not_here');
    const over = new Pupil().ready().do({ do: 'stop' });
    const touches: Touch[] = [
      { do: 'begin' },
      { do: 'practise', place: 3 },
      { do: 'answer', mark: 'now', place: 3 },
      { do: 'no_answer', answer: 'skip' },
      { do: 'next' },
      { do: 'back' },
      { do: 'say', words: 'more' },
      { do: 'read_aloud' },
      { do: 'stop' },
      { do: 'finish' },
    ];
    for (const it of touches) expect(over.do(it).step).toMatchObject({ refused: 'over', changes: [] });
  });

  test.each<[string, Touch]>([
    ['a second beginning', { do: 'begin' }],
    ['practice among the statements', { do: 'practise', place: 3 }],
    ['words among the statements', { do: 'say', words: 'x' }],
  ])('nor is %s taken', (_what, it) => {
    expect(new Pupil().ready().do(it).step.refused).toBe('not_here');
  });

  test.each<[string, Touch]>([
    ['an answer', { do: 'answer', mark: 'now', place: 3 }],
    ['a way of giving none', { do: 'no_answer', answer: 'skip' }],
    ['going on', { do: 'next' }],
  ])('nor %s before the first statement', (_what, it) => {
    expect(new Pupil().do(it).step.refused).toBe('not_here');
  });
});

describe('the time with a statement', () => {
  test('adds up over its visits and is kept with its answer', () => {
    const pupil = new Pupil().ready().wait(1_200).place(4, 8);
    expect(changes(pupil)).toEqual([['temper_took_ms', 1_200]]);
    pupil.wait(300).do({ do: 'back' });
    expect(changes(pupil)).toEqual([]);
    expect(changes(pupil.wait(500).do({ do: 'next' }))).toEqual([['temper_took_ms', 1_700]]);
  });

  test('is not guessed across two loads of the page', () => {
    expect(changes(new Pupil().ready().wait(1_200).reload().place(4, 8))).toEqual([['temper_took_ms', 0]]);
  });
});

describe('whatever is touched, in whatever order', () => {
  const touches: fc.Arbitrary<Touch> = fc.oneof(
    fc.constantFrom<Touch>({ do: 'begin' }, { do: 'next' }, { do: 'back' }, { do: 'read_aloud' }),
    fc.constantFrom<Touch>({ do: 'next' }, { do: 'next' }, { do: 'say', words: 'hm' }),
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        mark: fc.constantFrom('now' as const, 'wish' as const),
        place: fc.integer({ min: 0, max: 11 }),
      }),
    },
    fc.record({ do: fc.constant('practise' as const), place: fc.integer({ min: 1, max: 10 }) }),
    fc.record({
      do: fc.constant('no_answer' as const),
      answer: fc.constantFrom('skip' as const, 'dont_know' as const, 'rather_not' as const),
    }),
    fc.record({
      do: fc.constant('ask' as const),
      what: fc.constantFrom('talk_today' as const, 'need_mentor' as const),
    }),
    { weight: 1, arbitrary: fc.constantFrom<Touch>({ do: 'stop' }, { do: 'finish' }) },
  );

  test('the record holds what the pupil gave, a refused touch changes nothing, and progress stays in bounds', () => {
    fc.assert(
      fc.property(fc.array(touches, { maxLength: 80 }), (all) => {
        const pupil = new Pupil();
        for (const it of all) {
          const before = pupil.step.sitting;
          pupil.do(it);
          if (pupil.step.refused !== null)
            expect(pupil.step).toEqual({ sitting: before, changes: [], refused: pupil.step.refused });
          const { done, all: of } = pupil.view.progress;
          expect(0 <= done && done <= of).toBe(true);
        }
        const statements = statementsFrom(STATEMENTS.map((value) => [value, value]));
        const { answers } = occasionFrom(pupil.record, statements);
        for (const value of STATEMENTS) {
          expect(answers[value]).toEqual(pupil.step.sitting.answers[value] ?? { now: null, wish: null });
        }
        expect(Object.values(answers).every(({ now, wish }) => wish === null || now !== null)).toBe(true);
      }),
    );
  });
});

test('a number is said once, with its words', () => {
  const anchors = [['7', 'quite good']] as const;
  expect([announced(7, anchors), announced(6, anchors)]).toEqual(['7 of 10, quite good', '6 of 10']);
});
