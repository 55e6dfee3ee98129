/**
 * What a vault's log amounts to, without what is sealed: members, epochs, wraps, chains (`docs/protocol.md` §1 and §4).
 *
 *     const vault = newVaultLog(school, vaultId);
 *
 * It grows with the members, devices and epochs of a vault, not with its entries; IndexedDB keeps it as it stands, and
 * `structuredClone` copies it. Filled by `vault.append`; ids are text. The wraps themselves are not here but only who has
 * one: `vault.wrapsFor` reads them from entries.
 */
import { type Bytes, HASH_SIZE } from './encoding.ts';
import { hash0 } from './log.ts';

/** An epoch that was announced: its id, number, and the X25519 key that drops are sealed to. */
export interface Epoch {
  readonly id: string;
  readonly number: number;
  readonly publicKey: Bytes;
}

/** How far a device's chain (in a drop: a ticket's) has come: its last counter, and the hash of that entry. */
export interface Link {
  readonly counter: number;
  readonly hash: Bytes;
}

/** What was dropped with a ticket: the hash of the ticket's bytes as text, how many drops, how many bytes of entries. */
export interface Use {
  readonly ticket: string;
  readonly drops: number;
  readonly size: number;
}

/**
 * A vault's log up to `seq`, where its hash is `logHash`; `logId` is the server's, null before it has one.
 *
 * `kind` is empty and `members` too until the genesis. `epochs` stand in the log's order; `wraps` says for whom (member →
 * ids of their keys) there is a wrap of the epoch in force. `renewalOwed` from a removal until the epoch that has to follow.
 * `batchSeq` and `batchHash` are the head before the batch being judged.
 */
export interface VaultLog {
  readonly school: Bytes;
  readonly vault: Bytes;
  logId: Bytes | null;
  seq: number;
  logHash: Bytes;
  kind: string;
  members: Set<string>;
  readonly epochs: Epoch[];
  wraps: Map<string, Set<string>>;
  readonly chains: Map<string, Link>;
  readonly tickets: Map<string, Use>;
  renewalOwed: boolean;
  batchSeq: number;
  batchHash: Bytes;
}

const NO_LINK: Link = { counter: 0, hash: new Uint8Array(HASH_SIZE) };

/** The log of a vault of which nothing was read yet. */
export function newVaultLog(school: Bytes, vault: Bytes): VaultLog {
  const logHash = hash0(school, vault);
  return {
    school, vault, logId: null, seq: 0, logHash, kind: '', members: new Set(), epochs: [], wraps: new Map(),
    chains: new Map(), tickets: new Map(), renewalOwed: false, batchSeq: 0, batchHash: logHash,
  };
}

/** From here a batch is judged: membership and epochs in it must have been made for this head. */
export function beginBatch(vault: VaultLog): void {
  vault.batchSeq = vault.seq;
  vault.batchHash = vault.logHash;
}

/** The epoch in force: the greatest number, and of a fork the one that came first. Null before there is one. */
export function epochInForce(vault: VaultLog): Epoch | null {
  let found: Epoch | null = null;
  for (const epoch of vault.epochs) if (found === null || epoch.number > found.number) found = epoch;
  return found;
}

/** Whether two epochs share the number in force, as after a rewind: a new one on top settles it. */
export function isForked(vault: VaultLog): boolean {
  const number = epochInForce(vault)?.number;
  return vault.epochs.filter((epoch) => epoch.number === number).length > 1;
}

/** The epoch with this id, if it was announced. */
export function epochOf(vault: VaultLog, id: string): Epoch | null {
  return vault.epochs.findLast((epoch) => epoch.id === id) ?? null;
}

/** The end of a device's or ticket's chain; counter 0 and a zero hash before its first entry. */
export function linkOf(vault: VaultLog, device: string): Link {
  return vault.chains.get(device) ?? NO_LINK;
}
