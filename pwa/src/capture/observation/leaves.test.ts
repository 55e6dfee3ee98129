import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { asInstant, CONFIG, lessons, MINUTE, play, SECOND, Tablet } from '../../../test/capture/tablet';
import { openPad, replay } from './journal';
import type { Change, Leaf } from '../leaves';
import { fromLeaves, toChanges, toLeaves } from './leaves';
import type { Observation } from './model';
import { mayEmpty } from './pad';
import { watched } from './timeline';

/** A record that takes changes as the storage does. */
class Record {
  leaves = new Map<string, Leaf>([['notes', 'Seen from the back.']]);

  save(observation: Observation): Change[] {
    const changes = toChanges(observation, this.leaves, asInstant);
    for (const [path, value] of changes) this.leaves.set(path, value);
    return changes;
  }

  load(): Observation | null {
    return fromLeaves(this.leaves, CONFIG.behaviours);
  }
}

/** What the record says of an observation: nothing of stretches that were watched after all, or had no length. */
function asRecorded(observation: Observation | null): unknown {
  if (observation === null) return null;
  const gaps = observation.gaps.filter(
    ({ kind, watched: kept, from, until }) => from !== until && !(kind === 'away' && kept),
  );
  const looked = [...toLeaves(observation, asInstant)].filter(([path]) => path.endsWith('_looked'));
  const byId = <T extends { id: string }>(items: readonly T[]): T[] =>
    items.toSorted((a, b) => a.id.localeCompare(b.id));
  return {
    ...observation,
    gaps: byId(gaps.map((gap) => ({ ...gap, watched: false, inView: false }))),
    ticks: byId(observation.ticks),
    clockSteps: byId(observation.clockSteps),
    looked: Object.fromEntries(looked),
  };
}

describe('the record', () => {
  test('holds all that the journal held', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const { observation } = lesson.reduce(play, new Tablet());
        const record = new Record();
        record.save(observation);
        expect(asRecorded(record.load())).toEqual(asRecorded(observation));
      }),
    );
  });

  test('and the rest of the journal together are the observation, wherever the tablet is killed', () => {
    fc.assert(
      fc.property(lessons, fc.nat(60), (lesson, killedAfter) => {
        const record = new Record();
        const tablet = new Tablet();
        let journal = [...tablet.rows];
        for (const step of lesson.slice(0, killedAfter)) {
          const told = tablet.rows.length;
          play(tablet, step);
          journal.push(...tablet.rows.slice(told));
          if (!tablet.last.flush) continue;
          record.save(tablet.observation);
          if (mayEmpty(tablet.observation)) journal = [];
        }
        const found = replay(journal, record.load()).observation;
        expect(asRecorded(found)).toEqual(asRecorded(tablet.observation));
        const elapsed = tablet.pad.anchor.elapsed;
        if (found !== null) expect(watched(found, elapsed)).toBe(watched(tablet.observation, elapsed));
      }),
    );
  });

  test('is written once: a second time there is nothing to write', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const { observation } = lesson.reduce(play, new Tablet());
        const record = new Record();
        record.save(observation);
        expect(record.save(observation)).toEqual([]);
      }),
    );
  });

  test('has flat leaves under the form’s own names', () => {
    const tablet = new Tablet().tick('shouts_out').run(MINUTE).do({ do: 'undo' }).run(MINUTE).sleep(MINUTE);
    tablet
      .setClock(-5 * MINUTE)
      .do({ do: 'other', words: 'hums' })
      .do({ do: 'end', why: 'called away' });
    tablet.do({ do: 'looked', behaviour: 'negative', looked: 'did_not_look' });
    const record = new Record();
    const start = Date.UTC(2026, 10, 24, 9, 15);
    expect(record.save(tablet.observation)).toEqual([
      ['interval_seconds', 300],
      ['interval_count', 6],
      ['tick_rule', 'starts'],
      ['started', '2026-11-24T09:15:00.000+00:00'],
      ['ended', '2026-11-24T09:18:00.000+00:00'],
      ['other_is', 'hums'],
      ['stopped_why', 'called away'],
      ['ticks/id00001', ['shouts_out', 1, start, 0, start + MINUTE]],
      ['gaps/id00002/kind', 'away'],
      ['gaps/id00002/from_ms', 2 * MINUTE],
      ['gaps/id00002/until_ms', 3 * MINUTE],
      ['clock_steps/id00003/at_ms', 3 * MINUTE],
      ['clock_steps/id00003/by_ms', -5 * MINUTE],
      ['negative_looked', 'did_not_look'],
    ]);
  });

  test('gets only what changed', () => {
    const tablet = new Tablet().tick('shouts_out');
    const record = new Record();
    record.save(tablet.observation);
    tablet
      .run(6 * MINUTE)
      .tick('on_task')
      .do({ do: 'move_back', behaviour: 'on_task' });
    expect(record.save(tablet.observation).map(([path]) => path)).toEqual(['ticks/id00002']);
  });

  test('loses what no longer holds: an end taken back, an answer overtaken by a tick', () => {
    const tablet = new Tablet().run(MINUTE).do({ do: 'end', why: 'called away' });
    tablet.do({ do: 'looked', behaviour: 'negative', looked: 'saw_none' });
    const record = new Record();
    record.save(tablet.observation);
    tablet.run(SECOND).do({ do: 'reopen' }).tick('negative');
    const changes = record.save(tablet.observation);
    expect(changes).toEqual(
      expect.arrayContaining([
        ['ended', null],
        ['stopped_why', null],
        ['negative_looked', null],
      ]),
    );
    expect(record.leaves.get('notes')).toBe('Seen from the back.');
  });

  test('takes a stretch back when the observer kept watching after all', () => {
    const tablet = new Tablet().run(MINUTE).sleep(2 * MINUTE);
    const record = new Record();
    record.save(tablet.observation);
    tablet.do({ do: 'answer', gap: 'id00001', watched: true });
    expect(record.save(tablet.observation)).toEqual([['gaps/id00001/until_ms', MINUTE]]);
    expect(record.load()?.gaps).toEqual([]);
    tablet.do({ do: 'answer', gap: 'id00001', watched: false });
    expect(record.save(tablet.observation)).toEqual([['gaps/id00001/until_ms', 3 * MINUTE]]);
  });
});

