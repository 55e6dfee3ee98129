import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BEHAVIOURS, CONFIG, lessons, MINUTE, play, Tablet } from '../../../test/capture/tablet';
import type { Behaviour } from '../behaviours';
import type { Leaf } from '../leaves';
import { fromLeaves } from '../observation';
import { overTime, report, type Report, type Subject, rateFigures, shareFigures } from '.';

function subject(tablet: Tablet, date = '2026-11-24', behaviours: readonly Behaviour[] = BEHAVIOURS): Subject {
  return { record: date, date, observation: tablet.observation, behaviours, typical: null };
}

/** A lesson of so many minutes with these ticks in its first interval; the rest was looked for and not seen. */
function lesson(minutes: number, ticks: Record<string, number>, config = CONFIG): Tablet {
  const tablet = new Tablet(config);
  for (const [behaviour, times] of Object.entries(ticks)) tablet.tick(behaviour, times);
  tablet.run(minutes * MINUTE).do({ do: 'end', why: null });
  for (const behaviour of CONFIG.behaviours) tablet.do({ do: 'looked', behaviour, looked: 'saw_none' });
  return tablet;
}

function figure(of: Report, value: string): Report['figures'][number] {
  const found = of.figures.find(({ behaviour }) => behaviour.value === value);
  if (found === undefined) throw new Error(`no figure of ${value}`);
  return found;
}

describe('the four sentences', () => {
  test('tell one lesson', () => {
    const told = report(
      subject(lesson(18, { shouts_out: 6, raises_hand: 4, ignores: 2, joins_in: 1, distracted: 3 })),
      [],
    );
    expect(told.sentences).toEqual([
      '18 of 30 minutes watched.',
      'Shouted out 6 times, about 20 an hour; put a hand up 4 times, about 13 an hour.',
      'Of 10 times of speaking up, 4 were with a hand up. Of 3 chances to join in inappropriate behaviour, 2 were resisted.',
      '18 minutes are a glimpse; an indication takes about 30.',
    ]);
  });

  test('say when nothing was seen', () => {
    expect(report(subject(lesson(30, {})), []).sentences).toEqual([
      '30 of 30 minutes watched.',
      'Nothing was ticked.',
      'No share of hands up or of chances resisted can be given.',
      'One lesson is an indication.',
    ]);
  });

  test('say when nothing was watched', () => {
    const told = report(subject(new Tablet().tick('negative').do({ do: 'end', why: null })), []);
    expect(told.sentences[0]).toBe('0 of 30 minutes watched.');
    expect(told.sentences[1]).toBe('Interacted negatively with others once.');
    expect(told.sentences[3]).toBe('Nothing was watched, so nothing can be said.');
    expect(figure(told, 'negative').rate).toEqual({ defined: false, reason: 'nothing_watched' });
  });

  test('give no rate of a few minutes, nor of what lasts', () => {
    const brief = report(subject(lesson(9, { shouts_out: 2, on_task: 3 })), []).sentences[1];
    expect(brief).toBe('Shouted out twice; got on task 3 times.');
    const long = report(subject(lesson(30, { distracted: 5 })), []).sentences[1];
    expect(long).toBe('Became distracted 5 times.');
  });

  test('quote a column that the school has renamed, and what lasts under another rule', () => {
    const renamed = BEHAVIOURS.map((it) => (it.value === 'shouts_out' ? { ...it, label: 'Calls out' } : it));
    expect(report(subject(lesson(30, { shouts_out: 2 }), '2026-11-24', renamed), []).sentences[1]).toBe(
      '“Calls out” ticked twice, about 4 an hour.',
    );
    const eachMinute = lesson(30, { distracted: 5 }, { ...CONFIG, tick_rule: 'each_minute' });
    expect(report(subject(eachMinute), []).sentences[1]).toBe('“Distracted” ticked 5 times.');
  });

  test('name “Other” where it is all there is', () => {
    expect(report(subject(lesson(30, { other: 2 })), []).sentences[1]).toBe('“Other” ticked twice, about 4 an hour.');
  });

  test('speak of one as one', () => {
    const told = report(subject(lesson(30, { raises_hand: 1, joins_in: 1 })), []);
    expect(told.sentences[2]).toBe(
      'Of one time of speaking up, 1 was with a hand up. Of one chance to join in inappropriate behaviour, 0 were resisted.',
    );
  });

  test('add that a lesson was not typical', () => {
    const told = report({ ...subject(lesson(30, {})), typical: 'no' }, []);
    expect(told.sentences[3]).toBe('One lesson is an indication. This lesson was not typical.');
  });
});

