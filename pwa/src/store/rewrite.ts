/**
 * An unsent tail written anew. An op keeps its bytes once it is chained; two things change that, each in one transaction: a
 * new epoch, and a void in the place of a refused entry. (The third, a new device id, is in `setback.ts`.)
 *
 * Content is never dropped: what was refused stands in `aside` with its code.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { b64u, type Bytes, newId, Refused, unb64u } from '../sync/encoding.ts';
import { type Entry, type Header, parse, signEntry } from '../sync/entry.ts';
import { openBody, sealBody } from '../sync/seal.ts';
import { append } from '../sync/vault.ts';
import { encodeVoid } from '../sync/vault_body.ts';
import { epochInForce, type VaultLog } from '../sync/vault_log.ts';
import { type Database, inOneStep, type OutboxRow } from './db.ts';
import { withUnsent } from './kept.ts';
import { whileSaving } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import type { OpenVault } from './vaults.ts';

/** How an entry of the tail is written anew behind the one before it: `header` has its new `prev`, `epoch` is in force there. */
type Anew = (entry: Entry, header: Header, epoch: string) => Promise<Entry>;

/** What was refused, and why. */
interface Refusal {
  readonly entry: Entry;
  readonly code: ErrorCode;
}

/** Set a refused entry aside with its code; a void takes its counter, and the tail behind it is chained anew. */
export function setAsideOwn(
  replica: Replica, open: Opened, vault: string, refused: Entry, code: ErrorCode,
): Promise<void> {
  const at = refused.header.counter;
  return rewrite(replica, open, vault, { entry: refused, code }, (found) => async (entry, header, epoch) => {
    if (header.counter !== at) return again(replica, open, found, epoch, entry, header);
    const body = encodeVoid({ op: b64u(entry.header.opId), code });
    const moved: Header = { ...header, kind: 'void', epoch: unb64u(epoch), opId: newId(replica.random) };
    return signEntry(replica.suite, moved, body, open.identity.device.sign);
  });
}

/** Seal the whole unsent tail of a vault under the epoch now in force: same op ids, same counters. */
export async function reseal(replica: Replica, open: Opened, vault: string): Promise<void> {
  await rewrite(replica, open, vault, null, (found) => (entry, header, epoch) => again(replica, open, found, epoch, entry, header));
  open.stale.delete(vault);
}

/** The same entry with another chain before it: an op under `epoch`, anything else as it says. */
async function again(
  replica: Replica, open: Opened, vault: OpenVault, epoch: string, entry: Entry, header: Header,
): Promise<Entry> {
  const { suite, random } = replica;
  const { sign } = open.identity.device;
  if (header.kind !== 'op') return signEntry(suite, header, entry.body, sign);
  const before = vault.keys.get(b64u(entry.header.epoch));
  const now = vault.keys.get(epoch);
  if (before === undefined || now === undefined) throw new Refused('no key opens what was written here', 'cannot_open');
  const content = await openBody(suite, before, entry);
  const moved = { ...header, epoch: unb64u(epoch) };
  return signEntry(suite, moved, await sealBody(suite, now, moved, content, random), sign);
}

/**
 * Write the tail anew from the refused entry on, or all of it. Each op goes under the epoch in force at its place, as it is
 * without what was refused: the key of a refused epoch goes with it.
 */
async function rewrite(
  replica: Replica, open: Opened, vault: string, refusal: Refusal | null, how: (found: OpenVault) => Anew,
): Promise<void> {
  await whileSaving(replica.keeper.name, vault, async () => {
    const found = await refresh(replica, open, vault);
    const database = await replica.keeper.database();
    const unsent = await database.getAll('outbox', IDBKeyRange.bound([vault], [vault, []]));
    const from = refusal?.entry.header.counter ?? 0;
    const kept = unsent.filter(({ counter }) => counter < from).map(({ entry }) => parse(entry));
    const tail = unsent.filter(({ counter }) => counter >= from);
    if (found === null || tail.length === 0) return;
    const written = await writeAnew(structuredClone(withUnsent(found.log, kept)), tail, how(found));
    if (written === null) return;
    await keep(database, vault, written, refusal === null ? null : await readable(replica, open, found, refusal));
    const last = written.at(-1);
    if (last !== undefined) found.link = { counter: last.header.counter, hash: last.hash };
    found.ahead = withUnsent(found.log, [...kept, ...written]);
    if (refusal !== null && isContent(refusal)) await refresh(replica, open, vault);
  });
  replica.listener.changed(vault, null);
  replica.listener.about();
}

/** What is kept of a refused op must open when the epoch that it was sealed under is refused too: one that the log has will do. */
async function readable(replica: Replica, open: Opened, found: OpenVault, refusal: Refusal): Promise<Refusal> {
  const { entry } = refusal;
  const epoch = epochInForce(found.log)?.id;
  const isAnnounced = found.log.epochs.some(({ id }) => id === b64u(entry.header.epoch));
  if (entry.header.kind !== 'op' || isAnnounced || epoch === undefined) return refusal;
  return { ...refusal, entry: await again(replica, open, found, epoch, entry, entry.header) };
}

/** Who lost a race to another device has nothing to keep: a change of keys is made anew for the head as it is then. */
function isContent({ code }: Refusal): boolean {
  return code !== 'head_moved';
}

/** Write the tail in place of the one before, with the chain's new end; what was refused goes to `aside`. */
async function keep(database: Database, vault: string, written: readonly Entry[], refusal: Refusal | null): Promise<void> {
  await inOneStep(database, ['outbox', 'chains', 'aside', 'states', 'vaults'], async (step) => {
    const row = await step.objectStore('vaults').get(vault);
    const last = written.at(-1);
    await Promise.all([
      ...written.map((entry) => step.objectStore('outbox').put({ vault, counter: entry.header.counter, entry: entry.bytes })),
      last === undefined ? null : step.objectStore('chains').put({ vault, counter: last.header.counter, prev: last.hash }),
    ]);
    if (refusal === null || row === undefined || !isContent(refusal)) return;
    // The merged state holds what was refused: it is built anew without it.
    const { entry: { bytes: entry }, code } = refusal;
    await step.objectStore('aside').add({ vault, seq: null, code, entry, mine: true, settled: false });
    await step.objectStore('states').delete(vault);
    await step.objectStore('vaults').put({ ...row, era: row.era + 1 });
  });
}

/** The tail behind `ahead`, which grows with it; null where it needs an epoch and there is none yet. */
async function writeAnew(ahead: VaultLog, tail: readonly OutboxRow[], anew: Anew): Promise<Entry[] | null> {
  const written: Entry[] = [];
  let prev: Bytes | null = null;
  for (const { entry: data } of tail) {
    const entry = parse(data);
    const epoch = epochInForce(ahead)?.id;
    if (epoch === undefined) return null;
    const made: Entry = await anew(entry, { ...entry.header, prev: prev ?? entry.header.prev }, epoch);
    if (made.header.kind !== 'op') append(ahead, made);
    written.push(made);
    prev = made.hash;
  }
  return written;
}
