import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BEHAVIOURS, CONFIG, lessons, MINUTE, play, SECOND, Tablet } from '../../../test/capture/tablet';
import type { Behaviour } from '../behaviours';
import { intervalTimes, planned, running, watched } from './timeline';
import { padView, type PadView } from './view';
import { ageWords, clockWords, intervalWords, minutesFigure, ordinal, rowWords, spanWords } from './words';

function view(tablet: Tablet): PadView {
  return padView(tablet.pad, BEHAVIOURS, tablet.moment());
}

describe('the pad’s screen', () => {
  test('says how much of which five minutes is left', () => {
    const { clock, leftOf, bars } = view(new Tablet().run(12 * MINUTE + 6 * SECOND));
    expect([clock, leftOf]).toEqual(['2:54', 'left of the third five minutes']);
    expect(bars).toEqual([1, 1, expect.closeTo(0.42, 9), 0, 0, 0]);
  });

  test('goes on between two beats', () => {
    const tablet = new Tablet().run(MINUTE);
    const { moment } = { moment: tablet.moment() };
    const later = { ...moment, wall: moment.wall + 900, mono: moment.mono + 900 };
    expect(padView(tablet.pad, BEHAVIOURS, later).clock).toBe('4:00');
    expect(padView(tablet.pad, BEHAVIOURS, { ...later, mono: moment.mono + 1_100 }).clock).toBe('3:59');
  });

  test('counts this interval large and the lesson small, in the order of the form', () => {
    const tablet = new Tablet()
      .tick('shouts_out', 5)
      .run(6 * MINUTE)
      .tick('shouts_out', 3)
      .tick('on_task')
      .do({ do: 'undo' });
    const counts = view(tablet).cells.map(({ behaviour, now, all }) => [behaviour.label, now, all]);
    expect(counts).toHaveLength(11);
    expect(counts[0]).toEqual(['Raises hand to speak', 0, 0]);
    expect(counts[2]).toEqual(['On task', 0, 0]);
    expect(counts[4]).toEqual(['Shouts out', 3, 8]);
  });

  test('names what undo would take back', () => {
    const tablet = new Tablet();
    expect(view(tablet).undo).toBeNull();
    tablet
      .tick('on_task')
      .run(4 * MINUTE)
      .tick('shouts_out')
      .run(2 * SECOND);
    expect(view(tablet).undo).toBe('Shouts out, 2 s ago');
    expect(view(tablet.do({ do: 'undo' })).undo).toBe('On task, 4 min ago');
  });

  test('sweeps in the last five seconds and is tinted in the first', () => {
    const tablet = new Tablet().run(5 * MINUTE - 5 * SECOND - 1);
    expect([view(tablet).sweep, view(tablet).tint]).toEqual([null, false]);
    expect(view(tablet.run(1)).sweep).toBe(0);
    expect(view(tablet.run(4 * SECOND)).sweep).toBeCloseTo(0.8);
    expect([view(tablet.run(SECOND)).sweep, view(tablet).tint]).toEqual([null, true]);
    expect(view(tablet.run(SECOND)).tint).toBe(false);
    expect(view(new Tablet()).tint).toBe(false);
  });

  test('offers to send a late tap back', () => {
    const tablet = new Tablet().run(10 * MINUTE + SECOND).tick('shouts_out');
    expect(view(tablet).sendBack).toBe('Send “Shouts out” back to the second five minutes');
    expect(view(tablet.do({ do: 'send_back' })).sendBack).toBeNull();
  });

  test('asks after time away, until it is told', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .sleep(4 * MINUTE)
      .run(SECOND);
    expect(view(tablet).question).toEqual({
      gap: 'id00001',
      words: 'This screen was away for 4 minutes. Did you keep watching?',
      orClock: false,
    });
    expect(view(tablet.do({ do: 'answer', gap: 'id00001', watched: false })).question).toBeNull();
  });

  test('asks about no more than what was left of the observation', () => {
    const tablet = new Tablet().run(24 * MINUTE).sleep(50 * MINUTE);
    expect(view(tablet).question?.words).toBe('This screen was away for the last 6 minutes. Did you keep watching?');
  });

  test('asks also whether only the clock changed, where no page was told of sleep', () => {
    const asked = view(new Tablet().run(MINUTE).sleep(4 * MINUTE, true, false)).question;
    expect([asked?.words, asked?.orClock]).toEqual([
      'This screen stood still for 4 minutes, or its clock was put forward. Did you keep watching?', true,
    ]);
  });

  test('says for a minute that the tablet’s clock was set', () => {
    const tablet = new Tablet().run(MINUTE).setClock(-61 * MINUTE);
    expect(view(tablet).clockNote).toBe('The tablet’s clock was put back by 61 minutes. The intervals have not moved.');
    expect(view(tablet.setClock(2 * SECOND)).clockNote).toContain('put forward by 2 seconds');
    expect(view(tablet.run(MINUTE + 1)).clockNote).toBeNull();
  });

  test('stands at the last interval when time is up, and says what was watched', () => {
    const tablet = new Tablet().run(29 * MINUTE).sleep(10 * MINUTE);
    expect(view(tablet)).toMatchObject({
      phase: 'time_up',
      interval: 6,
      clock: '0:00',
      watched: '29 of 30 minutes watched.',
      sweep: null,
    });
  });

  test('does not say of less than half a minute that nothing was watched', () => {
    expect(view(new Tablet()).watched).toBe('0 of 30 minutes watched.');
    expect(view(new Tablet().run(22 * SECOND)).watched).toBe('Under 1 of 30 minutes watched.');
  });

  test('shows whether the pupil can be seen, and what is paused', () => {
    expect(view(new Tablet().do({ do: 'hide' })).pupilVisible).toBe(false);
    expect(view(new Tablet().do({ do: 'hide' }).do({ do: 'show' })).pupilVisible).toBe(true);
    const paused = new Tablet().run(MINUTE).do({ do: 'pause', reason: null }).run(MINUTE);
    expect(view(paused)).toMatchObject({ phase: 'paused', clock: '4:00' });
  });

  test('names a behaviour that the form no longer has by its value', () => {
    const fewer: Behaviour[] = BEHAVIOURS.filter(({ value }) => value !== 'on_task');
    const tablet = new Tablet().tick('on_task');
    expect(padView(tablet.pad, fewer, tablet.moment()).undo).toBe('on_task, just now');
  });

  test('never shows a count, a length or a share that cannot be', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const tablet = lesson.reduce(play, new Tablet());
        const { bars, cells, sweep, clock } = view(tablet);
        expect(clock).toMatch(/^[0-5]:[0-5]\d$/);
        expect(bars.every((bar) => bar >= 0 && bar <= 1)).toBe(true);
        expect(sweep === null || (sweep >= 0 && sweep <= 1)).toBe(true);
        expect(cells.every(({ now, all }) => now >= 0 && all >= now)).toBe(true);
      }),
    );
  });
});