describe('a record read back', () => {
  test('can go on on a tablet that never saw its journal, days later', () => {
    const tablet = new Tablet()
      .run(7 * MINUTE)
      .setClock(-9 * MINUTE)
      .run(MINUTE)
      .do({ do: 'end', why: null });
    const record = new Record();
    record.save(tablet.observation);
    const threeDays = 3 * 24 * 60 * MINUTE;
    const then = { wall: tablet.moment().wall + threeDays, mono: 50, session: 'another', hidden: false };
    const opened = openPad({ rows: [], base: record.load(), alive: null }, then, tablet.newId);
    expect(opened?.pad.anchor.elapsed).toBe(8 * MINUTE + threeDays);
    expect(opened?.pad.observation.gaps).toEqual([]);
  });

  test('passes over what is no tick, no stretch and no step', () => {
    const record = new Record();
    record.save(new Tablet().tick('on_task').observation);
    const rubbish: [string, Leaf][] = [
      ['ticks/a', 'on_task'],
      ['ticks/b', ['on_task', 'first', 0, 0, null]],
      ['ticks/c', [null, 1, 0, 0, null]],
      ['gaps/a/kind', 'asleep'],
      ['gaps/a/from_ms', 0],
      ['gaps/b/kind', 'away'],
      ['gaps/c/kind', 'away'],
      ['gaps/c/from_ms', 0],
      ['gaps/c/until_ms', 5],
      ['gaps/c/_deleted', [true, 'a', 1]],
      ['clock_steps/a/at_ms', 'noon'],
      ['negative_looked', 'perhaps'],
    ];
    const before = record.load();
    for (const [path, value] of rubbish) record.leaves.set(path, value);
    expect(record.load()).toEqual(before);
  });

  test('is none without intervals or a start', () => {
    expect(fromLeaves(new Map(), CONFIG.behaviours)).toBeNull();
    expect(
      fromLeaves(
        new Map<string, Leaf>([
          ['interval_seconds', 300],
          ['interval_count', 6],
        ]),
        CONFIG.behaviours,
      ),
    ).toBeNull();
    const zero = new Map<string, Leaf>([
      ['interval_seconds', 0],
      ['interval_count', 6],
      ['started', asInstant(0)],
    ]);
    expect(fromLeaves(zero, CONFIG.behaviours)).toBeNull();
  });

  test('from paper counts as watched to the end, less its pauses', () => {
    const paper = new Map<string, Leaf>([
      ['from_paper', true],
      ['interval_seconds', 300],
      ['interval_count', 6],
      ['ticks/a', ['on_task', 2, 0, 0, null]],
      ['gaps/p/kind', 'paused'],
      ['gaps/p/from_ms', 2 * MINUTE],
      ['gaps/p/until_ms', 4 * MINUTE],
    ]);
    const observation = fromLeaves(paper, CONFIG.behaviours);
    if (observation === null) throw new Error('a paper is an observation');
    expect(watched(observation, observation.ended ?? 0)).toBe(30 * MINUTE);
  });
});
