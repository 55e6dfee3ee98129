import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BEHAVIOURS, CONFIG, lessons, MINUTE, play, SECOND, Tablet } from '../../../test/capture/tablet';
import { isRow, openPad, replay } from './journal';
import { padView } from './view';

function tabletAfter(lesson: Parameters<typeof play>[1][]): Tablet {
  return lesson.reduce(play, new Tablet());
}

describe('the rows of the journal', () => {
  test('give back the observation', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const tablet = tabletAfter(lesson);
        const { observation, next, unread } = replay(tablet.rows);
        expect({ observation, next, unread }).toEqual({
          observation: tablet.observation,
          next: tablet.pad.next,
          unread: 0,
        });
      }),
    );
  });

  test('give back the observation in whatever order they are read, and read twice', () => {
    fc.assert(
      fc.property(
        lessons
          .map((lesson) => tabletAfter(lesson).rows)
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          const { observation } = replay(rows);
          expect(replay(shuffled).observation).toEqual(observation);
          expect(replay([...rows, ...shuffled]).observation).toEqual(observation);
          expect(replay(rows, observation).observation).toEqual(observation);
        },
      ),
    );
  });

  test('may lack their newest: what is there is as it was then', () => {
    fc.assert(
      fc.property(lessons, fc.nat(), (lesson, cut) => {
        const tablet = new Tablet();
        const then = [tablet.observation];
        const ends = [tablet.rows.length];
        for (const step of lesson) {
          play(tablet, step);
          then.push(tablet.observation);
          ends.push(tablet.rows.length);
        }
        const i = cut % then.length;
        expect(replay(tablet.rows.slice(0, ends[i])).observation).toEqual(then[i]);
      }),
    );
  });

  test('that are damaged are counted and passed over', () => {
    fc.assert(
      fc.property(lessons, fc.array(fc.anything()), (lesson, rubbish) => {
        const { rows, observation } = tabletAfter(lesson);
        const found = replay([...rubbish.filter((it) => !isRow(it)), ...rows]);
        expect(found.observation).toEqual(observation);
        expect(found.unread).toBe(rubbish.length);
      }),
    );
  });

  test('whose start is lost come to nothing, unless the record has it', () => {
    const tablet = new Tablet().tick('on_task');
    expect(replay(tablet.rows.slice(1)).observation).toBeNull();
    expect(replay(tablet.rows.slice(1), replay(tablet.rows.slice(0, 1)).observation).observation).toEqual(
      tablet.observation,
    );
    expect(openPad({ rows: [], base: null, alive: null }, tablet.moment(), tablet.newId)).toBeNull();
  });

  test('with a hole keep what is on either side of it', () => {
    const { rows } = new Tablet().tick('on_task').tick('negative').tick('shouts_out').do({ do: 'undo' });
    const holed = replay(rows.filter(({ n }) => n !== 2)).observation;
    expect(holed?.ticks.map(({ behaviour, struck }) => [behaviour, struck !== null])).toEqual([
      ['on_task', false],
      ['shouts_out', true],
    ]);
    expect(replay(rows.filter(({ n }) => n !== 3)).observation?.ticks).toHaveLength(2);
  });

  test.each([
    null,
    'tick',
    {},
    { n: 0, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'dance' },
    { n: 0, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'toString' },
    { n: 0, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'tick', id: 'x', behaviour: 'on_task', interval: 0 },
    { n: 0, elapsed: -1, wall: 0, mono: 0, session: 'a', kind: 'resume', gap: 'x', reason: null },
    { n: 0.5, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'resume', gap: 'x', reason: null },
    { n: 0, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'looked', behaviour: 'on_task', looked: 'perhaps' },
    { n: 0, elapsed: 0, wall: 0, mono: 0, session: 'a', kind: 'start', config: { ...CONFIG, interval_count: 0 } },
  ])('that could not have been written by a pad are none: %j', (value) => {
    expect(isRow(value)).toBe(false);
  });
});

describe('opening again', () => {
  test('goes on where the clock would be, and asks about the time between', () => {
    const tablet = new Tablet()
      .run(23 * MINUTE)
      .tick('shouts_out', 2)
      .run(20 * SECOND)
      .reload(40 * SECOND);
    const view = padView(tablet.pad, BEHAVIOURS, tablet.moment());
    expect(view.clock).toBe('1:00');
    expect(view.cells.find(({ behaviour }) => behaviour.value === 'shouts_out')).toMatchObject({ now: 2, all: 2 });
    expect(tablet.observation.gaps).toMatchObject([
      { kind: 'away', from: 23 * MINUTE + 20 * SECOND, until: 24 * MINUTE },
    ]);
  });

  test('without the last sign of life counts from the last row', () => {
    const tablet = new Tablet()
      .run(23 * MINUTE)
      .tick('shouts_out')
      .run(20 * SECOND)
      .reload(40 * SECOND, false);
    expect(tablet.observation.gaps).toMatchObject([{ kind: 'away', from: 23 * MINUTE, until: 24 * MINUTE }]);
  });

  test('numbers its rows on from where they stopped', () => {
    const tablet = new Tablet().tick('on_task').run(MINUTE).reload(MINUTE).tick('on_task');
    expect(tablet.rows.map(({ n }) => n)).toEqual([0, 1, 2, 3]);
  });

  test('says so when an interval turned meanwhile', () => {
    expect(new Tablet().run(4 * MINUTE).reload(2 * MINUTE).last.flush).toBe(true);
    expect(new Tablet().run(2 * MINUTE).reload(2 * MINUTE).last.flush).toBe(false);
  });
});