describe('the times of an observation', () => {
  test('add up: what was watched is never more than what was reached, nor that than what was planned', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const { observation, pad } = lesson.reduce(play, new Tablet());
        const { elapsed } = pad.anchor;
        const times = intervalTimes(observation, elapsed);
        const sum = (of: 'reached' | 'watched'): number => times.reduce((all, it) => all + it[of], 0);
        expect(sum('watched')).toBe(watched(observation, elapsed));
        expect(sum('reached')).toBe(running(observation, elapsed));
        expect(running(observation, elapsed)).toBeLessThanOrEqual(planned(observation.config));
        expect(times.every(({ reached, watched: seen }) => 0 <= seen && seen <= reached)).toBe(true);
      }),
    );
  });
});

describe('words', () => {
  test.each([
    [0, '0:00'],
    [1, '0:01'],
    [60_000, '1:00'],
    [174_000, '2:54'],
    [600_000, '10:00'],
    [-5, '0:00'],
  ])('%i ms left: %s', (left, words) => {
    expect(clockWords(left)).toBe(words);
  });

  test.each([
    [1, 'first', '1st 5 minutes'],
    [2, 'second', '2nd 5 minutes'],
    [3, 'third', '3rd 5 minutes'],
    [12, 'twelfth', '12th 5 minutes'],
    [13, '13th', '13th 5 minutes'],
    [21, '21st', '21st 5 minutes'],
    [112, '112th', '112th 5 minutes'],
  ])('%i is %s, and in the grid %s', (n, words, row) => {
    expect([ordinal(n), rowWords(n, 300)]).toEqual([words, row]);
  });

  test('a row of the grid names whatever length it has', () => {
    expect([rowWords(1, 60), rowWords(4, 90)]).toEqual(['1st minute', '4th 90 seconds']);
  });

  test.each([
    [1, 6, 300, 'first five minutes'],
    [3, 6, 60, 'third minute'],
    [2, 4, 90, 'second 90 seconds'],
    [1, 1, 300, 'five minutes'],
    [1, 3, 900, 'first 15 minutes'],
  ])('interval %i of %i of %i s', (interval, count, seconds, words) => {
    expect(intervalWords(interval, count, seconds)).toBe(words);
  });

  test.each([
    [400, 'just now'],
    [2_400, '2 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_600_000, '1 h ago'],
  ])('%i ms old: %s', (age, words) => {
    expect(ageWords(age)).toBe(words);
  });

  test.each([
    [1_000, '1 second'],
    [12_000, '12 seconds'],
    [60_000, '1 minute'],
    [89_000, '89 seconds'],
    [90_000, '2 minutes'],
    [3_600_000, '60 minutes'],
    [7_200_000, '2 hours'],
  ])('%i ms long: %s', (span, words) => {
    expect(spanWords(span)).toBe(words);
  });

  test('minutes are whole where the plan is, and have a decimal where it is not', () => {
    expect(minutesFigure(17.6 * MINUTE, 30 * MINUTE)).toBe('18');
    expect([minutesFigure(4.25 * MINUTE, 4.5 * MINUTE), minutesFigure(4 * MINUTE, 4.5 * MINUTE)]).toEqual(['4.3', '4']);
    expect(planned({ ...CONFIG, interval_seconds: 90, interval_count: 3 })).toBe(4.5 * MINUTE);
  });
});
