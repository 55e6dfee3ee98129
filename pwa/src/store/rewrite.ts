/**
 * An unsent tail written anew, in one transaction: behind what the log has, under the epoch in force, without what was refused.
 *
 *     await rewrite(replica, open, vault, new Map([[counter, code]]));
 *
 * An op keeps its bytes once it is chained; what changes that is a new epoch, a void in the place of a refused entry, and a chain
 * that is not where this device thought (what it had handed in, or the server lost for good: voids take those counters). Op ids
 * and counters stay. Content is never dropped: refused, it stands in `aside` with its code. (A new device id: `new_device.ts`.)
 */
import type { ErrorCode } from '../generated/codes.ts';
import { b64u, BadSeal, type Bytes, newId, Refused, same, unb64u } from '../sync/encoding.ts';
import { type Entry, type Header, type Kind, parse, signEntry } from '../sync/entry.ts';
import { openBody, sealBody } from '../sync/seal.ts';
import { append } from '../sync/vault.ts';
import { encodeVoid, parseMembership } from '../sync/vault_body.ts';
import { type Epoch, epochInForce, epochOf, type Link, linkOf, type VaultLog } from '../sync/vault_log.ts';
import { beginningWith, type Database, inOneStep } from './db.ts';
import { isMerged, withUnsent } from './kept.ts';
import { whileSaving } from './locks.ts';
import { deviceName, type Opened, type Replica } from './replica.ts';
import { refresh } from './save.ts';
import type { OpenVault } from './vaults.ts';

/** Kinds that say nothing about a record: refused, they are made anew or not wanted any more. */
export const HOUSE: ReadonlySet<Kind> = new Set<Kind>(['epoch', 'membership']);

/** What is not to be sent, by counter, and why. */
export type Out = ReadonlyMap<number, ErrorCode>;

/** An entry that is not sent, and why. */
interface Removed {
  readonly entry: Entry;
  readonly code: ErrorCode;
}

/**
 * Write the unsent tail anew, without the entries whose counters are in `out`. Returns whether anything changed. What of it cannot
 * be opened to be sealed anew is set aside too.
 */
export async function rewrite(replica: Replica, open: Opened, vault: string, out: Out): Promise<boolean> {
  const changed = await whileSaving(replica.keeper.name, vault, async () => {
    const found = await refresh(replica, open, vault);
    const database = await replica.keeper.database();
    const before = (await database.getAll('outbox', beginningWith(vault))).map(({ entry }) => parse(entry));
    const [first] = before;
    if (found === null || first === undefined) return false;
    const link = linkOf(found.log, deviceName(open.identity));
    if (first.header.counter <= link.counter) return false;
    const tail = new Tail(replica, open, found, link);
    const removed = await tail.write(before, out);
    if (isSame(before, tail.written)) return false;
    await keep(database, vault, before, tail, await Promise.all(removed.filter(({ entry }) => isKept(entry)).map(async ({ entry, code }) =>
      ({ entry: await legible(replica, open, found, entry), code }))), removed.length > 0);
    await follow(replica, open, found, tail, removed);
    return true;
  });
  if (changed) {
    replica.listener.changed(vault, null);
    replica.listener.about();
  }
  return changed;
}

function isSame(before: readonly Entry[], written: readonly Entry[]): boolean {
  return before.length === written.length && before.every(({ hash }, place) => same(hash, written[place]?.hash ?? new Uint8Array()));
}

/** Whether a person said it: a save, or who is to take part. Keys are handed over and renewed wherever that is due. */
export function isKept({ header: { kind }, body }: Entry): boolean {
  return kind === 'membership' ? parseMembership(body).do !== 'wrap' : kind === 'op' || kind === 'accept';
}

/** Memory as the database has it now. */
async function follow(replica: Replica, open: Opened, found: OpenVault, tail: Tail, removed: readonly Removed[]): Promise<void> {
  // The merged state holds what was refused: it is built anew without it.
  if (removed.some(({ entry }) => isMerged(found, entry))) {
    await refresh(replica, open, found.id);
    return;
  }
  if (removed.length > 0) {
    found.era += 1;
    found.unsealed += 1;
  }
  found.link = tail.link;
  found.ahead = withUnsent(found.log, tail.written);
}

/** Write the tail in place of the one before, with the chain's new end; what was refused and is kept goes to `aside`. */
async function keep(
  database: Database, vault: string, before: readonly Entry[], { written, link }: Tail, kept: readonly Removed[], isNewEra: boolean,
): Promise<void> {
  await inOneStep(database, ['outbox', 'chains', 'aside', 'states', 'vaults'], async (step) => {
    const [outbox, aside, vaults] = [step.objectStore('outbox'), step.objectStore('aside'), step.objectStore('vaults')];
    const row = await vaults.get(vault);
    await Promise.all([
      ...before.map(({ header: { counter } }) => outbox.delete([vault, counter])),
      ...written.map(({ header: { counter }, bytes: entry }) => outbox.put({ vault, counter, entry })),
      step.objectStore('chains').put({ vault, counter: link.counter, prev: link.hash }),
      ...kept.map(({ entry: { bytes: entry }, code }) => aside.add({ vault, seq: null, code, entry, mine: true, settled: false })),
    ]);
    if (row === undefined || !isNewEra) return;
    await step.objectStore('states').delete(vault);
    await vaults.put({ ...row, era: row.era + 1 });
  });
}

/**
 * A save as others will be able to read it too: one sealed under an own epoch that the log has not, and now may never have, is
 * sealed under the newest of the log's that this device has the key of. Its op id and counter stay.
 */
