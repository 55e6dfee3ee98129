import { beforeEach, describe, expect, test, vi } from 'vitest';

import { MAX_BATCH_ENTRIES } from '../../src/generated/limits.ts';
import { createVault, save } from '../../src/store/save.ts';
import { opened, vaultOf } from '../../src/store/replica.ts';
import { b64u, newId, parseInstant, unb64u } from '../../src/sync/encoding.ts';
import type { Value } from '../../src/sync/op.ts';
import { setChanges } from '../../src/sync/records.ts';
import { parseReminder, type Reminder, verifyReminder } from '../../src/sync/reminder.ts';
import { settle, type Tablet, World } from './tablets.ts';

/** The world begins on Monday 23 November 2026, a quarter past nine. */
const REVIEW = '2026-12-09';

describe('reminders', () => {
  let world: World;
  let sam: Tablet;
  let vault: string;

  beforeEach(async () => {
    world = await World.begin();
    sam = await world.tablet(world.sam);
    vault = await createVault(sam.replica, 'case');
  });

  async function write(record: string, values: Record<string, Value>, by = sam): Promise<string> {
    await save(by.replica, vault, setChanges(vaultOf(by.replica, vault).state, record, values));
    return record;
  }

  const plan = (review: string): Promise<string> => write(b64u(newId()), { _form: 'action_plan', review_date: review });
  const rows = (): Reminder[] => world.server.reminders.map((data) => parseReminder(data));

  function windows({ terms }: Reminder): string[] {
    return terms.windows.map(({ start, end }) => `${new Date(start).toISOString()} ${new Date(end).toISOString()}`);
  }

  test('a review date becomes a signed row with its windows, once the plan is sent', async () => {
    await plan(REVIEW);
    expect(rows()).toEqual([]);
    await settle([sam]);
    const [row, ...others] = rows();
    if (row === undefined) throw new Error('nothing was stated');
    expect(others).toEqual([]);
    expect(windows(row)).toEqual([
      '2026-12-08T08:00:00.000Z 2026-12-08T16:00:00.000Z', '2026-12-09T08:00:00.000Z 2026-12-09T16:00:00.000Z',
    ]);
    expect([row.terms.kind, row.terms.to.map((member) => b64u(member))]).toEqual(['review_due', [world.sam.id]]);
    expect(await verifyReminder(world.suite, row, world.sam.device.signPublic)).toBe(true);
    const log = world.server.shelves.get(vault)?.entries ?? [];
    expect(log.map(({ header }) => b64u(header.opId))).toContain(b64u(row.terms.op));
  });

  test('it is stated once, and the line manager’s tablet states the same', async () => {
    const ward = await world.tablet(world.ward);
    await plan(REVIEW);
    await settle([sam]);
    await settle([sam]);
    expect(rows()).toHaveLength(1);
    await settle([ward]);
    const [one, other, ...more] = rows();
    expect(more).toEqual([]);
    expect(other?.terms).toEqual(one?.terms);
  });

  test('a plan that was reviewed, whoever did it, takes its row back', async () => {
    const ward = await world.tablet(world.ward);
    const record = await plan(REVIEW);
    await settle([sam, ward]);
    await write(record, { reviewed_on: REVIEW }, ward);
    await settle([ward]);
    const last = rows().at(-1);
    expect([last?.terms.windows, last?.terms.to, b64u(last?.terms.place.id ?? unb64u(''))]).toEqual(
      [[], [], b64u(rows()[0]?.terms.place.id ?? unb64u(''))]);
  });

  test('a review that sets the next one moves the row to that day', async () => {
    const record = await plan(REVIEW);
    await settle([sam]);
    await write(record, { reviewed_on: REVIEW, review_date: '2027-01-20' });
    await settle([sam]);
    const [first, next, ...others] = rows();
    if (first === undefined || next === undefined) throw new Error('nothing was stated');
    expect(others).toEqual([]);
    expect(windows(next)).toEqual([
      '2027-01-19T08:00:00.000Z 2027-01-19T16:00:00.000Z', '2027-01-20T08:00:00.000Z 2027-01-20T16:00:00.000Z',
    ]);
    expect(next.terms.place).toEqual(first.terms.place);
  });

  test('a plan that is followed by another, and the plan of a case that is closed, take their rows back', async () => {
    const ward = await world.tablet(world.ward);
    await plan(REVIEW);
    await settle([sam, ward]);
    const next = await write(b64u(newId()), { _form: 'action_plan', start_date: '2026-11-23', review_date: '2027-01-20' }, ward);
    await settle([ward, sam]);
    const [first] = rows();
    const standing = (): Map<string, number> => new Map(rows().map(({ terms }) => [b64u(terms.place.id), terms.windows.length]));
    expect(standing()).toEqual(new Map([[b64u(first?.terms.place.id ?? unb64u('')), 0], [expect.any(String), 2]]));
    await write(b64u(newId()), { _form: 'case', stage: 'closed' });
    await settle([sam]);
    expect([...standing().values()]).toEqual([0, 0]);
    expect(next).not.toBe('');
  });

  test('a plan comes back into force when the one after it was about somebody else', async () => {
    await plan(REVIEW);
    const other = await write(b64u(newId()), { _form: 'action_plan', start_date: '2026-11-23', review_date: '2027-01-20' });
    await settle([sam]);
    await write(other, { _withdrawn_at: '2026-11-23T10:00:00.000+00:00' });
    await settle([sam]);
    expect(rows().map(({ terms }) => terms.windows.length)).toEqual([0, 2, 2, 0]);
  });

  test('who plans something for this morning is not told of it at once', async () => {
    await write(b64u(newId()), { _form: 'appointment', starts: '2026-11-23T14:00:00.000+00:00' });
    const tomorrow = await write(b64u(newId()), { _form: 'appointment', starts: '2026-11-24T10:30:00.000+00:00', mentor: world.sam.id });
    expect(tomorrow).not.toBe('');
    await settle([sam]);
    expect(rows().flatMap(windows)).toEqual(['2026-11-24T08:00:00.000Z 2026-11-24T10:30:00.000Z']);
  });

  test('what is past is not stated, and no other record asks for anything', async () => {
    await plan('2025-06-02');
    await write(b64u(newId()), { _form: 'session', note: 'Settled.', review_date: REVIEW });
    world.server.now = parseInstant('2027-06-01T09:00:00.000+00:00');
    await settle([sam]);
    expect(rows()).toEqual([]);
  });

  test('of what is past nobody looks in the log who wrote it: it is most of what there is at an unlock', async () => {
    await plan(REVIEW);
    for (let month = 1; month < 9; month += 1) await plan(`2026-0${month}-02`);
    await write(b64u(newId()), { _form: 'appointment', starts: '2026-11-24T10:30:00.000+00:00' });
    world.server.now = parseInstant('2027-06-01T09:00:00.000+00:00');
    await settle([sam]);
    // As after an unlock.
    opened(sam.replica).reminded.clear();
    const looked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await settle([sam]);
    expect(looked.mock.calls.filter(([table]) => table === 'runs')).toEqual([]);
    looked.mockRestore();
    expect(rows()).toEqual([]);
  });

  test('a row that the server leaves out is stated again, and no other', async () => {
    const [one, other] = [await plan(REVIEW), await write(b64u(newId()), { _form: 'appointment', starts: '2026-11-24T10:30:00.000+00:00' })];
    expect(one).not.toBe(other);
    world.server.refusingRow = (data) => (parseReminder(data).terms.kind === 'review_due' ? 'not_found' : null);
    await settle([sam]);
    expect(rows().map(({ terms }) => terms.kind)).toEqual(['appointments_today']);
    world.server.refusingRow = () => null;
    await settle([sam]);
    await settle([sam]);
    expect(rows().map(({ terms }) => terms.kind)).toEqual(['appointments_today', 'review_due']);
  });

  test('more rows of one case than a batch holds are stated all', async () => {
    const changes = Array.from({ length: MAX_BATCH_ENTRIES + 3 }, () =>
      setChanges(vaultOf(sam.replica, vault).state, b64u(newId()), { _form: 'appointment', starts: '2026-11-24T10:30:00.000+00:00' })).flat();
    await save(sam.replica, vault, changes);
    await settle([sam]);
    expect(new Set(rows().map(({ terms }) => b64u(terms.place.id))).size).toBe(MAX_BATCH_ENTRIES + 3);
  });

  test('a server that was set back to a backup is told anew', async () => {
    const ann = await world.tablet(world.ann);
    const backup = world.server.backup();
    await plan(REVIEW);
    await settle([sam]);
    const [before] = rows();
    world.server.reminders = [];
    await world.server.setBack(backup);
    await settle([ann, sam]);
    expect(rows().map(({ terms }) => terms)).toEqual([before?.terms]);
  });

  test('a tablet that was locked when it sent states its rows at the next unlock', async () => {
    await plan(REVIEW);
    await sam.startLocked();
    await sam.exchange();
    expect(rows()).toEqual([]);
    await sam.unlock();
    await settle([sam]);
    expect(rows()).toHaveLength(1);
  });
});