describe('the figures', () => {
  test('are rates for events, none for states, and a share for what needs an opportunity', () => {
    const told = report(subject(lesson(30, { shouts_out: 4, on_task: 4, ignores: 4 })), []);
    expect(rateFigures(figure(told, 'shouts_out').rate)).toBe('8.0 an hour, 2.2 to 20.5');
    expect(figure(told, 'on_task')).toMatchObject({ count: 4, rate: { defined: false, reason: 'state_has_no_rate' } });
    expect(figure(told, 'ignores')).toMatchObject({ count: 4, rate: { defined: false, reason: 'only_as_share' } });
    expect(rateFigures(figure(told, 'ignores').rate)).toBeNull();
    expect(shareFigures(told.shares.resisted)).toBe('100 %, 51 to 100 %');
    expect(shareFigures(told.shares.handUp)).toBe('0 %, 0 to 49 %');
  });

  test('tell none seen from nobody looking and from nobody saying', () => {
    const tablet = new Tablet().run(30 * MINUTE).do({ do: 'end', why: null });
    tablet.do({ do: 'looked', behaviour: 'negative', looked: 'saw_none' });
    tablet.do({ do: 'looked', behaviour: 'shouts_out', looked: 'did_not_look' });
    const told = report(subject(tablet), []);
    expect(figure(told, 'negative').count).toBe(0);
    expect(rateFigures(figure(told, 'negative').rate)).toBe('0.0 an hour, 0.0 to 7.4');
    expect(figure(told, 'shouts_out')).toMatchObject({ count: null, rate: { reason: 'did_not_look' } });
    expect(figure(told, 'initiates')).toMatchObject({ count: null, rate: { reason: 'not_said' } });
    expect(told.shares.handUp).toEqual({ defined: false, reason: 'not_said' });
    expect(told.shares.resisted).toEqual({ defined: false, reason: 'not_said' });
  });

  test('of a share are missing where one half of it was not looked for', () => {
    const tablet = new Tablet()
      .tick('raises_hand', 3)
      .run(30 * MINUTE)
      .do({ do: 'end', why: null });
    tablet.do({ do: 'looked', behaviour: 'shouts_out', looked: 'did_not_look' });
    expect(report(subject(tablet), []).shares.handUp).toEqual({ defined: false, reason: 'did_not_look' });
    const without = new Tablet({ ...CONFIG, behaviours: ['raises_hand'] }).tick('raises_hand');
    expect(report(subject(without), []).shares.handUp).toEqual({ defined: false, reason: 'did_not_look' });
  });

  test('leave out the minutes nobody watched', () => {
    const tablet = new Tablet()
      .tick('shouts_out', 4)
      .run(15 * MINUTE)
      .do({ do: 'hide' })
      .run(15 * MINUTE);
    const told = report(subject(tablet.do({ do: 'end', why: null })), []);
    expect(told.sentences[0]).toBe('15 of 30 minutes watched.');
    expect(rateFigures(figure(told, 'shouts_out').rate)).toContain('16.0 an hour');
  });

  test('put the concerns with the most ticks forward as the start of targets, three at most', () => {
    const told = report(
      subject(lesson(30, { on_task: 9, out_of_seat: 2, shouts_out: 6, negative: 2, initiates: 1 })),
      [],
    );
    expect(told.targets.map(({ behaviour, count }) => [behaviour.value, count])).toEqual([
      ['shouts_out', 6],
      ['out_of_seat', 2],
      ['negative', 2],
    ]);
    expect(report(subject(lesson(30, { on_task: 9 })), []).targets).toEqual([]);
  });
});

