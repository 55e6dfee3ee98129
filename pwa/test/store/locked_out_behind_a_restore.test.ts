/**
 * Somebody is locked out of a server that was set back and has not been given back what it lost: the lock-out names too little, and
 * yet nobody's words are lost, and nobody who is out adds any.
 */
import { beforeEach, expect, test } from 'vitest';

import { lockOut, remove } from '../../src/store/administration.ts';
import { push } from '../../src/store/api.ts';
import { beginningWith } from '../../src/store/db.ts';
import { handOver } from '../../src/store/hand_in.ts';
import { share, unshare } from '../../src/store/house.ts';
import { takeLate, waitingForMe } from '../../src/store/late.ts';
import { opened, vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { parse } from '../../src/sync/entry.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, ann, sam, phone, ward]: readonly [World, Tablet, Tablet, Tablet, Tablet] = [] as never;

beforeEach(async () => {
  world = await World.begin();
  phone = await world.anotherTablet(world.sam, 'phone');
  [ann, sam, ward] = [await world.tablet(world.ann), await world.tablet(world.sam), await world.tablet(world.ward)];
  await settle([ann, sam, phone, ward]);
});

const write = (tablet: Tablet, vault: string, note: string): Promise<unknown> =>
  save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, b64u(newId()), { _form: 'session', note }));

/** Every note that a tablet reads, in whatever case. */
function notes(tablet: Tablet): unknown[] {
  const states = [...opened(tablet.replica).vaults.values()].map(({ state }) => state);
  const leaves = states.flatMap((state) => [...state.leaves.values()].flatMap((paths) => [...paths]));
  return leaves.flatMap(([path, standing]) => (path.endsWith('/note') ? standing.map(({ value }) => value) : [])).sort();
}

async function takeAll(tablet: Tablet): Promise<void> {
  for (const late of await waitingForMe(tablet.replica)) await takeLate(tablet.replica, late);
}

const unsent = async (tablet: Tablet): Promise<number> => (await tablet.replica.keeper.database()).count('outbox');

/** What stands aside on a tablet, but for what goes along for the keys. */
const saved = async (tablet: Tablet): Promise<readonly (readonly [string, boolean])[]> =>
  (await (await tablet.replica.keeper.database()).getAll('aside')).filter(({ entry }) => parse(entry).header.kind === 'op')
    .map(({ code, mine }) => [code, mine]);

const ACTS: readonly (readonly [string, readonly ['phone', 'ward'] | readonly ['ward'], () => Promise<void>])[] = [
  ['removed', ['ward'], () => remove(ann.replica, world.sam.id)],
  ['locked out', ['phone', 'ward'], () => lockOut(ann.replica, b64u(world.sam.device.id))],
];

test.each(ACTS)('a case begun since the backup is handed in whole and taken into a new one: %s', async (_, names, act) => {
  const backup = world.server.backup();
  const vault = await createVault(sam.replica, 'case');
  await write(sam, vault, '1 on the tablet');
  await settle([sam, ward, phone]);
  await write(ward, vault, '2 sent by Ms Ward');
  await ward.exchange();
  await write(ward, vault, '3 not sent yet');
  await world.server.setBack(backup);
  await ann.exchange();
  await act();
  await expect(sam.exchange()).rejects.toMatchObject({ code: 'revoked_device' });
  const present = names.map((name) => ({ phone, ward })[name]);
  await settle([...present, ann]);
  expect(await Promise.all(present.map(unsent))).toEqual(present.map(() => 0));
  expect(new Set((await saved(ward)).map(String))).toEqual(new Set(['beyond_revocation,true']));
  expect(notes(ward)).toEqual([]);
  await takeAll(ward);
  await settle([...present, ann]);
  for (const tablet of present) {
    expect(notes(tablet), tablet.name).toEqual(['1 on the tablet', '2 sent by Ms Ward', '3 not sent yet']);
    expect(await saved(tablet), tablet.name).toEqual([]);
  }
  expect(await waitingForMe(ward.replica)).toEqual([]);
});

test('what was written in a case that the backup has waits for a decision too', async () => {
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward, phone, ann]);
  const backup = world.server.backup();
  await write(sam, vault, 'lost with the server');
  await settle([sam, phone]);
  await write(phone, vault, 'the phone’s, behind it');
  await phone.exchange();
  await world.server.setBack(backup);
  await ann.exchange();
  await lockOut(ann.replica, b64u(world.sam.device.id));
  await settle([phone, ward]);
  expect(notes(ward)).toEqual(['the phone’s, behind it']);
  await takeAll(ward);
  await settle([ward, phone]);
  expect([notes(phone), await saved(phone)]).toEqual([['lost with the server', 'the phone’s, behind it'], []]);
});

