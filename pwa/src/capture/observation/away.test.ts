import { describe, expect, test } from 'vitest';

import { MINUTE, phase, SECOND, Tablet, ticks, watchedMinutes } from '../../../test/capture/tablet';
import { CLOCK_SET } from './model';
import { ASK_FROM, mayEmpty } from './pad';
import { attended, LINGER } from './timeline';

describe('sleep, lock and reload', () => {
  test('are asked about, and do not count until answered', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .sleep(3 * MINUTE)
      .run(MINUTE);
    expect(tablet.observation.gaps).toMatchObject([{ kind: 'away', from: MINUTE, until: 4 * MINUTE, watched: null }]);
    expect([watchedMinutes(tablet), mayEmpty(tablet.observation)]).toEqual([2, false]);
  });

  test('count when the observer kept watching', () => {
    const tablet = new Tablet().run(MINUTE).sleep(3 * MINUTE);
    tablet.do({ do: 'answer', gap: 'id00001', watched: true });
    expect([watchedMinutes(tablet), mayEmpty(tablet.observation)]).toEqual([4, true]);
    tablet.do({ do: 'answer', gap: 'id00001', watched: false });
    expect(watchedMinutes(tablet)).toBe(1);
  });

  test('so short that a finger slipped are not asked about', () => {
    expect(new Tablet().run(MINUTE).sleep(ASK_FROM - 1).observation.gaps).toEqual([]);
    expect(new Tablet().run(MINUTE).sleep(ASK_FROM).observation.gaps).toHaveLength(1);
  });

  test('are not asked about while the pupil could not be seen anyway', () => {
    const tablet = new Tablet().do({ do: 'hide' }).sleep(4 * MINUTE);
    expect(tablet.observation.gaps.map(({ kind }) => kind)).toEqual(['not_visible']);
  });

  test('an answer about anything else comes to nothing', () => {
    const tablet = new Tablet().do({ do: 'hide' }).do({ do: 'answer', gap: 'id00001', watched: true });
    expect(tablet.last.refused).toBe('nothing_there');
  });

  test('past the planned end leave what was watched before', () => {
    const tablet = new Tablet().run(20 * MINUTE).sleep(25 * MINUTE);
    expect([phase(tablet), watchedMinutes(tablet)]).toEqual(['time_up', 20]);
    tablet.do({ do: 'end', why: null });
    expect(tablet.observation.ended).toBe(30 * MINUTE);
    tablet.do({ do: 'answer', gap: 'id00001', watched: true });
    expect(watchedMinutes(tablet)).toBe(30);
  });

  test('in short pieces one after the other are one question', () => {
    const tablet = new Tablet().run(MINUTE);
    for (let piece = 0; piece < 10; piece += 1) tablet.sleep(MINUTE).run(2 * SECOND);
    expect(tablet.observation.gaps).toMatchObject([{ from: MINUTE, until: tablet.truth - 2 * SECOND, watched: null }]);
    expect(watchedMinutes(tablet.answer(false))).toBeCloseTo(1 + 2 / 60);
  });

  test('are two questions where somebody ticked in between, or stayed, or had answered', () => {
    const away = (tablet: Tablet) => tablet.sleep(MINUTE).observation.gaps.length;
    expect(away(new Tablet().sleep(MINUTE).run(SECOND).tick('on_task'))).toBe(2);
    expect(away(new Tablet().sleep(MINUTE).run(ASK_FROM))).toBe(2);
    expect(away(new Tablet().sleep(MINUTE).answer(true))).toBe(2);
  });

  test('are one question over a reload too', () => {
    const tablet = new Tablet().run(MINUTE).sleep(3 * MINUTE).run(SECOND).reload(2 * MINUTE);
    expect(tablet.observation.gaps).toMatchObject([{ from: MINUTE, until: tablet.truth, watched: null }]);
  });

  test('are asked about though no page was told, as when a lid is shut', () => {
    for (const stops of [true, false]) {
      const tablet = new Tablet().run(2 * MINUTE).sleep(4 * MINUTE, stops, false).tick('on_task');
      expect(tablet.observation.gaps).toMatchObject([{ kind: 'away', from: 2 * MINUTE, until: 6 * MINUTE, watched: null }]);
      expect([ticks(tablet), watchedMinutes(tablet)]).toEqual([['on_task 2'], 2]);
    }
  });
});

describe('a clock that is set as the page lies in view', () => {
  test('by a little, or back, bends nothing and asks nothing', () => {
    for (const by of [ASK_FROM - SECOND, -50 * MINUTE]) {
      const tablet = new Tablet()
        .run(2 * MINUTE)
        .setClock(by)
        .run(4 * MINUTE)
        .tick('on_task');
      expect([ticks(tablet), watchedMinutes(tablet), tablet.observation.gaps]).toEqual([['on_task 2'], 6, []]);
    }
  });

  test('far forward looks like sleep, and gives the time back once it is said that only the clock changed', () => {
    const tablet = new Tablet().run(2 * MINUTE).setClock(50 * MINUTE);
    expect([phase(tablet), watchedMinutes(tablet)]).toEqual(['time_up', 2]);
    tablet.answer('only_clock').run(4 * MINUTE).tick('on_task');
    expect([phase(tablet), ticks(tablet), watchedMinutes(tablet)]).toEqual(['running', ['on_task 2'], 6]);
    expect(tablet.observation.gaps).toMatchObject([{ kind: 'paused', reason: CLOCK_SET, until: 52 * MINUTE }]);
  });

  test('takes with it what was ticked before it was said, and where it was sent', () => {
    const tablet = new Tablet().run(6 * MINUTE).tick('distracted').setClock(9 * MINUTE).tick('on_task').tick('shouts_out');
    tablet.do({ do: 'move_back', behaviour: 'shouts_out' });
    expect(ticks(tablet)).toEqual(['distracted 2', 'on_task 4', 'shouts_out 3']);
    expect(ticks(tablet.answer('only_clock'))).toEqual(['distracted 2', 'on_task 2', 'shouts_out 1']);
    expect(watchedMinutes(tablet)).toBe(6);
  });

  test('is no answer where the page was out of sight', () => {
    const tablet = new Tablet().run(MINUTE).sleep(3 * MINUTE).answer('only_clock');
    expect(tablet.last.refused).toBe('nothing_there');
  });

  test('is asked about though the pupil cannot be seen: the interval’s clock hangs on it', () => {
    const tablet = new Tablet().do({ do: 'hide' }).run(MINUTE).setClock(9 * MINUTE).answer('only_clock').do({ do: 'show' });
    expect(tablet.run(MINUTE).pad.anchor.elapsed).toBe(11 * MINUTE);
    expect(watchedMinutes(tablet)).toBe(1);
  });
});

describe('somebody is taken to be there', () => {
  const isThere = (tablet: Tablet): boolean => attended(tablet.observation, tablet.pad.anchor.elapsed);

  test('until long after the last interval, and no longer', () => {
    const tablet = new Tablet().run(30 * MINUTE + LINGER - SECOND);
    expect([isThere(tablet), isThere(tablet.run(SECOND))]).toEqual([true, false]);
    expect(isThere(new Tablet().do({ do: 'end', why: null }))).toBe(false);
  });

  test('in a short pause, and not in one that was forgotten', () => {
    const tablet = new Tablet().run(MINUTE).do({ do: 'pause', reason: null }).run(LINGER - SECOND);
    expect([isThere(tablet), isThere(tablet.run(SECOND)), isThere(tablet.do({ do: 'resume', reason: null }))]).toEqual([true, false, true]);
  });
});
