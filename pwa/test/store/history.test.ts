import { beforeEach, describe, expect, test } from 'vitest';

import { historyOf } from '../../src/store/history.ts';
import { opened, vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId, randomBytes, unb64u } from '../../src/sync/encoding.ts';
import { type Header, signEntry } from '../../src/sync/entry.ts';
import { nextHash } from '../../src/sync/log.ts';
import { type Dot, encodeBody } from '../../src/sync/op.ts';
import { deleteChanges, restoreChanges, setChanges, view } from '../../src/sync/records.ts';
import { sealBody } from '../../src/sync/seal.ts';
import { setAside } from '../../src/sync/vault.ts';
import { epochInForce } from '../../src/sync/vault_log.ts';
import { settle, type Tablet, World } from './tablets.ts';

let world: World;
let sam: Tablet;
let ward: Tablet;
let vault: string;
const record = b64u(newId());

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  await write(sam, { _form: 'session', next_step: 'Try the card.' });
  await settle([sam, ward]);
});

async function write(tablet: Tablet, values: Readonly<Record<string, string>>, of = record): Promise<void> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, of, values));
}

/** What was ever written at a path, in the order of the log: by whom, what, and in the place of what. */
async function written(tablet: Tablet, path = 'next_step'): Promise<readonly (readonly [by: string, value: unknown, over: readonly unknown[]])[]> {
  const { saves } = await historyOf(tablet.replica, vault, record);
  const all = saves.flatMap(({ changes }) => changes).filter((change) => change.path === path);
  const valueAt = (dot: Dot): unknown => all.find((one) => one.dot.join() === dot.join())?.value;
  return all.map(({ dot: [device], value, over }) => [device === b64u(world.sam.device.id) ? 'Sam' : 'Ward', value, over.map(valueAt)]);
}

describe('the history of a record', () => {
  test('still has both sentences of two devices once one of them was chosen, on either and after a restart', async () => {
    await write(sam, { next_step: 'Card in science too.' });
    await write(ward, { next_step: 'Hold until Thursday.' });
    await settle([sam, ward]);
    const chosen = view(vaultOf(ward.replica, vault).state, record)?.fields.get('next_step');
    expect(chosen?.versions).toHaveLength(2);
    await write(ward, { next_step: 'Hold until Thursday.' });
    await settle([sam, ward]);
    expect(view(vaultOf(sam.replica, vault).state, record)?.fields.get('next_step')?.versions).toHaveLength(1);
    const all = await written(sam);
    expect(all.map(([by, value]) => `${by}: ${String(value)}`).sort()).toEqual([
      'Sam: Card in science too.', 'Sam: Try the card.', 'Ward: Hold until Thursday.', 'Ward: Hold until Thursday.',
    ]);
    expect([...(all.at(-1)?.[2] ?? [])].sort()).toEqual(['Card in science too.', 'Hold until Thursday.']);
    expect(await written(ward)).toEqual(all);
    await ward.start();
    expect(await written(ward)).toEqual(all);
  });

  test('has what is not sent yet, and nothing of other records', async () => {
    await write(sam, { next_step: 'Not sent.' });
    await write(sam, { next_step: 'Of another record.' }, b64u(newId()));
    await sam.start();
    const { saves, unread } = await historyOf(sam.replica, vault, record);
    expect(saves.map(({ seq, changes }) => [seq === null, changes.length])).toEqual([[false, 2], [true, 1]]);
    expect(unread).toBe(0);
    await settle([sam, ward]);
    expect((await historyOf(sam.replica, vault, record)).saves.map(({ seq }) => seq === null)).toEqual([false, false]);
  });

  test('says that it was deleted and brought back, and what it said before', async () => {
    const state = () => vaultOf(ward.replica, vault).state;
    await save(ward.replica, vault, deleteChanges(state(), record));
    await save(ward.replica, vault, restoreChanges(state(), record));
    expect((await written(ward, '_deleted')).map(([by, value]) => [by, Array.isArray(value)])).toEqual([['Ward', true], ['Ward', false]]);
    expect(await written(ward)).toHaveLength(1);
  });

  test('is empty for who was shown nothing of the case', async () => {
    const kit = await world.tablet(world.kit);
    await settle([kit]);
    await expect(historyOf(kit.replica, vault, record)).rejects.toThrow('no such vault');
  });
});

/** A colleague who can read the case signs, as if it were Sam, under his next number; the server helps. */
async function forge(words: string): Promise<void> {
  const found = vaultOf(ward.replica, vault);
  const epoch = epochInForce(found.log)?.id ?? '';
  const key = found.keys.get(epoch);
  const shelf = world.server.shelves.get(vault);
  const last = shelf?.entries.findLast(({ header }) => b64u(header.device) === b64u(world.sam.device.id));
  if (key === undefined || shelf === undefined || last === undefined) throw new Error('there is nothing to forge on');
  const header: Header = {
    ...last.header, kind: 'op', epoch: unb64u(epoch), counter: last.header.counter + 1, prev: last.hash, opId: newId(), blobs: [],
  };
  const body = encodeBody({
    at: '2026-11-23T11:00:00.000+00:00', drift: null, catalogue: 1, changes: [{ path: `${record}/next_step`, value: words, over: [] }],
  });
  const entry = await signEntry(world.suite, header, await sealBody(world.suite, key, header, body, randomBytes), opened(ward.replica).identity.device.sign);
  shelf.entries.push(entry);
  shelf.hashes.push(nextHash(shelf.log.logHash, entry.hash));
  setAside(shelf.log, entry, 'bad_signature');
}

test('words that somebody put into another’s mouth are no part of the history, also once that number is taken', async () => {
  await forge('I hit him.');
  await settle([sam, ward]);
  await write(sam, { next_step: 'Meet on Friday.' });
  await settle([sam, ward]);
  for (const tablet of [sam, ward]) {
    await tablet.start();
    expect((await written(tablet)).map(([, value]) => value)).toEqual(['Try the card.', 'Meet on Friday.']);
    expect(await (await tablet.replica.keeper.database()).getAll('aside')).toMatchObject([{ code: 'bad_signature' }]);
  }
});
