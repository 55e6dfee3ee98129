/**
 * A device set back to an older state (a restored tablet, a copied profile) goes on under a new id (`docs/client.md`).
 *
 * Its counters were used already by entries that it does not remember. Two entries with one dot would part the replicas for
 * ever, so its unsent tail is written anew under a new device, which the member's account certifies.
 */
import { b64u, type Bytes, formatInstant, HASH_SIZE, Refused, same } from '../sync/encoding.ts';
import { type Entry, parse, signEntry } from '../sync/entry.ts';
import { deviceKey, type DeviceKey, newDevice } from '../sync/keys.ts';
import { type Dot, encodeBody, parseBody } from '../sync/op.ts';
import { openBody, sealBody } from '../sync/seal.ts';
import { say } from './administration.ts';
import { inOneStep, type VaultRow } from './db.ts';
import { behindOf, type Fresh } from './fresh.ts';
import { accountOf, lockOf, putIdentity, sealIdentity, type Identity } from './identity.ts';
import { entriesAfter } from './log_rows.ts';
import { whileSaving } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import { outboxVaults } from './send.ts';
import { type OpenVault, takeKeys } from './vaults.ts';

/** Whether the log holds entries of this device that it does not remember, or others than it remembers. */
export async function isSetBack(replica: Replica, open: Opened, fresh: Fresh): Promise<boolean> {
  const database = await replica.keeper.database();
  for (const row of await database.getAll('vaults')) {
    if (row.appliedSeq < row.fetchedSeq && await isAheadOf(replica, open.identity.device.id, row, fresh)) return true;
  }
  return false;
}

async function isAheadOf(replica: Replica, own: Bytes, row: VaultRow, fresh: Fresh): Promise<boolean> {
  const database = await replica.keeper.database();
  const [chain, outbox, entries] = await Promise.all([
    database.get('chains', row.vault),
    database.getAll('outbox', IDBKeyRange.bound([row.vault], [row.vault, []])),
    behindOf(replica, row, fresh),
  ]);
  const unsent = new Map(outbox.map(({ counter, entry }) => [counter, parse(entry).signed]));
  return entries.some(({ entry: { header: { device, counter }, signed } }) => {
    if (!same(device, own)) return false;
    return counter > (chain?.counter ?? 0) || !same(unsent.get(counter) ?? signed, signed);
  });
}

/** Certify a new device id, write the unsent tails anew under it, and build the merged state anew. */
export async function takeNewDevice(replica: Replica, open: Opened): Promise<void> {
  const { id, seed } = newDevice(replica.random);
  const device = await deviceKey(replica.suite, id, seed);
  const at = formatInstant(replica.clock());
  await say(replica, open, { do: 'device', at, member: open.identity.member, device: b64u(id), key: device.signPublic });
  const identity: Identity = { ...open.identity, device, deviceSeed: seed };
  const rows = await (await replica.keeper.database()).getAll('vaults');
  await withAllLocks(replica, rows.map(({ vault }) => vault), async () => {
    await changeDevice(replica, open, identity);
    open.identity = identity;
    replica.account = { ...replica.account, device: b64u(id) };
    // The new device has said nothing yet on how far it is.
    replica.heard = { ...replica.heard, checkpointed: new Map() };
    for (const { vault } of rows) await refresh(replica, open, vault);
  });
  for (const { vault } of rows) replica.listener.changed(vault, null);
  replica.listener.about();
}

/** Hold the locks of all vaults: nothing may be saved under the old id meanwhile. Always in one order. */
function withAllLocks(replica: Replica, vaults: readonly string[], work: () => Promise<void>): Promise<void> {
  const [first, ...others] = vaults;
  return first === undefined
    ? work()
    : whileSaving(replica.keeper.name, first, () => withAllLocks(replica, others, work));
}

async function changeDevice(replica: Replica, open: Opened, identity: Identity): Promise<void> {
  const database = await replica.keeper.database();
  const account = await accountOf(database);
  if (account === null) throw new Error('nobody is known in this database');
  const sealed = await sealIdentity(replica.suite, identity, lockOf(account), replica.random);
  const tails = new Map<string, Entry[]>();
  for (const vault of await outboxVaults(database)) {
    const rows = await database.getAll('outbox', IDBKeyRange.bound([vault], [vault, []]));
    const found = await refresh(replica, open, vault);
    if (found === null) continue;
    // The key that the tail was sealed under may stand in what is fetched and not applied.
    const ahead = await entriesAfter(database, vault, found.log.seq);
    await takeKeys(replica.suite, open.identity, found, ahead.map(({ bytes }) => parse(bytes)));
    tails.set(vault, await writeAnew(replica, open.identity, found, rows.map(({ entry }) => parse(entry)), identity.device));
  }
  await inOneStep(database, ['meta', 'chains', 'outbox', 'states', 'vaults'], async (step) => {
    const [chains, unsent, vaults] = [step.objectStore('chains'), step.objectStore('outbox'), step.objectStore('vaults')];
    await Promise.all([putIdentity(step, sealed), chains.clear(), unsent.clear(), step.objectStore('states').clear()]);
    for (const row of await vaults.getAll()) await vaults.put({ ...row, era: row.era + 1 });
    await Promise.all([...tails].flatMap(([vault, tail]) => tail.flatMap((entry) => [
      unsent.put({ vault, counter: entry.header.counter, entry: entry.bytes }),
      chains.put({ vault, counter: entry.header.counter, prev: entry.hash }),
    ])));
  });
}

/** The tail as the first entries of `device`. What an op of the tail replaces of the tail is named by its new dots. */
async function writeAnew(
  replica: Replica, before: Identity, vault: OpenVault, tail: readonly Entry[], device: DeviceKey,
): Promise<Entry[]> {
  const places = new Map(tail.map(({ header }, place) => [header.counter, place + 1]));
  const [old, now] = [b64u(before.device.id), b64u(device.id)];
  const moved = (dot: Dot): Dot => {
    const place = dot[0] === old ? places.get(dot[1]) : undefined;
    return place === undefined ? dot : [now, place, dot[2]];
  };
  const written: Entry[] = [];
  let prev: Bytes = new Uint8Array(HASH_SIZE);
  for (const entry of tail) {
    const header = { ...entry.header, device: device.id, counter: written.length + 1, prev };
    const body = header.kind === 'op' ? await sealedAnew(replica, vault, entry, header, moved) : entry.body;
    const made: Entry = await signEntry(replica.suite, header, body, device.sign);
    written.push(made);
    prev = made.hash;
  }
  return written;
}

async function sealedAnew(
  { suite, random }: Replica, vault: OpenVault, entry: Entry, header: Entry['header'], moved: (dot: Dot) => Dot,
): Promise<Bytes> {
  const key = vault.keys.get(b64u(header.epoch));
  if (key === undefined) throw new Refused('no key opens what was written here', 'cannot_open');
  const said = parseBody(await openBody(suite, key, entry));
  const changes = said.changes.map((change) => ({ ...change, over: change.over.map(moved) }));
  return sealBody(suite, key, header, encodeBody({ ...said, changes }), random);
}
