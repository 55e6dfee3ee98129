import { describe, expect, test } from 'vitest';

import { asInstant, CONFIG, MINUTE, phase, SECOND, Tablet, ticks, watchedMinutes } from '../../../test/capture/tablet';
import { JUST_TURNED, LAST_TAP, SEND_BACK_OFFERED, untouched } from './intents';
import { STOPPED } from './model';
import { intervalTimes } from './timeline';

describe('a tap', () => {
  test('is kept with its behaviour, its interval and both times', () => {
    const tablet = new Tablet().run(6 * MINUTE).tick('shouts_out');
    expect(tablet.observation.ticks).toEqual([
      {
        id: 'id00001',
        behaviour: 'shouts_out',
        interval: 2,
        wall: tablet.moment().wall,
        mono: 6 * MINUTE,
        struck: null,
      },
    ]);
  });

  test('is one row of the journal', () => {
    const tablet = new Tablet().run(SECOND).tick('shouts_out');
    const { wall, mono, session } = tablet.moment();
    expect(tablet.last.rows).toEqual([
      { n: 1, kind: 'tick', elapsed: SECOND, wall, mono, session, id: 'id00001', behaviour: 'shouts_out', interval: 1 },
    ]);
  });

  test('belongs to the interval that has just begun from its first millisecond on', () => {
    const tablet = new Tablet()
      .run(5 * MINUTE - 1)
      .tick('on_task')
      .run(1)
      .tick('on_task');
    expect(ticks(tablet)).toEqual(['on_task 1', 'on_task 2']);
  });

  test('just after the planned end still counts for the last interval, and later not', () => {
    const tablet = new Tablet()
      .run(30 * MINUTE + LAST_TAP)
      .tick('on_task')
      .run(1)
      .tick('on_task');
    expect(ticks(tablet)).toEqual(['on_task 6']);
    expect(tablet.last.refused).toBe('time_up');
  });

  test('on a paused, an ended or an unknown cell comes to nothing and says why', () => {
    const tablet = new Tablet().do({ do: 'pause', reason: null }).tick('on_task');
    expect(tablet.last.refused).toBe('paused');
    tablet.do({ do: 'resume', reason: null }).tick('juggles');
    expect(tablet.last.refused).toBe('nothing_there');
    tablet.do({ do: 'end', why: null }).tick('on_task');
    expect(tablet.last.refused).toBe('ended');
    expect(ticks(tablet)).toEqual([]);
  });

  test('right after the tablet woke is preceded by what happened while it slept', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .sleep(10 * MINUTE)
      .tick('on_task');
    expect(tablet.rows.map(({ kind }) => kind)).toEqual(['start', 'away', 'tick']);
    expect(ticks(tablet)).toEqual(['on_task 3']);
  });
});

describe('undo', () => {
  test('takes back one tap after another without end, and keeps them struck through', () => {
    const tablet = new Tablet().tick('on_task').tick('shouts_out').tick('negative');
    tablet.run(SECOND).do({ do: 'undo' }).do({ do: 'undo' });
    expect(ticks(tablet)).toEqual(['on_task 1', 'shouts_out 1 struck', 'negative 1 struck']);
    tablet.do({ do: 'undo' }).do({ do: 'undo' });
    expect(tablet.last.refused).toBe('nothing_there');
    expect(ticks(tablet)).toEqual(['on_task 1 struck', 'shouts_out 1 struck', 'negative 1 struck']);
  });

  test('remembers when', () => {
    const tablet = new Tablet().tick('on_task').run(SECOND).do({ do: 'undo' });
    expect(tablet.observation.ticks[0]?.struck).toBe(tablet.moment().wall);
  });

  test('reaches into earlier intervals and works after the end', () => {
    const tablet = new Tablet()
      .tick('on_task')
      .run(16 * MINUTE)
      .do({ do: 'end', why: null })
      .do({ do: 'undo' });
    expect(ticks(tablet)).toEqual(['on_task 1 struck']);
  });

  test('a held cell takes one away from its own count of this interval', () => {
    const tablet = new Tablet()
      .tick('on_task')
      .run(6 * MINUTE)
      .tick('on_task')
      .tick('negative');
    tablet.do({ do: 'minus', behaviour: 'on_task' });
    expect(ticks(tablet)).toEqual(['on_task 1', 'on_task 2 struck', 'negative 2']);
    tablet.do({ do: 'minus', behaviour: 'on_task' });
    expect(tablet.last.refused).toBe('nothing_there');
  });
});

