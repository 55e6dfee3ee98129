import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { happenings, MINUTE, SECOND, Tablet } from '../../../test/capture/tablet';
import { OVERDUE, passage, sightBetween, TOLERANCE } from './clock';
import { planned, running } from './timeline';

const before = { wall: 1_000_000, mono: 5_000, session: 'a' };
const after = (wall: number, mono: number, session = 'a') => ({ wall: 1_000_000 + wall, mono: 5_000 + mono, session });

describe('two looks at the clocks', () => {
  test.each([
    ['nothing happened', after(2_000, 2_000), false, { elapsed: 2_000, step: 0 }],
    ['the clocks differ by a hair', after(2_000 + TOLERANCE, 2_000), false, { elapsed: 2_000, step: 0 }],
    ['the wall clock was put forward in view', after(9_900, 2_000), false, { elapsed: 2_000, step: 7_900 }],
    ['the wall clock was put back in view', after(-3_598_000, 2_000), false, { elapsed: 2_000, step: -3_600_000 }],
    ['the tablet slept and its clock stood still', after(1_500_000, 12), true, { elapsed: 1_500_000, step: 0 }],
    ['the tablet slept and its clock went on', after(1_500_000, 1_500_000), true, { elapsed: 1_500_000, step: 0 }],
    ['the wall clock was put back out of view', after(-60_000, 9_000), true, { elapsed: 9_000, step: -69_000 }],
    ['the page was loaded anew', after(40_000, -4_000, 'b'), true, { elapsed: 40_000, step: 0 }],
    ['loaded anew with the clock put back', after(-40_000, -4_000, 'b'), true, { elapsed: 0, step: -40_000 }],
    ['the monotonic clock broke its promise', after(0, -4_000), false, { elapsed: 0, step: 0 }],
  ])('%s', (_name, to, hidden, expected) => {
    expect(passage(before, to, hidden)).toEqual(expected);
  });
});

describe('whether the page was in view between two looks', () => {
  const looked = (wall: number, mono: number, hidden = false, session = 'a') => ({ ...after(wall, mono, session), hidden });

  test.each([
    ['a quarter of a second later', looked(250, 250), 'in_view'],
    ['a busy while later', looked(OVERDUE - 1, OVERDUE - 1), 'in_view'],
    ['the wall clock put right by a few seconds', looked(OVERDUE - 1, 250), 'in_view'],
    ['the wall clock put back by an hour', looked(-3_600_000, 250), 'in_view'],
    ['hidden for a moment', looked(300, 300, true), 'away'],
    ['hidden, its clocks going on', looked(180_000, 180_000, true), 'away'],
    ['hidden and asleep, its monotonic clock standing still', looked(1_500_000, 12, true), 'away'],
    ['hidden, and the wall clock put back', looked(-60_000, 9_000, true), 'away'],
    ['frozen without a word', looked(1_500_000, 1_500_000), 'away'],
    ['frozen without a word, and the wall clock put back', looked(-60_000, OVERDUE), 'away'],
    ['asleep without a word, its monotonic clock standing still', looked(1_500_000, 12), 'away_or_clock_set'],
    ['loaded anew', looked(400, -4_000, false, 'b'), 'away'],
  ])('%s', (_name, to, expected) => {
    expect(sightBetween({ ...before, session: 'a' }, to)).toBe(expected);
  });
});

describe('the clock of an observation', () => {
  test.each([
    ['out of sight, its monotonic clock standing still', true, true],
    ['out of sight, its monotonic clock going on', false, true],
    ['a lid shut as the page was in view, its monotonic clock standing still', true, false],
    ['a lid shut as the page was in view, its monotonic clock going on', false, false],
  ])('is right to the second after 25 minutes of sleep: %s', (_name, stops, told) => {
    const tablet = new Tablet()
      .run(2 * MINUTE)
      .sleep(25 * MINUTE, stops, told)
      .run(SECOND);
    expect(tablet.pad.anchor.elapsed).toBe(tablet.truth);
    expect(tablet.observation.clockSteps).toEqual([]);
  });

  test('is right to the second after 25 minutes shut, from the last row alone', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .tick('on_task')
      .run(MINUTE)
      .reload(25 * MINUTE, false);
    expect(tablet.pad.anchor.elapsed).toBe(tablet.truth);
  });

  test('is right to the second whatever the tablet goes through', () => {
    fc.assert(
      fc.property(fc.array(happenings, { maxLength: 40 }), (day) => {
        const tablet = new Tablet();
        for (const happening of day) {
          tablet.go(happening).answer(happening.it === 'is set' ? 'only_clock' : true);
          if (tablet.truth >= planned(tablet.observation.config)) break;
          expect(Math.abs(running(tablet.observation, tablet.pad.anchor.elapsed) - tablet.truth)).toBeLessThanOrEqual(SECOND);
        }
      }),
    );
  });

  test('never runs backwards, not even where it cannot be right', () => {
    const tablet = new Tablet().run(MINUTE);
    const shutAndSetBack = tablet.setClock(-10 * MINUTE).pad.anchor.elapsed;
    expect(tablet.reload(MINUTE).pad.anchor.elapsed).toBeGreaterThanOrEqual(shutAndSetBack);
  });

  test('notes by how much the tablet’s clock was set, and when', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .setClock(-61 * MINUTE)
      .run(MINUTE);
    expect(tablet.observation.clockSteps).toEqual([{ id: 'id00001', at: MINUTE, by: -61 * MINUTE }]);
  });
});
