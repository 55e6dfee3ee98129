/** What a refusal asks for is done once the log is read on: nothing that was written behind it leaves the tablet for it. */
import { beforeEach, describe, expect, test } from 'vitest';

import { share, unshare } from '../../src/store/house.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { type Kind, parse } from '../../src/sync/entry.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { Tail } from './tail.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, sam, ward, kit]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let vault: string;

beforeEach(async () => {
  world = await World.begin();
  [sam, ward, kit] = [await world.tablet(world.sam), await world.tablet(world.ward), await world.tablet(world.kit)];
  vault = await createVault(sam.replica, 'case');
  await settle([sam, ward]);
  await share(ward.replica, vault, world.kit.id);
  await settle([sam, ward, kit]);
});

async function write({ replica }: Pick<Tablet, 'replica'>, note: string): Promise<string> {
  const record = b64u(newId());
  await save(replica, vault, setChanges(vaultOf(replica, vault).state, record, { _form: 'session', note }));
  return record;
}

const noteOf = (tablet: Tablet, record: string): unknown => view(vaultOf(tablet.replica, vault).state, record)?.fields.get('note')?.value;

async function unsent(tablet: Tablet): Promise<Kind[]> {
  return (await (await tablet.replica.keeper.database()).getAll('outbox')).map(({ entry }) => parse(entry).header.kind);
}

async function aside(tablet: Tablet): Promise<string[]> {
  return (await (await tablet.replica.keeper.database()).getAll('aside')).map(({ entry, code }) => `${parse(entry).header.kind} ${code}`);
}

/** Lets the tablet exchange until its next push, which does not arrive. */
async function cutAtPush(tablet: Tablet): Promise<void> {
  const { fault } = tablet;
  tablet.fault = (url) => (url.endsWith('/push') ? 'unsent' : 'none');
  await expect(tablet.exchange()).rejects.toThrow('no whole answer');
  tablet.fault = fault;
}

describe('new keys that never reached the server, while another tablet was faster', () => {
  test('take nothing with them of what was written under them: all of it is sent under the keys in force', async () => {
    await world.say({ do: 'remove', at: '2026-11-23T09:15:02.123+00:00', member: world.kit.id, counters: new Map() }, world.ann);
    await cutAtPush(sam);
    expect(await unsent(sam)).toEqual(['epoch']);
    const records = [];
    for (let number = 0; number < 5; number += 1) records.push(await write(sam, `note ${number}`));
    await settle([ward]);
    await settle([sam, ward]);
    expect(world.server.late).toHaveLength(0);
    for (const [number, record] of records.entries()) {
      expect([noteOf(sam, record), noteOf(ward, record)], `note ${number}`).toEqual([`note ${number}`, `note ${number}`]);
    }
    expect([await unsent(sam), await aside(sam)]).toEqual([[], []]);
    expect(sam.states()).toEqual(ward.states());
  });

  test('leave no trace where nothing was written behind them: their place was never taken', async () => {
    await world.say({ do: 'remove', at: '2026-11-23T09:15:02.123+00:00', member: world.kit.id, counters: new Map() }, world.ann);
    await cutAtPush(sam);
    await settle([ward]);
    const { seq } = vaultOf(ward.replica, vault).log;
    await sam.start();
    await settle([sam]);
    const record = await write(sam, 'afterwards');
    expect(noteOf(sam, record)).toBe('afterwards');
    await settle([sam, ward]);
    expect(vaultOf(ward.replica, vault).log.seq).toBe(seq + 1);
    expect(noteOf(ward, record)).toBe('afterwards');
    expect(sam.states()).toEqual(ward.states());
  });
});

describe('a void in the place of what was refused', () => {
  test('waits for no network longer than the keys: it is given the epoch in force, and what is behind it goes on', async () => {
    const tail = new Tail(sam, vault);
    await tail.nonsense();
    let pushes = 0;
    sam.fault = (url) => (url.endsWith('/push') && (pushes += 1) > 1 ? 'unsent' : 'none');
    await expect(sam.exchange()).rejects.toThrow('no whole answer');
    sam.fault = () => 'none';
    expect(await unsent(sam)).toEqual(['void']);
    await unshare(ward.replica, vault, world.kit.id);
    await settle([ward]);
    const record = await write(sam, 'behind it');
    await settle([sam, ward]);
    expect(noteOf(ward, record)).toBe('behind it');
    expect([await unsent(sam), await aside(sam), world.server.late.length]).toEqual([[], ['op malformed'], 0]);
  });
});

test('what another tab saves goes behind a tail that was sealed anew meanwhile', async () => {
  const first = await write(sam, 'before the new keys');
  const other = await sam.anotherTab();
  await unshare(ward.replica, vault, world.kit.id);
  await settle([ward]);
  const { fault } = sam;
  let pushes = 0;
  sam.fault = (url) => (url.endsWith('/push') && (pushes += 1) > 1 ? 'unsent' : 'none');
  await expect(sam.exchange()).rejects.toThrow('no whole answer');
  sam.fault = fault;
  const second = await write({ replica: other }, 'in the other tab');
  const [before, behind] = (await (await sam.replica.keeper.database()).getAll('outbox')).map(({ entry }) => parse(entry));
  expect(behind?.header.prev).toEqual(before?.hash);
  await sam.exchange();
  await settle([sam, ward]);
  expect([noteOf(ward, first), noteOf(ward, second)]).toEqual(['before the new keys', 'in the other tab']);
  other.keeper.close();
});