describe('a finger that stays', () => {
  test('takes back the tick that it had made, and no other', () => {
    const tablet = new Tablet().tick('on_task').tick('on_task').tick('negative').do({ do: 'hold', tick: 'id00002' });
    expect(ticks(tablet)).toEqual(['on_task 1', 'on_task 1 struck', 'negative 1']);
    tablet.do({ do: 'hold', tick: 'id00002' });
    expect(tablet.last.refused).toBe('nothing_there');
  });

  test('takes it back though the interval has turned under it, or the time is up', () => {
    for (const [at, now] of [[5 * MINUTE - 100, 'running'], [30 * MINUTE - 100, 'time_up']] as const) {
      const tablet = new Tablet().run(at).tick('on_task').run(550);
      expect(phase(tablet)).toBe(now);
      expect(ticks(tablet.do({ do: 'hold', tick: 'id00001' }))).toMatchObject([expect.stringContaining('struck')]);
    }
  });
});

describe('the turn of an interval', () => {
  test('is silent but for the word that the journal can be written down', () => {
    const tablet = new Tablet().tick('on_task').run(5 * MINUTE - 1);
    expect(tablet.last.flush).toBe(false);
    tablet.run(1);
    expect([tablet.last.flush, tablet.last.rows]).toEqual([true, []]);
    expect(tablet.run(1).last.flush).toBe(false);
    expect(tablet.run(25 * MINUTE).last.flush).toBe(true);
    expect(tablet.run(25 * MINUTE).last.flush).toBe(false);
  });

  test('a tap just after it can be sent back with one touch', () => {
    const tablet = new Tablet()
      .run(5 * MINUTE + JUST_TURNED)
      .tick('shouts_out')
      .run(SEND_BACK_OFFERED);
    expect(ticks(tablet.do({ do: 'send_back' }))).toEqual(['shouts_out 1']);
    tablet.do({ do: 'send_back' });
    expect(tablet.last.refused).toBe('nothing_there');
  });

  test.each([
    ['in the first interval', new Tablet().run(SECOND).tick('shouts_out')],
    ['later than three seconds after the turn', new Tablet().run(5 * MINUTE + JUST_TURNED + 1).tick('shouts_out')],
    [
      'long after the tap',
      new Tablet()
        .run(5 * MINUTE)
        .tick('shouts_out')
        .run(SEND_BACK_OFFERED + 1),
    ],
    [
      'when it was undone',
      new Tablet()
        .run(5 * MINUTE)
        .tick('shouts_out')
        .do({ do: 'undo' }),
    ],
  ])('nothing is offered %s', (_when, tablet) => {
    expect(tablet.do({ do: 'send_back' }).last.refused).toBe('nothing_there');
  });

  test('is not offered once the interval is over too', () => {
    const brief = new Tablet({ ...CONFIG, interval_seconds: 4 });
    brief
      .run(4 * SECOND)
      .tick('shouts_out')
      .run(5 * SECOND)
      .do({ do: 'send_back' });
    expect(brief.last.refused).toBe('nothing_there');
  });

  test('a held cell moves its last tick to the interval before', () => {
    const tablet = new Tablet()
      .run(9 * MINUTE)
      .tick('on_task')
      .tick('shouts_out')
      .do({ do: 'move_back', behaviour: 'on_task' });
    expect(ticks(tablet)).toEqual(['on_task 1', 'shouts_out 2']);
    expect(new Tablet().tick('on_task').do({ do: 'move_back', behaviour: 'on_task' }).last.refused).toBe(
      'nothing_there',
    );
  });
});

