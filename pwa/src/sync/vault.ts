/**
 * A vault's log: whether an entry is taken, and what it changes (`docs/protocol.md` §1, §4, §7, §11).
 *
 *     const vault = newVaultLog(schoolId, vaultId);
 *     const proofs = await proveMany(suite, school, entries);         // what has to be waited for, all at once
 *     const code = judge(vault, school, entry, proof);                // null: it is taken
 *     if (code === null) append(vault, entry); else setAside(vault, entry, code);
 *
 * The one place where an entry is accepted or refused. The server asks by what holds now (`atServer`); a reader by what ever
 * held, and never by a clock. What a server gives back after a rewind is judged as by a reader.
 *
 * Of an op everything but its content is judged here. That an op id was used before is for the store to find, first of all.
 * What a reader set aside is judged again by reading the log anew from its genesis, so that it is judged at its place; a
 * proof that was good need not be made again.
 */
import { inBatches, type Suite } from './crypto.ts';
import { type Drop, parseDrop, verifyDrop } from './drop.ts';
import { b64u, type Bytes, digest, Malformed, same } from './encoding.ts';
import { type Entry, verifyEntry } from './entry.ts';
import { parseEpoch, type Wrap } from './epoch.ts';
import { nextHash } from './log.ts';
import { type Device, isBeyond, isLive, type School } from './roster.ts';
import type { Verdict } from './school.ts';
import { HPKE_OVERHEAD, paddedSize } from './seal.ts';
import { verifyTicket } from './ticket.ts';
import { parseGenesis, parseMembership } from './vault_body.ts';
import { beginBatch, epochInForce, linkOf, type Use, type VaultLog } from './vault_log.ts';
import { judgeKind, refuseAct, refuseEpoch } from './vault_rules.ts';

/** Whether an entry is signed by the key it must be signed by; of a drop, whether its ticket is too. */
export interface Proof {
  readonly isSigned: boolean;
  readonly isTicketSigned: boolean;
}

const UNPROVED: Proof = { isSigned: false, isTicketSigned: false };

/** Check what an entry is signed by, as `school` knows its devices. `judge` says more of who names nobody known. */
export async function prove(suite: Suite, school: School, entry: Entry): Promise<Proof> {
  if (entry.header.kind !== 'drop') {
    const key = school.devices.get(b64u(entry.header.device))?.key;
    return key === undefined ? UNPROVED : { isSigned: await verifyEntry(suite, entry, key), isTicketSigned: false };
  }
  const drop = readDrop(entry);
  if (drop === null) return UNPROVED;
  const key = school.devices.get(b64u(drop.ticket.terms.device))?.key;
  const [isSigned, isTicketSigned] = await Promise.all([
    verifyDrop(suite, entry, drop),
    key === undefined ? false : verifyTicket(suite, drop.ticket, key),
  ]);
  return { isSigned, isTicketSigned };
}

/** A proof for each entry, in order: some hundreds are checked at a time. */
export function proveMany(suite: Suite, school: School, entries: readonly Entry[]): Promise<Proof[]> {
  return inBatches(entries, (entry) => prove(suite, school, entry));
}

function readDrop(entry: Entry): Drop | null {
  try {
    return parseDrop(entry);
  } catch (refused) {
    if (refused instanceof Malformed) return null;
    throw refused;
  }
}

/**
 * How an entry is judged: by a reader, or `atServer`. `restoring`: the server takes back what it lost; then, as for a reader,
 * what ever held counts. `now` (milliseconds since 1970 UTC) is the server's clock: tickets expire by it, and without it not.
 */
export interface Way {
  readonly atServer?: boolean;
  readonly restoring?: boolean;
  readonly now?: number | undefined;
}

/** Why the entry cannot be the next one of the vault's log, or null. `proof` is of this entry, by this school. */
export function judge(vault: VaultLog, school: School, entry: Entry, proof: Proof, way: Way = {}): Verdict {
  const { header } = entry;
  if (!same(header.school, vault.school)) return 'wrong_school';
  if (!same(header.vault, vault.vault) || (vault.kind === '' && header.kind !== 'genesis')) return 'wrong_vault';
  const code = judgeHere(vault, school, entry, proof, way);
  // Of a newer version a reader hopes; the server has none to hope for.
  return way.atServer === true && code === 'unknown_kind' ? 'malformed' : code;
}

function judgeHere(vault: VaultLog, school: School, entry: Entry, proof: Proof, way: Way): Verdict {
  try {
    return (entry.header.kind === 'drop' ? judgeDrop : judgeOwn)(vault, school, entry, proof, way);
  } catch (refused) {
    if (refused instanceof Malformed) return refused.code;
    throw refused;
  }
}

/** Whether what ever held in the school counts, not what holds now. */
function isEver({ atServer = false, restoring = false }: Way): boolean {
  return restoring || !atServer;
}

