/** Who is shut out, by whatever way they hear of it, hands in what they had not sent; and comes back, if they do, without a trace. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { freshId } from '../../src/store/index.ts';
import type { Beside } from '../../src/store/index.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u } from '../../src/sync/encoding.ts';
import { view } from '../../src/sync/records.ts';
import { Glass, passwordOf } from './glass.ts';
import { settle, type Tablet, World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let world: World;
let glass: Glass;

beforeEach(async () => {
  world = await World.begin();
  glass = await Glass.of(world, [world.sam, world.kit]);
});
afterEach(() => { glass.end(); });

/** Sam's case on the tablet, sent, and a word in it that is not. */
async function unsentWord(): Promise<Beside> {
  const tab = await glass.open(world.sam);
  const vault = await tab.createVault('case');
  await tab.exchange();
  glass.isOffline = true;
  await tab.saveChanges(vault, [{ path: `${freshId()}/notes`, value: 'not sent yet', over: [] }]);
  await tab.door.lock();
  return tab;
}

const handedIn = (): string[] => world.server.late.map(({ entry }) => entry.header.kind);
const notSent = (tab: Beside): number | undefined => tab.known.value.find(({ handle }) => handle === 'Sam')?.notSent;

describe('on a tablet where somebody else was at work meanwhile', () => {
  test('who left the school hands in as soon as they are refused at the door', async () => {
    const tab = await unsentWord();
    await world.say({ do: 'remove', at: AT, member: world.sam.id, counters: new Map() }, world.ann);
    glass.isOffline = false;
    await tab.door.unlock(glass.databaseOf(world.kit), passwordOf(world.kit));
    await tab.exchange();
    expect([handedIn(), notSent(tab)]).toEqual([[], 1]);
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    await tab.exchange();
    expect(tab.trouble.value).toBe('revoked_device');
    expect(handedIn()).toEqual(['op']);
    expect(tab.read.about.value.aside.map(({ code, mine }) => [code, mine])).toEqual([['revoked_device', true]]);
    expect(tab.read.about.value.unsentCount).toBe(0);
  });

  test('a tablet that was locked out does so too, and once more where the line broke in between', async () => {
    const tab = await unsentWord();
    await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map() }, world.ann);
    glass.isOffline = false;
    await tab.door.unlock(glass.databaseOf(world.kit), passwordOf(world.kit));
    await tab.exchange();
    glass.cut = (url) => url.endsWith('/late');
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    await tab.exchange();
    expect([handedIn(), tab.read.about.value.unsentCount]).toEqual([[], 1]);
    glass.cut = () => false;
    await tab.exchange();
    expect([handedIn(), tab.read.about.value.unsentCount]).toEqual([['op'], 0]);
  });
});

test('an account that was renewed hands in once its new password is given on the old tablet', async () => {
  const tab = await unsentWord();
  glass.browser.member = null;
  await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map() }, world.ann);
  await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
  await vi.waitFor(() => { expect(tab.trouble.value).toBe('unreachable'); });
  glass.isOffline = false;
  await expect(tab.mine.signInWith('the new password')).rejects.toThrow('revoked_device');
  expect(handedIn()).toEqual(['op']);
  expect(tab.trouble.value).toBe('revoked_device');
  await tab.door.lock();
  expect(tab.known.value.map(({ handle, ended }) => [handle, ended])).toEqual(expect.arrayContaining([['Sam', true], ['Kit', false]]));
});

describe('more than one request may hold', () => {
  let [sam, vault]: readonly [Tablet, string] = [] as never;

  beforeEach(async () => {
    sam = await world.tablet(world.sam);
    vault = await createVault(sam.replica, 'case');
    await settle([sam]);
    await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map() }, world.ann);
  });

  const write = (text: string): Promise<unknown> => save(sam.replica, vault, [{ path: `${freshId()}/notes`, value: text, over: [] }]);
  const count = async (table: 'outbox' | 'aside'): Promise<number> => (await sam.replica.keeper.database()).count(table);

  test('by number is handed in in parts', async () => {
    for (let number = 0; number < 501; number += 1) await write(`note ${number}`);
    await expect(sam.exchange()).rejects.toThrow('revoked_device');
    expect([handedIn().length, await count('outbox'), await count('aside')]).toEqual([501, 0, 501]);
  });

  test('by size too, and what was handed in before the line broke is not handed in again', async () => {
    for (let number = 0; number < 24; number += 1) await write(`${number}`.padEnd(60_000, '.'));
    let requests = 0;
    sam.fault = (url) => (url.endsWith('/late') && (requests += 1) === 2 ? 'unsent' : 'none');
    await expect(sam.exchange()).rejects.toThrow('no whole answer');
    const first = handedIn().length;
    expect(first).toBeGreaterThan(0);
    expect([await count('outbox'), await count('aside')]).toEqual([24 - first, first]);
    await write('written in between');
    await expect(sam.exchange()).rejects.toThrow('revoked_device');
    expect(world.server.late.map(({ entry }) => entry.header.counter)).toEqual(Array.from({ length: 25 }, (_, place) => place + 3));
    expect([await count('outbox'), await count('aside')]).toEqual([0, 25]);
    expect(requests).toBeGreaterThan(3);
  });
});

describe('whose role allows it no more', () => {
  let [sam, ward, vault]: readonly [Tablet, Tablet, string] = [] as never;

  beforeEach(async () => {
    [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
    vault = await createVault(sam.replica, 'case');
    await settle([sam, ward]);
  });

  const write = async (text: string): Promise<string> => {
    const record = freshId();
    await save(sam.replica, vault, [{ path: `${record}/notes`, value: text, over: [] }]);
    return record;
  };
  const roles = (given: readonly string[]): Promise<void> => world.say({ do: 'roles', at: AT, member: world.sam.id, roles: given }, world.ann);
  const unsent = async (): Promise<number> => (await sam.replica.keeper.database()).count('outbox');

  test('hands in what was written before they heard of it, and no voids', async () => {
    for (const text of ['one', 'two', 'three']) await write(text);
    await roles(['colleague']);
    await sam.exchange();
    expect(handedIn()).toEqual(['op', 'op', 'op']);
    const rows = await (await sam.replica.keeper.database()).getAll('aside');
    expect([rows.map(({ code }) => code), await unsent()]).toEqual([['not_allowed', 'not_allowed', 'not_allowed'], 0]);
  });

  test('goes on behind it once they may again: no number is used twice', async () => {
    await write('handed in');
    await roles(['colleague']);
    await sam.exchange();
    await roles(['mentor']);
    await sam.exchange();
    const record = await write('sent as ever');
    await settle([sam, ward]);
    expect(view(vaultOf(ward.replica, vault).state, record)?.fields.get('notes')?.value).toBe('sent as ever');
    const [late] = world.server.late;
    const log = world.server.shelves.get(vault)?.entries ?? [];
    expect(log.slice(-2).map(({ header }) => [header.kind, header.counter])).toEqual([['void', late?.entry.header.counter], ['op', 4]]);
    expect([await unsent(), sam.states()]).toEqual([0, ward.states()]);
  });
});
