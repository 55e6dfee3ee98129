/**
 * Vaults in memory: the log as applied, the merged state, and the keys (`docs/client.md`).
 *
 * Of each vault `log` is what was applied of the server's log and `ahead` that with own unsent genesis, membership and epoch
 * entries on top: what a new entry is made for. `state` holds own unsent ops too.
 */
import type { Suite } from '../sync/crypto.ts';
import { openDrop, parseDrop } from '../sync/drop.ts';
import { b64u, BadSeal, type Bytes, Refused, unb64u } from '../sync/encoding.ts';
import type { Entry } from '../sync/entry.ts';
import { type EpochBody, openDropKey, openPrevious, parseEpoch, type Place, unwrap } from '../sync/epoch.ts';
import { keyId, type SealPair } from '../sync/keys.ts';
import type { State } from '../sync/merge.ts';
import { type OpBody, parseBody, recordOf } from '../sync/op.ts';
import { openBody } from '../sync/seal.ts';
import { wrapsFor } from '../sync/vault.ts';
import { epochInForce, type Link, type VaultLog } from '../sync/vault_log.ts';
import type { Identity } from './identity.ts';

/** What of an epoch entry later keys open: its halves of the drop key and the sealed key of the epoch before. */
export type SealedEpoch = Pick<EpochBody, 'number' | 'publicKey' | 'privateKey' | 'previous' | 'previousId'>;

/** One vault, unlocked. */
export interface OpenVault {
  readonly id: string;
  readonly idBytes: Bytes;
  log: VaultLog;
  ahead: VaultLog;
  state: State;
  /** Epoch id → its key. */
  readonly keys: Map<string, Bytes>;
  /** Epoch id → the pair that opens its drops. */
  readonly dropKeys: Map<string, SealPair>;
  /** Epoch id → what its entry sealed. */
  readonly epochs: Map<string, SealedEpoch>;
  /** Record → the seq of the last entry of the log that changed it. */
  readonly seqs: Map<string, number>;
  /** Tickets whose drops lie on this tablet and are not in the log as far as it is applied. */
  readonly tickets: Set<string>;
  /** This device's chain as this tab knows it; another tab may be further. */
  link: Link;
  era: number;
  /** Saves and applied entries that the sealed state does not hold yet. */
  unsealed: number;
}

/** The id of the epoch to seal under; null where this device waits for a key. */
export function epochToSeal(vault: OpenVault): string | null {
  const current = epochInForce(vault.ahead);
  return current !== null && vault.keys.has(current.id) ? current.id : null;
}

/** Where an epoch's key belongs. */
export function placeOf(identity: Identity, vault: OpenVault, epoch: string): Place {
  return { school: identity.school, vault: vault.idBytes, epoch: unb64u(epoch) };
}

/**
 * Take every key that entries (judged, and taken) hand to this member, those of earlier epochs too, and the keys that open
 * drops. Returns whether there was a new one.
 *
 * A key counts only if it opens what its epoch's own entry sealed: whoever hands over a false one hands over nothing.
 */
export async function takeKeys(
  suite: Suite, identity: Identity, vault: OpenVault, entries: readonly Entry[],
): Promise<boolean> {
  const before = vault.keys.size;
  for (const entry of entries) if (entry.header.kind === 'epoch') noteEpoch(vault, entry);
  const { seal } = identity.account;
  const own = b64u(keyId(seal.publicKey));
  for (const { epoch, wrap } of entries.flatMap((entry) => wrapsFor(entry, own))) {
    if (vault.keys.has(epoch)) continue;
    await takeKey(suite, identity, vault, epoch, await orNothing(unwrap(suite, placeOf(identity, vault, epoch), seal, wrap)));
  }
  await readBack(suite, identity, vault);
  return vault.keys.size > before;
}

function noteEpoch(vault: OpenVault, entry: Entry): void {
  const { number, publicKey, privateKey, previous, previousId } = parseEpoch(entry.body);
  vault.epochs.set(b64u(entry.header.epoch), { number, publicKey, privateKey, previous, previousId });
}

async function takeKey(
  suite: Suite, identity: Identity, vault: OpenVault, epoch: string, key: Bytes | null,
): Promise<void> {
  const sealed = vault.epochs.get(epoch);
  if (key === null || sealed === undefined) return;
  const pair = await orNothing(openDropKey(suite, placeOf(identity, vault, epoch), bodyOf(sealed), key));
  if (pair === null) return;
  vault.keys.set(epoch, key);
  vault.dropKeys.set(epoch, pair);
}

/** Open the keys of earlier epochs from those of later ones. */
async function readBack(suite: Suite, identity: Identity, vault: OpenVault): Promise<void> {
  const newestFirst = [...vault.epochs].sort(([, one], [, other]) => other.number - one.number);
  for (const [epoch, sealed] of newestFirst) {
    const key = vault.keys.get(epoch);
    if (key === undefined || sealed.previousId === null || vault.keys.has(sealed.previousId)) continue;
    const previous = await orNothing(openPrevious(suite, placeOf(identity, vault, epoch), bodyOf(sealed), key));
    if (previous !== null) await takeKey(suite, identity, vault, previous.epoch, previous.key);
  }
}

function bodyOf(sealed: SealedEpoch): EpochBody {
  return { ...sealed, wraps: [], recovery: new Uint8Array(0) };
}

/** What was sealed, or null where it does not open. */
async function orNothing<Found>(opening: Promise<Found>): Promise<Found | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof BadSeal) return null;
    throw error;
  }
}

/**
 * What an entry says, null for one that changes no record. Throws `Refused`: with the code `cannot_open` where the key of its
 * epoch is not there.
 */
export async function contentOf(suite: Suite, vault: OpenVault, entry: Entry): Promise<OpBody | null> {
  const { kind, epoch } = entry.header;
  if (kind === 'op') {
    const key = vault.keys.get(b64u(epoch));
    if (key === undefined) throw new Refused('no key opens this entry', 'cannot_open');
    return parseBody(await openBody(suite, key, entry));
  }
  return kind === 'drop' ? dropped(suite, vault, entry) : null;
}

/** What a pupil's page dropped: only changes to the ticket's record count. */
async function dropped(suite: Suite, vault: OpenVault, entry: Entry): Promise<OpBody> {
  const drop = parseDrop(entry);
  const pair = vault.dropKeys.get(b64u(entry.header.epoch));
  if (pair === undefined) throw new Refused('no key opens this drop', 'cannot_open');
  const body = parseBody(await openDrop(suite, pair.privateKey, entry, drop));
  const record = b64u(drop.ticket.terms.record);
  if (body.changes.some((change) => recordOf(change.path) !== record)) {
    throw new Refused('a drop changes another record than its ticket\'s', 'not_allowed');
  }
  return body;
}
