/**
 * A device set back to an older state goes on under a new id (`docs/client.md`); whether it was: `setback.ts`.
 *
 * Its counters were used already by entries that it does not remember. Two entries with one dot would part the replicas for
 * ever, so its unsent tail is written anew under a new device, which the member's account certifies.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { b64u, type Bytes, formatInstant, HASH_SIZE, Refused, same } from '../sync/encoding.ts';
import { type Entry, parse, signEntry, verifyEntry } from '../sync/entry.ts';
import { deviceKey, type DeviceKey, newDevice } from '../sync/keys.ts';
import { type Change, type Dot, encodeBody, type OpBody, parseBody, type Scalar } from '../sync/op.ts';
import { DELETED } from '../sync/records.ts';
import { openBody, sealBody } from '../sync/seal.ts';
import { say } from './administration.ts';
import { inOneStep } from './db.ts';
import { accountOf, lockOf, putIdentity, sealIdentity, type Identity } from './identity.ts';
import { entriesAfter } from './log_rows.ts';
import { whileSavingAll } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import { outboxVaults } from './send.ts';
import { type OpenVault, takeKeys } from './vaults.ts';

/** Certify a new device id, write the unsent tails anew under it, and build the merged state anew. */
export async function takeNewDevice(replica: Replica, open: Opened): Promise<void> {
  const { id, seed } = newDevice(replica.random);
  const device = await deviceKey(replica.suite, id, seed);
  const at = formatInstant(replica.clock());
  await say(replica, open, { do: 'device', at, member: open.identity.member, device: b64u(id), key: device.signPublic });
  const identity: Identity = { ...open.identity, device, deviceSeed: seed };
  const rows = await (await replica.keeper.database()).getAll('vaults');
  // Nothing may be saved under the old id meanwhile.
  await whileSavingAll(replica.keeper.name, rows.map(({ vault }) => vault), async () => {
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

async function changeDevice(replica: Replica, open: Opened, identity: Identity): Promise<void> {
  const database = await replica.keeper.database();
  const account = await accountOf(database);
  if (account === null) throw new Error('nobody is known in this database');
  const sealed = await sealIdentity(replica.suite, identity, lockOf(account), replica.random);
  const tails = new Map<string, Entry[]>();
  const aside: Shut[] = [];
  for (const vault of await outboxVaults(database)) {
    const rows = await database.getAll('outbox', IDBKeyRange.bound([vault], [vault, []]));
    const found = await refresh(replica, open, vault);
    if (found === null) continue;
    // The key that the tail was sealed under may stand in what is fetched and not applied.
    const ahead = await entriesAfter(database, vault, found.log.seq);
    await takeKeys(replica.suite, open.identity, found, ahead.map(({ bytes }) => parse(bytes)));
    const tail = await neverSent(replica, open.identity.device, vault, rows.map(({ entry }) => parse(entry)));
    const { said, shut } = await opened(replica, found, tail);
    tails.set(vault, await writeAnew(replica, open.identity, found, said, identity.device));
    aside.push(...shut);
  }
  await inOneStep(database, ['meta', 'chains', 'outbox', 'aside', 'states', 'vaults'], async (step) => {
    const [chains, unsent, vaults] = [step.objectStore('chains'), step.objectStore('outbox'), step.objectStore('vaults')];
    await Promise.all([
      putIdentity(step, sealed), chains.clear(), unsent.clear(), step.objectStore('states').clear(),
      ...aside.map(({ entry: { bytes: entry }, vault, code }) =>
        step.objectStore('aside').add({ vault, seq: null, code, entry, mine: true, settled: false })),
    ]);
    for (const row of await vaults.getAll()) await vaults.put({ ...row, era: row.era + 1 });
    await Promise.all([...tails].flatMap(([vault, tail]) => tail.flatMap((entry) => [
      unsent.put({ vault, counter: entry.header.counter, entry: entry.bytes }),
      chains.put({ vault, counter: entry.header.counter, prev: entry.hash }),
    ])));
  });
}

/** Of a tail what the log has not: what was sent after the copy was made stands there, under the name it had. */
async function neverSent(replica: Replica, own: DeviceKey, vault: string, tail: readonly Entry[]): Promise<Entry[]> {
  const there = new Set<string>();
  for (const { bytes } of await entriesAfter(await replica.keeper.database(), vault, 0)) {
    const entry = parse(bytes);
    if (!same(entry.header.device, own.id)) continue;
    if (await verifyEntry(replica.suite, entry, own.signPublic)) there.add(b64u(entry.header.opId));
  }
  return tail.filter(({ header }) => !there.has(b64u(header.opId)));
}

/** An entry of a tail, and what it says if it is an op. */
interface Said {
  readonly entry: Entry;
  readonly body: OpBody | null;
}

/** An entry that cannot be opened to be sealed anew, and why. */
interface Shut {
  readonly entry: Entry;
  readonly vault: string;
  readonly code: ErrorCode;
}

/** What a tail says, and what of it does not open: that is set aside, and stops nothing behind it. */
async function opened({ suite }: Replica, vault: OpenVault, tail: readonly Entry[]): Promise<{ said: Said[]; shut: Shut[] }> {
  const [said, shut]: [Said[], Shut[]] = [[], []];
  for (const entry of tail) {
    const { kind, epoch } = entry.header;
    const key = vault.keys.get(b64u(epoch));
    try {
      if (kind === 'op' && key === undefined) throw new Refused('no key opens what was written here', 'cannot_open');
      said.push({ entry, body: kind === 'op' && key !== undefined ? parseBody(await openBody(suite, key, entry)) : null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      shut.push({ entry, vault: vault.id, code: error.code });
    }
  }
  return { said, shut };
}

/** The tail as the first entries of `device`. What an op of the tail says of the tail, it says of its new dots. */
async function writeAnew(
  { suite, random }: Replica, before: Identity, vault: OpenVault, tail: readonly Said[], device: DeviceKey,
): Promise<Entry[]> {
  const places = new Map(tail.map(({ entry }, place) => [entry.header.counter, place + 1]));
  const [old, now] = [b64u(before.device.id), b64u(device.id)];
  const written: Entry[] = [];
  let prev: Bytes = new Uint8Array(HASH_SIZE);
  for (const { entry, body: op } of tail) {
    const header = { ...entry.header, device: device.id, counter: written.length + 1, prev };
    const key = vault.keys.get(b64u(header.epoch));
    const changes = op?.changes.map((change) => renamed(change, { old, now, places }));
    const body = op && changes && key ? await sealBody(suite, key, header, encodeBody({ ...op, changes }), random) : entry.body;
    const made: Entry = await signEntry(suite, header, body, device.sign);
    written.push(made);
    prev = made.hash;
  }
  return written;
}

/** How a tail is written anew: the dots of device `old` with a counter in `places` are `now`'s with that place. */
interface Names {
  readonly old: string;
  readonly now: string;
  readonly places: ReadonlyMap<number, number>;
}

/** A change with what it replaces, and what a deletion had seen, by their names now. */
function renamed({ path, value, over }: Change, names: Names): Change {
  const { old, now, places } = names;
  const dots = over.map((dot): Dot => {
    const place = dot[0] === old ? places.get(dot[1]) : undefined;
    return place === undefined ? dot : [now, place, dot[2]];
  });
  const isDeletion = path.endsWith(`/${DELETED}`) && Array.isArray(value) && value[0] === true;
  return { path, value: isDeletion ? [true, ...seenBy(value.slice(1), names)] : value, over: dots };
}

/**
 * The greatest counters that a deleter had seen. Of the old name only what came before the tail: what else the log has under it,
 * this device has not seen.
 */
function seenBy(pairs: readonly Scalar[], { old, now, places }: Names): Scalar[] {
  const seen: Scalar[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const [device, counter] = [pairs[at] ?? null, pairs[at + 1] ?? null];
    if (device !== old || typeof counter !== 'number') {
      seen.push(device, counter);
      continue;
    }
    const before = Math.min(counter, ...[...places.keys()].map((first) => first - 1));
    const tail = [...places].filter(([place]) => place <= counter).map(([, place]) => place);
    if (before > 0) seen.push(old, before);
    if (tail.length > 0) seen.push(now, Math.max(...tail));
  }
  return seen;
}