/** An entry that a device signed. */
function judgeOwn(vault: VaultLog, school: School, entry: Entry, proof: Proof, way: Way): Verdict {
  const device = school.devices.get(b64u(entry.header.device));
  if (device === undefined) return 'unknown_device';
  if (!proof.isSigned) return 'bad_signature';
  return refuseDevice(device, entry, way)
    ?? refuseChain(vault, entry, way)
    ?? judgeKind({ vault, school, entry, author: device.member, ever: isEver(way) });
}

/**
 * What is beyond a revocation counts for no reader; so a server takes it back as little, lest keys and members stand in its log that
 * everybody else steps over.
 */
function refuseDevice(device: Device, { header }: Entry, way: Way): Verdict {
  if (!isEver(way)) return isLive(device) ? null : 'revoked_device';
  return isBeyond(device, b64u(header.vault), header.counter) ? 'beyond_revocation' : null;
}

/** A counter that was used is for the server a device set back to an older state, for a reader an entry shown twice. */
function refuseChain(vault: VaultLog, { header }: Entry, { atServer = false }: Way): Verdict {
  const last = linkOf(vault, b64u(header.device));
  if (header.counter <= last.counter) return atServer ? 'set_back' : 'chain_broken';
  if (header.counter > last.counter + 1) return 'counter_gap';
  return same(header.prev, last.hash) ? null : 'chain_broken';
}

// Drops ----------------------------------------------------------------------------------------------------

/** An entry that a ticket's key signed: as good as the ticket, and that as good as the device that signed it. */
function judgeDrop(vault: VaultLog, school: School, entry: Entry, proof: Proof, way: Way): Verdict {
  const drop = parseDrop(entry);
  const { terms } = drop.ticket;
  const device = school.devices.get(b64u(terms.device));
  if (device === undefined) return 'unknown_device';
  if (!proof.isSigned || !proof.isTicketSigned) return 'bad_signature';
  if (!isEver(way) && !isLive(device)) return 'revoked_device';
  const judged = { vault, school, entry, author: device.member, ever: isEver(way) };
  return refuseChain(vault, entry, way)
    ?? refuseAct(judged, 'ticket')
    // The pupil's page cannot seal anew: what was sealed to an older epoch is taken.
    ?? refuseEpoch(judged, true)
    ?? refuseUse(vault, school, entry, drop)
    ?? (way.now !== undefined && way.now > terms.notAfter ? 'ticket_expired' : null);
}

function refuseUse(vault: VaultLog, school: School, entry: Entry, { ticket, sealed }: Drop): Verdict {
  const size = sealed.length - HPKE_OVERHEAD;
  if (paddedSize(size) !== size) throw new Malformed('a drop is not padded as it should be');
  const id = b64u(ticket.terms.id);
  const used = useOf(vault, id, ticket.data);
  if (used.ticket !== b64u(digest(ticket.data)) || school.devices.has(id)) return 'op_id_reused';
  const { mostDrops, mostBytes } = ticket.terms;
  return used.drops >= mostDrops || used.size + entrySize(entry) > mostBytes ? 'ticket_spent' : null;
}

function useOf(vault: VaultLog, id: string, ticket: Bytes): Use {
  return vault.tickets.get(id) ?? { ticket: b64u(digest(ticket)), drops: 0, size: 0 };
}

/** The size of a whole entry in bytes: what a ticket's `most bytes` counts. */
export function entrySize(entry: Entry): number {
  return entry.bytes.length;
}

// What an entry changes ------------------------------------------------------------------------------------

/** Take an entry that was judged, or that this log held before; in place. */
export function append(vault: VaultLog, entry: Entry): VaultLog {
  const { header } = entry;
  advance(vault, entry);
  vault.chains.set(b64u(header.device), { counter: header.counter, hash: entry.hash });
  if (header.kind === 'genesis') {
    const { kind, members } = parseGenesis(entry.body);
    vault.kind = kind;
    vault.members = new Set(members);
  } else if (header.kind === 'epoch') takeEpoch(vault, entry);
  else if (header.kind === 'membership') takeMembership(vault, entry);
  else if (header.kind === 'drop') takeDrop(vault, entry);
  return vault;
}

function advance(vault: VaultLog, entry: Entry): void {
  vault.seq += 1;
  vault.logHash = nextHash(vault.logHash, entry.hash);
}

function takeEpoch(vault: VaultLog, entry: Entry): void {
  const { number, publicKey, wraps } = parseEpoch(entry.body);
  const current = epochInForce(vault);
  vault.epochs.push({ id: b64u(entry.header.epoch), number, publicKey });
  if (current !== null && number <= current.number) return;
  vault.wraps = new Map();
  for (const wrap of wraps) addWrap(vault, wrap);
  vault.renewalOwed = false;
}