test('what others wrote under keys that the locked-out tablet made is sent under those in force', async () => {
  const desk = await world.anotherTablet(world.ward, 'desk');
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward, phone, desk, ann]);
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, desk, ann]);
  const backup = world.server.backup();
  await unshare(ward.replica, vault, world.kit.id);
  await settle([ward, sam]);
  await write(sam, vault, 'under the new keys');
  await settle([sam]);
  await world.server.setBack(backup);
  await ann.exchange();
  await lockOut(ann.replica, b64u(world.ward.device.id));
  await settle([sam, desk, phone]);
  expect([notes(desk), notes(phone)]).toEqual([['under the new keys'], ['under the new keys']]);
  expect([await unsent(sam), await saved(sam)]).toEqual([0, []]);
});

// Who is out and would come in again -----------------------------------------------------------------------

/** A word, and keys of its own making, signed on the locked-out tablet after it was locked out of a server that was set back. */
async function madeByWhoIsOut(vault: string): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  await world.server.setBack(world.server.backup());
  await ann.exchange();
  await lockOut(ann.replica, b64u(world.ward.device.id));
  await settle([sam, phone]);
  await write(ward, vault, 'written after the lock-out');
  await unshare(ward.replica, vault, world.kit.id);
  const rows = await (await ward.replica.keeper.database()).getAll('outbox', beginningWith(vault));
  return rows.map(({ entry }) => entry);
}

async function sharedCase(): Promise<string> {
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward, phone, ann]);
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, phone]);
  return vault;
}

test('nobody who is out adds anything by having it given back', async () => {
  const vault = await sharedCase();
  const forged = await madeByWhoIsOut(vault);
  const before = [sam.states(), phone.states()];
  const [result] = await push(phone.replica.line, [{ vault, entries: forged }], true);
  const codes = result !== undefined && 'error' in result ? result.error.entries.map(([, code]) => code) : [];
  expect([codes.length, new Set(codes)]).toEqual([3, new Set(['beyond_revocation'])]);
  await settle([sam, phone]);
  expect([sam.states(), phone.states()]).toEqual(before);
  await write(sam, vault, 'everybody goes on');
  await settle([sam, phone]);
  expect(notes(phone)).toEqual(['everybody goes on']);
});

test('handed in by a friend it waits for a decision like everything else', async () => {
  const vault = await sharedCase();
  const forged = await madeByWhoIsOut(vault);
  await handOver(phone.replica, opened(phone.replica), vault, forged.map((data) => parse(data)));
  await settle([sam, phone]);
  expect([notes(sam), notes(phone)]).toEqual([[], []]);
  expect((await waitingForMe(sam.replica)).map(({ member }) => member)).toEqual([world.ward.id]);
});

test('who is removed before their tablet has given back a case hands in what it had not sent there, and what it had', async () => {
  const backup = world.server.backup();
  const vault = await createVault(sam.replica, 'case');
  await write(sam, vault, 'given back');
  await settle([sam]);
  await world.server.setBack(backup);
  await ann.exchange();
  sam.fault = (url) => (url.endsWith('/push') ? 'unsent' : 'none');
  await expect(sam.exchange()).rejects.toThrow();
  await write(sam, vault, 'not sent yet');
  sam.fault = () => 'none';
  await remove(ann.replica, world.sam.id);
  await expect(sam.exchange()).rejects.toMatchObject({ code: 'revoked_device' });
  expect(await unsent(sam)).toBe(0);
  await settle([ward]);
  await takeAll(ward);
  expect(notes(ward)).toEqual(['given back', 'not sent yet']);
});

test('on a server’s word alone nothing goes out of what is merged', async () => {
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward, ann]);
  const backup = world.server.backup();
  await write(sam, vault, 'nobody was locked out');
  await settle([sam, ward]);
  await world.server.setBack(backup);
  await ann.exchange();
  world.server.refusing = ({ header }) => (header.kind === 'op' ? 'beyond_revocation' : null);
  await ward.exchange();
  expect([notes(ward), await saved(ward)]).toEqual([['nobody was locked out'], [['beyond_revocation', false]]]);
  expect(world.server.late).toEqual([]);
});

test('what replaces what a tablet that was set back had written under a name twice replaces that alone', async () => {
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward]);
  const copy = await sam.copy();
  const record = b64u(newId());
  const say = (note: string): Promise<unknown> => save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { note }));
  await say('sent before the copy came back');
  await settle([sam, ward]);
  await sam.restore(copy);
  await say('under the same name');
  await say('in the place of that');
  await world.say({ do: 'remove', at: '2026-11-23T09:15:02.123+00:00', member: world.sam.id, counters: new Map([[b64u(world.sam.device.id), new Map([[vault, 3]])]]) }, world.ann);
  await expect(sam.exchange()).rejects.toMatchObject({ code: 'revoked_device' });
  await settle([ward]);
  await takeAll(ward);
  await settle([ward]);
  expect(notes(ward)).toEqual(['in the place of that', 'sent before the copy came back']);
});