describe('a pause', () => {
  test('stops the clock of the interval and leaves the minutes watched', () => {
    const tablet = new Tablet().run(4 * MINUTE).do({ do: 'pause', reason: ' fire\nalarm ' });
    expect([phase(tablet), tablet.last.flush]).toEqual(['paused', true]);
    tablet
      .run(20 * MINUTE)
      .do({ do: 'resume', reason: null })
      .run(MINUTE)
      .tick('on_task');
    expect(ticks(tablet)).toEqual(['on_task 2']);
    expect(watchedMinutes(tablet)).toBe(5);
    expect(tablet.observation.gaps).toMatchObject([
      { kind: 'paused', from: 4 * MINUTE, until: 24 * MINUTE, reason: 'fire alarm' },
    ]);
  });

  test('is not asked about, however long the tablet sleeps in it', () => {
    const tablet = new Tablet()
      .run(MINUTE)
      .do({ do: 'pause', reason: null })
      .sleep(9 * MINUTE)
      .reload(9 * MINUTE);
    expect(tablet.observation.gaps.map(({ kind }) => kind)).toEqual(['paused']);
    expect(phase(tablet)).toBe('paused');
  });

  test('takes the reason that was chosen while it lasted', () => {
    const tablet = new Tablet()
      .do({ do: 'pause', reason: null })
      .run(MINUTE)
      .do({ do: 'resume', reason: 'fire alarm' });
    expect(tablet.observation.gaps).toMatchObject([{ kind: 'paused', reason: 'fire alarm' }]);
    tablet.do({ do: 'pause', reason: 'called out' }).do({ do: 'resume', reason: null });
    expect(tablet.observation.gaps[1]).toMatchObject({ reason: 'called out' });
  });

  test('cannot be begun twice, nor ended before it began', () => {
    const tablet = new Tablet().do({ do: 'resume', reason: null });
    expect(tablet.last.refused).toBe('not_paused');
    tablet.do({ do: 'pause', reason: null }).do({ do: 'pause', reason: null });
    expect(tablet.last.refused).toBe('paused');
  });
});

describe('a pupil who cannot be seen', () => {
  test('leaves the minutes watched while the clock goes on', () => {
    const tablet = new Tablet()
      .run(3 * MINUTE)
      .do({ do: 'hide' })
      .run(4 * MINUTE)
      .do({ do: 'show' })
      .run(MINUTE);
    expect(watchedMinutes(tablet)).toBe(4);
    expect(intervalTimes(tablet.observation, 8 * MINUTE).slice(0, 3)).toEqual([
      { interval: 1, reached: 5 * MINUTE, watched: 3 * MINUTE },
      { interval: 2, reached: 3 * MINUTE, watched: MINUTE },
      { interval: 3, reached: 0, watched: 0 },
    ]);
  });

  test('is seen again at the next tap', () => {
    const tablet = new Tablet().run(MINUTE).do({ do: 'hide' }).run(MINUTE).tick('on_task').run(MINUTE);
    expect(watchedMinutes(tablet)).toBe(2);
    expect(tablet.observation.gaps).toMatchObject([{ kind: 'not_visible', from: MINUTE, until: 2 * MINUTE }]);
  });

  test('is hidden once, and shown once', () => {
    const tablet = new Tablet().do({ do: 'show' }).do({ do: 'hide' }).do({ do: 'hide' });
    expect(tablet.observation.gaps).toHaveLength(1);
    tablet.do({ do: 'show' }).do({ do: 'show' });
    expect([tablet.observation.gaps.length, tablet.last.refused]).toEqual([1, null]);
  });
});

