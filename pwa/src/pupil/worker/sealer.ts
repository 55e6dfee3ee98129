/**
 * Answers become drops: each is sealed to the vault's public key, signed with the ticket's key, chained, and written when it
 * is given (`docs/protocol.md` §7). What is written cannot be read again here: this side has no key that opens it.
 *
 *     const sealer = await startSealer(suite, parcel, write, clock);
 *     await sealer.keep([['temper_now', 4]]);
 */
import type { Parcel } from '../../between/parcel.ts';
import type { Change } from '../../capture/leaves.ts';
import { CATALOGUE_VERSION } from '../../generated/version.ts';
import type { DropRow } from '../../store/db.ts';
import type { SignKey, Suite } from '../../sync/crypto.ts';
import { sealDrop } from '../../sync/drop.ts';
import { b64u, formatInstant, HASH_SIZE, newId } from '../../sync/encoding.ts';
import { type Entry, type Header, signEntry } from '../../sync/entry.ts';
import { type Change as Sealed, type Dot, encodeBody } from '../../sync/op.ts';
import { parseTicket, type Ticket } from '../../sync/ticket.ts';

/** That the ticket allows no more. */
export class Spent extends Error {
  override name = 'Spent';
}

/** Writes a drop durably. Throws where the tablet cannot. */
export type Write = (row: DropRow) => Promise<void>;

export interface Sealer {
  /**
   * Seal changes of the ticket's record and write them, durably. One call at a time.
   *
   * Throws what `write` throws, and `Spent`. The same changes may then be given again: what was sealed is kept, and those
   * bytes are written.
   */
  readonly keep: (changes: readonly Change[]) => Promise<void>;
}

/** How far the ticket's chain has come, and how much of the ticket is used. */
interface Chain {
  readonly counter: number;
  readonly prev: Header['prev'];
  readonly size: number;
}

/** Begin to seal for a parcel. The seed in it is erased. `clock` gives milliseconds since 1970 UTC. */
export async function startSealer(suite: Suite, parcel: Parcel, write: Write, clock: () => number): Promise<Sealer> {
  const ticket = parseTicket(parcel.ticket);
  const key = await suite.signKey(parcel.seed);
  parcel.seed.fill(0);
  const standing = new Map<string, readonly Dot[]>(Object.entries(parcel.standing));
  let chain: Chain = { counter: 0, prev: new Uint8Array(HASH_SIZE), size: 0 };
  let sealed: { readonly of: readonly Change[]; readonly entry: Entry } | null = null;

  const keep = async (changes: readonly Change[]): Promise<void> => {
    if (sealed?.of !== changes) {
      sealed = { of: changes, entry: await sealOne(suite, parcel, { ticket, key, chain }, over(ticket, changes, standing), clock()) };
    }
    const { entry } = sealed;
    checkLeft(ticket, chain, entry);
    await write({ ticket: b64u(ticket.terms.id), vault: b64u(ticket.terms.vault), counter: chain.counter + 1, entry: entry.bytes });
    chain = { counter: chain.counter + 1, prev: entry.hash, size: chain.size + entry.bytes.length };
    changes.forEach(([path], index) => standing.set(pathOf(ticket, path), [[b64u(ticket.terms.id), chain.counter, index]]));
    sealed = null;
  };
  return { keep };
}

function pathOf({ terms }: Ticket, path: string): string {
  return `${b64u(terms.record)}/${path}`;
}

/** Changes with what they replace: a later answer of this page takes the place of its earlier one. */
function over(ticket: Ticket, changes: readonly Change[], standing: ReadonlyMap<string, readonly Dot[]>): Sealed[] {
  return changes.map(([path, value]) => {
    const whole = pathOf(ticket, path);
    return { path: whole, value, over: standing.get(whole) ?? [] };
  });
}

interface Signing {
  readonly ticket: Ticket;
  readonly key: SignKey;
  readonly chain: Chain;
}

async function sealOne(
  suite: Suite, parcel: Parcel, { ticket, key, chain }: Signing, changes: readonly Sealed[], now: number,
): Promise<Entry> {
  const { terms } = ticket;
  const header: Header = {
    kind: 'drop', school: terms.school, vault: terms.vault, epoch: parcel.epoch, device: terms.id, counter: chain.counter + 1,
    prev: chain.prev, opId: newId(), seenSeq: parcel.seenSeq, seenHash: parcel.seenHash, blobs: [],
  };
  const at = formatInstant(now, -new Date(now).getTimezoneOffset());
  const content = encodeBody({ at, drift: parcel.drift, catalogue: CATALOGUE_VERSION, changes });
  return signEntry(suite, header, await sealDrop(suite, header, ticket, parcel.publicKey, content), key);
}

function checkLeft({ terms }: Ticket, { counter, size }: Chain, { bytes }: Entry): void {
  if (counter >= terms.mostDrops || size + bytes.length > terms.mostBytes) throw new Spent('the ticket allows no more');
}