function addWrap(vault: VaultLog, { member, key }: Wrap): void {
  const keys = vault.wraps.get(member);
  if (keys === undefined) vault.wraps.set(member, new Set([key]));
  else keys.add(key);
}

function takeMembership(vault: VaultLog, entry: Entry): void {
  const body = parseMembership(entry.body);
  switch (body.do) {
    case 'add':
      vault.members.add(body.member);
      takeWrap(vault, b64u(entry.header.epoch), body.wrap);
      break;
    case 'wrap':
      takeWrap(vault, body.epoch, body.wrap);
      break;
    case 'remove':
      vault.members.delete(body.member);
      vault.renewalOwed = true;
      break;
  }
}

function takeWrap(vault: VaultLog, epoch: string, wrap: Wrap | null): void {
  if (wrap !== null && epochInForce(vault)?.id === epoch) addWrap(vault, wrap);
}

function takeDrop(vault: VaultLog, entry: Entry): void {
  const { terms, data } = parseDrop(entry).ticket;
  const used = useOf(vault, b64u(terms.id), data);
  vault.tickets.set(b64u(terms.id), { ...used, drops: used.drops + 1, size: used.size + entrySize(entry) });
}

const UNPROVED_CODES: ReadonlySet<Verdict> = new Set(['bad_signature', 'unknown_device', 'wrong_school', 'wrong_vault']);

/**
 * Step over an entry that stands in the log but was refused with `code`; in place.
 *
 * Its device's chain goes on, or all behind it would be refused too; unless it is not proved to be that device's.
 */
export function setAside(vault: VaultLog, entry: Entry, code: Verdict): VaultLog {
  advance(vault, entry);
  if (!UNPROVED_CODES.has(code)) follow(vault, entry);
  return vault;
}

function follow(vault: VaultLog, { header: { device, counter, prev }, hash }: Entry): void {
  const last = linkOf(vault, b64u(device));
  if (counter === last.counter + 1 && same(prev, last.hash)) vault.chains.set(b64u(device), { counter, hash });
}

// Batches --------------------------------------------------------------------------------------------------

/** A code or null for each entry of a batch; `vault` is the log behind it, of use only if no entry has a code. */
export interface BatchVerdict {
  readonly codes: readonly Verdict[];
  readonly vault: VaultLog;
}

/**
 * The server's judgement of a batch; `vault` itself is left as it is.
 *
 * Every bad entry is named, not only the first: what follows one is judged as if it had been good. `restoring` judges what a
 * client gives back after a rewind: by what ever held, without clocks.
 */
export function judgeBatch(
  vault: VaultLog, school: School, entries: readonly Entry[], proofs: readonly Proof[], now: number, restoring = false,
): BatchVerdict {
  const judged = structuredClone(vault);
  beginBatch(judged);
  const way = { atServer: true, restoring, now: restoring ? undefined : now };
  let lastRemoval = entries.length - 1;
  const codes = entries.map((entry, place) => {
    const code = judge(judged, school, entry, proofs[place] ?? UNPROVED, way);
    const wasOwed = judged.renewalOwed;
    if (code === null) append(judged, entry);
    else follow(judged, entry);
    if (judged.renewalOwed && !wasOwed) lastRemoval = place;
    return code;
  });
  const isOwed = judged.renewalOwed && !restoring && codes.length > 0 && codes.every((code) => code === null);
  return { codes: isOwed ? codes.map((code, place) => (place === lastRemoval ? 'not_allowed' : code)) : codes, vault: judged };
}

// Wraps ----------------------------------------------------------------------------------------------------

/** An epoch's key as it was handed to somebody: the epoch's id, and the wrap. */
export interface Handed {
  readonly epoch: string;
  readonly wrap: Bytes;
}

/** Every epoch key that the entry hands to the X25519 key with the id `key`. */
export function wrapsFor(entry: Entry, key: string): Handed[] {
  const { kind, epoch } = entry.header;
  if (kind === 'epoch') {
    const { wraps } = parseEpoch(entry.body);
    return wraps.filter((wrap) => wrap.key === key).map(({ wrap }) => ({ epoch: b64u(epoch), wrap }));
  }
  if (kind !== 'membership') return [];
  const body = parseMembership(entry.body);
  if (body.do === 'remove' || body.wrap?.key !== key) return [];
  return [{ epoch: body.do === 'wrap' ? body.epoch : b64u(epoch), wrap: body.wrap.wrap }];
}

/** The wrap for the school's recovery key, of an entry that begins an epoch; else null. */
export function recoveryWrap(entry: Entry): Handed | null {
  if (entry.header.kind !== 'epoch') return null;
  return { epoch: b64u(entry.header.epoch), wrap: parseEpoch(entry.body).recovery };
}