describe('the grid', () => {
  test('is the paper’s, with blanks where nobody watched', () => {
    const tablet = new Tablet()
      .tick('shouts_out', 2)
      .run(6 * MINUTE)
      .tick('shouts_out');
    tablet
      .run(4 * MINUTE)
      .do({ do: 'hide' })
      .run(5 * MINUTE)
      .do({ do: 'show' })
      .run(3 * MINUTE)
      .do({ do: 'end', why: null });
    tablet.do({ do: 'looked', behaviour: 'negative', looked: 'saw_none' });
    const { grid } = report(subject(tablet), []);
    const [shouts, negative, hand] = ['shouts_out', 'negative', 'raises_hand'].map((it) =>
      CONFIG.behaviours.indexOf(it),
    );
    expect(
      grid.map(({ state, counts }) => [state, counts[shouts ?? 0], counts[negative ?? 0], counts[hand ?? 0]]),
    ).toEqual([
      ['whole', 2, 0, null],
      ['whole', 1, 0, null],
      ['not_watched', null, null, null],
      ['part', 0, 0, null],
      ['not_reached', null, null, null],
      ['not_reached', null, null, null],
    ]);
    expect(grid.map(({ watched }) => watched / MINUTE)).toEqual([5, 5, 0, 3, 0, 0]);
    expect(grid[2]?.label).toBe('3rd 5 minutes');
  });

  test('leaves struck ticks out, and holds every other', () => {
    fc.assert(
      fc.property(lessons, (played) => {
        const tablet = played.reduce(play, new Tablet());
        const standing = tablet.observation.ticks.filter(({ struck }) => struck === null).length;
        const { grid, figures } = report(subject(tablet), []);
        const sum = (counts: readonly (number | null)[]): number =>
          counts.reduce((all: number, it) => all + (it ?? 0), 0);
        expect(sum(grid.map(({ counts }) => sum(counts)))).toBe(standing);
        expect(sum(figures.map(({ count }) => count))).toBe(standing);
      }),
    );
  });
});

describe('the strip', () => {
  test('shows each tick where it fell, the struck ones too but none of a held cell, and what was not watched', () => {
    const tablet = new Tablet()
      .run(3 * MINUTE)
      .tick('shouts_out')
      .run(3 * MINUTE - 1)
      .tick('shouts_out')
      .run(1)
      .do({ do: 'undo' })
      .tick('shouts_out')
      .do({ do: 'hold', tick: 'id00003' });
    tablet
      .do({ do: 'pause', reason: 'fire alarm' })
      .run(10 * MINUTE)
      .do({ do: 'resume', reason: null });
    tablet
      .do({ do: 'hide' })
      .run(3 * MINUTE)
      .do({ do: 'show' })
      .sleep(6 * MINUTE)
      .do({ do: 'end', why: null });
    const { strip } = report(subject(tablet), []);
    expect(strip.until).toBeCloseTo(0.5);
    expect(strip.turns).toHaveLength(5);
    expect(strip.lines[4]?.marks.map(({ at, ...mark }) => ({ ...mark, at: Number(at.toFixed(4)) }))).toEqual([
      { at: 0.1, struck: false, exact: true },
      { at: 0.2, struck: true, exact: true },
    ]);
    expect(strip.blanks).toEqual([
      { from: 0.2, until: 0.3, kind: 'not_visible' },
      { from: 0.3, until: 0.5, kind: 'away' },
    ]);
    expect(strip.pauses).toEqual([{ at: 0.2, length: 10 * MINUTE, reason: 'fire alarm' }]);
  });

  test('spreads the ticks of a paper over their interval', () => {
    const paper = new Map<string, Leaf>([
      ['from_paper', true],
      ['interval_seconds', 300],
      ['interval_count', 4],
      ['ticks/a', ['on_task', 2, 0, 0, null]],
      ['ticks/b', ['on_task', 2, 0, 0, null]],
      ['ticks/c', ['on_task', 4, 0, 0, null]],
    ]);
    const observation = fromLeaves(paper, CONFIG.behaviours);
    if (observation === null) throw new Error('a paper is an observation');
    const { strip } = report({ ...subject(new Tablet()), observation }, []);
    expect(strip.lines[2]?.marks.map(({ at, exact }) => [Number(at.toFixed(4)), exact])).toEqual([
      [0.3333, false],
      [0.4167, false],
      [0.875, false],
    ]);
  });

  test('stays within the plan whatever happened', () => {
    fc.assert(
      fc.property(lessons, (played) => {
        const { strip } = report(subject(played.reduce(play, new Tablet())), []);
        const places = [
          strip.until,
          ...strip.blanks.flatMap(({ from, until }) => [from, until]),
          ...strip.pauses.map(({ at }) => at),
          ...strip.lines.flatMap(({ marks }) => marks.map(({ at }) => at)),
        ];
        expect(places.every((at) => at >= 0 && at <= 1)).toBe(true);
      }),
    );
  });
});