export async function legible(replica: Replica, open: Opened, vault: OpenVault, entry: Entry): Promise<Entry> {
  const { header } = entry;
  const { log, keys } = vault;
  const epoch = log.epochs.filter(({ id }) => keys.has(id)).reduce<Epoch | null>((best, one) => (best !== null && best.number >= one.number ? best : one), null);
  if (header.kind !== 'op' || epoch === null || epochOf(log, b64u(header.epoch)) !== null) return entry;
  try {
    return await resealed(replica, open, vault, entry, { ...header, epoch: unb64u(epoch.id) });
  } catch (error) {
    if (error instanceof Refused) return entry;
    throw error;
  }
}

/** The same content under another header. Throws `Refused` where it does not open. */
async function resealed({ suite, random }: Replica, open: Opened, vault: OpenVault, entry: Entry, moved: Header): Promise<Entry> {
  const [before, now] = [vault.keys.get(b64u(entry.header.epoch)), vault.keys.get(b64u(moved.epoch))];
  if (before === undefined || now === undefined) throw new Refused('no key opens what was written here', 'cannot_open');
  const content = await openBody(suite, before, entry);
  return signEntry(suite, moved, await sealBody(suite, now, moved, content, random), open.identity.device.sign);
}

/** The tail as it is written: its end so far at `link`, on top of the vault's log in `ahead`. */
class Tail {
  readonly written: Entry[] = [];
  link: Link;
  private readonly replica: Replica;
  private readonly open: Opened;
  private readonly vault: OpenVault;
  private readonly ahead: VaultLog;

  constructor(replica: Replica, open: Opened, vault: OpenVault, link: Link) {
    this.replica = replica;
    this.open = open;
    this.vault = vault;
    this.ahead = structuredClone(vault.log);
    this.link = link;
  }

  /** Write all of `before` but what is in `out`, and return what is not sent. */
  async write(before: readonly Entry[], out: Out): Promise<Removed[]> {
    const [first] = before;
    // Counters that were used by what is not in the log: handed in, or lost for good.
    while (first !== undefined && this.link.counter + 1 < first.header.counter) {
      await this.putVoid(newId(this.replica.random), 'counter_gap', first.header);
    }
    // Nothing stands behind the last: a counter that was never used needs no void.
    const last = Math.max(0, ...before.filter((entry) => isNeeded(entry, out)).map(({ header }) => header.counter));
    const removed: Removed[] = [];
    for (const entry of before) {
      const { kind, counter, opId } = entry.header;
      const code = out.get(counter) ?? (kind === 'op' ? await this.putOp(entry) : null);
      if (code !== null) {
        removed.push({ entry, code });
        if (counter <= last) await this.putVoid(opId, code, entry.header);
      } else if (kind !== 'op') await this.putOther(entry);
    }
    return removed;
  }

  /** The epoch in force at the end; zero before there is one. */
  private get epoch(): string {
    return epochInForce(this.ahead)?.id ?? b64u(new Uint8Array(16));
  }

  /**
   * An op under the epoch in force, at its own counter. Its bytes stay if nothing else has changed. Returns the code of what does
   * not open, and then nothing is written.
   */
  private async putOp(entry: Entry): Promise<ErrorCode | null> {
    const { header } = entry;
    const epoch = this.vault.keys.has(this.epoch) ? unb64u(this.epoch) : header.epoch;
    if (same(header.prev, this.link.hash) && same(header.epoch, epoch)) {
      this.add(entry);
      return null;
    }
    try {
      this.add(await resealed(this.replica, this.open, this.vault, entry, this.moved(header, epoch)));
      return null;
    } catch (error) {
      if (error instanceof BadSeal || (error instanceof Refused && error.code === 'cannot_open')) return error.code;
      throw error;
    }
  }

  /** Anything but an op, as it says. What is written under an epoch and makes none goes under the one in force. */
  private async putOther(entry: Entry): Promise<void> {
    const { header, body } = entry;
    const isUnder = header.kind === 'void' || header.kind === 'accept';
    const epoch = isUnder ? unb64u(this.epoch) : header.epoch;
    if (same(header.prev, this.link.hash) && same(header.epoch, epoch)) this.add(entry);
    else await this.put(this.moved(header, epoch), body);
  }

  /** A void, in the place of what is not sent. */
  private async putVoid(opId: Bytes, code: ErrorCode, like: Header): Promise<void> {
    const { random } = this.replica;
    const moved = this.moved(like, unb64u(this.epoch));
    await this.put({ ...moved, kind: 'void', opId: newId(random), blobs: [] }, encodeVoid({ op: b64u(opId), code }));
  }

  /** The header at the end, under `epoch`. */
  private moved(header: Header, epoch: Bytes): Header {
    return { ...header, epoch, counter: this.link.counter + 1, prev: this.link.hash };
  }

  private async put(header: Header, body: Bytes): Promise<void> {
    this.add(await signEntry(this.replica.suite, header, body, this.open.identity.device.sign));
  }

  private add(entry: Entry): void {
    this.written.push(entry);
    this.link = { counter: entry.header.counter, hash: entry.hash };
    if (entry.header.kind !== 'op') append(this.ahead, entry);
  }
}

/** Whether the tail cannot end before this entry: it goes on, or was a save, whose counter a void takes. */
function isNeeded({ header: { kind, counter } }: Entry, out: Out): boolean {
  return !out.has(counter) || !HOUSE.has(kind);
}