describe('the end', () => {
  test('may come early, and a part interval is kept at its true length though nothing happened in it', () => {
    const tablet = new Tablet().run(18 * MINUTE).do({ do: 'end', why: 'called away' });
    expect(tablet.last.flush).toBe(true);
    expect(tablet.observation).toMatchObject({ ended: 18 * MINUTE, stoppedWhy: 'called away' });
    expect(intervalTimes(tablet.observation, 99 * MINUTE).map(({ reached }) => reached / MINUTE)).toEqual([
      5, 5, 5, 3, 0, 0,
    ]);
    expect(watchedMinutes(tablet.run(MINUTE))).toBe(18);
  });

  test('closes what still lasted', () => {
    const hidden = new Tablet().do({ do: 'hide' }).run(MINUTE).do({ do: 'end', why: null });
    expect(hidden.observation.gaps).toMatchObject([{ until: MINUTE }]);
    const paused = new Tablet().run(MINUTE).do({ do: 'pause', reason: null }).run(MINUTE).do({ do: 'end', why: null });
    expect([paused.observation.ended, watchedMinutes(paused)]).toEqual([2 * MINUTE, 1]);
  });

  test('can be taken back, and the time between was not watched', () => {
    const tablet = new Tablet()
      .run(7 * MINUTE)
      .do({ do: 'end', why: 'called away' })
      .run(40 * MINUTE)
      .do({ do: 'reopen' });
    expect(tablet.observation).toMatchObject({ ended: null, stoppedWhy: null });
    expect(tablet.observation.gaps).toMatchObject([
      { kind: 'paused', from: 7 * MINUTE, until: 47 * MINUTE, reason: STOPPED },
    ]);
    tablet.run(4 * MINUTE).tick('on_task');
    expect([ticks(tablet), watchedMinutes(tablet)]).toEqual([['on_task 3'], 11]);
  });

  test('cannot be taken back where no time is left, nor before it came', () => {
    expect(new Tablet().do({ do: 'reopen' }).last.refused).toBe('not_ended');
    const over = new Tablet().run(30 * MINUTE).do({ do: 'end', why: 'ignored: it was whole' });
    expect([over.observation.stoppedWhy, over.do({ do: 'reopen' }).last.refused]).toEqual([null, 'no_time_left']);
    expect(over.do({ do: 'end', why: null }).last.refused).toBe('ended');
  });

  test('stretches of nothing cannot be begun when time is up', () => {
    const tablet = new Tablet().run(31 * MINUTE);
    expect(tablet.do({ do: 'pause', reason: null }).last.refused).toBe('time_up');
    expect(tablet.do({ do: 'hide' }).last.refused).toBe('time_up');
  });
});

describe('a blank column', () => {
  test('is asked about, once for each behaviour without a standing tick', () => {
    const tablet = new Tablet().tick('on_task').tick('negative').do({ do: 'undo' });
    expect(untouched(tablet.observation)).toEqual([
      'raises_hand',
      'stays_in_chair',
      'ignores',
      'shouts_out',
      'distracted',
      'out_of_seat',
      'negative',
      'initiates',
      'joins_in',
    ]);
    tablet.do({ do: 'looked', behaviour: 'negative', looked: 'saw_none' });
    expect(tablet.observation.looked).toEqual({ negative: 'saw_none' });
  });

  test('is no question where there are ticks', () => {
    const tablet = new Tablet().tick('on_task').do({ do: 'looked', behaviour: 'on_task', looked: 'saw_none' });
    expect(tablet.last.refused).toBe('nothing_there');
  });

  test('under “Other” is asked about only where it stands for something', () => {
    const tablet = new Tablet().do({ do: 'other', words: '  hums ' });
    expect(tablet.observation.otherIs).toBe('hums');
    expect(untouched(tablet.observation)).toContain('other');
    tablet.do({ do: 'other', words: ' ' });
    expect(untouched(tablet.observation)).not.toContain('other');
  });
});

test('words are kept to the one line that the form has', () => {
  const tablet = new Tablet().do({ do: 'other', words: '🦉'.repeat(300) });
  expect(tablet.observation.otherIs).toBe('🦉'.repeat(200));
  expect(asInstant(tablet.observation.started)).toBe('2026-11-24T09:15:00.000+00:00');
});