describe('beside the last observation', () => {
  const today = subject(lesson(30, { shouts_out: 4, raises_hand: 6 }), '2026-11-24');

  test('stands the newest of those before', () => {
    const old = subject(lesson(30, { shouts_out: 9 }), '2026-09-10');
    const newer = subject(lesson(30, { shouts_out: 7, raises_hand: 2 }), '2026-10-10');
    const told = report(today, [newer, old]);
    expect(told.comparison?.lastDate).toBe('2026-10-10');
    expect(told.comparison?.sentences).toEqual([
      'Shouted out about 8 times an hour, last time about 14: two ordinary lessons can differ by that much.',
      'Put a hand up about 12 times an hour, last time about 4: two ordinary lessons can differ by that much.',
    ]);
    expect(told.dependability.level).toBe('weighty');
    expect(report(today, []).comparison).toBeNull();
  });

  test('says when the bands do not touch, and what that cannot say', () => {
    const told = report(today, [subject(lesson(30, { shouts_out: 40 }), '2026-10-10')]).comparison;
    expect(told?.sentences[0]).toBe(
      'Shouted out about 8 times an hour, last time about 80: more than counting alone explains, but one lesson each side cannot say why.',
    );
    const verdicts = new Map(told?.figures.map((it) => [it.now.behaviour.value, it.verdict]));
    expect([verdicts.get('shouts_out'), verdicts.get('raises_hand'), verdicts.get('on_task')]).toEqual([
      'fewer',
      'alike',
      'unknown',
    ]);
  });

  test('knows more from fewer', () => {
    const told = report(subject(lesson(30, { shouts_out: 40 })), [today]).comparison;
    expect(told?.figures.find((it) => it.now.behaviour.value === 'shouts_out')?.verdict).toBe('more');
  });

  test('says when too little was watched', () => {
    const told = report(today, [subject(lesson(9, { shouts_out: 9 }), '2026-10-10')]).comparison;
    expect(told?.sentences).toEqual(['Too little was watched in one of the two lessons to set them side by side.']);
  });

  test('says when the form or the rule has changed, and compares only what is alike', () => {
    const renamed = BEHAVIOURS.map((it) => (it.value === 'shouts_out' ? { ...it, label: 'Calls out' } : it));
    const byMinute = lesson(30, { shouts_out: 9, raises_hand: 2 }, { ...CONFIG, tick_rule: 'each_minute' });
    const told = report(today, [subject(byMinute, '2026-10-10', renamed)]).comparison;
    expect(told?.figures.map(({ now }) => now.behaviour.value)).not.toContain('shouts_out');
    expect(told?.sentences.slice(1)).toEqual([
      'The form has changed since; only columns of the same name are compared.',
      'What lasts was ticked by another rule last time; those counts cannot be compared.',
    ]);
  });

  test('no sentence of any report ever says “significant”, or speaks a figure that is none', () => {
    fc.assert(
      fc.property(lessons, lessons, (one, other) => {
        const before = subject(other.reduce(play, new Tablet()), '2026-10-10');
        const told = report(subject(one.reduce(play, new Tablet())), [before]);
        const words = [...told.sentences, ...(told.comparison?.sentences ?? [])].join(' ');
        expect(words).not.toMatch(/significant|NaN|Infinity|undefined|null/i);
      }),
    );
  });
});

test('over time every lesson is a dot, oldest first, where the form had the column', () => {
  const renamed = BEHAVIOURS.map((it) => (it.value === 'shouts_out' ? { ...it, label: 'Calls out' } : it));
  const shouts = BEHAVIOURS[4];
  if (shouts === undefined) throw new Error('there are eleven behaviours');
  const dots = overTime(
    [
      subject(lesson(30, { shouts_out: 4 }), '2026-11-24'),
      subject(lesson(15, { shouts_out: 4 }), '2026-09-24'),
      subject(lesson(30, { shouts_out: 4 }), '2026-10-24', renamed),
    ],
    shouts,
  );
  expect(dots.map(({ date, watched, count, rate }) => [date, watched / MINUTE, count, rateFigures(rate)])).toEqual([
    ['2026-09-24', 15, 4, '16.0 an hour, 4.4 to 41.0'],
    ['2026-11-24', 30, 4, '8.0 an hour, 2.2 to 20.5'],
  ]);
});
