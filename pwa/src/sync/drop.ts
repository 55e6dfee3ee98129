/**
 * Drops: what somebody with a ticket hands in, sealed to the vault and signed by the ticket's key (`docs/protocol.md` §7).
 *
 *     const body = await sealDrop(suite, header, ticket, epoch.publicKey, content);
 *     const entry = await signEntry(suite, header, body, ephemeralKey);
 *     const drop = parseDrop(entry);
 *     await verifyTicket(suite, drop.ticket, devicePublic) && await verifyDrop(suite, entry, drop)   → true
 *     await openDrop(suite, dropPair.privateKey, entry, drop)                                        → content
 *
 * `content` is the JSON of an op. Whether its paths are those of the ticket's record is for who applies it.
 */
import { u16 } from './binary.ts';
import type { Suite } from './crypto.ts';
import { type Bytes, concat, Malformed, same, utf8 } from './encoding.ts';
import { encodeHeader, type Entry, type Header, verifyEntry } from './entry.ts';
import { HPKE_OVERHEAD, openWith, pad, sealTo, unpad } from './seal.ts';
import { parseTicket, type Ticket } from './ticket.ts';

const DROP_LABEL = utf8('beside/drop/1');
const LENGTH_SIZE = 2;

/** The ticket that a drop carries, and what is sealed to the epoch's public key. */
export interface Drop {
  readonly ticket: Ticket;
  readonly sealed: Bytes;
}

/**
 * The body of a drop: the ticket, and `content` sealed to the epoch's public key and bound to the header.
 *
 * Throws `Malformed` for a header that is not the ticket's, and with the code `too_large` for more than a drop may hold.
 */
export async function sealDrop(
  suite: Suite, header: Header, ticket: Ticket, publicKey: Uint8Array, content: Uint8Array,
): Promise<Bytes> {
  checkBelongs(header, ticket);
  const carried = concat(u16(ticket.data.length), ticket.data);
  const padded = pad(content);
  const aad = encodeHeader(header, carried.length + HPKE_OVERHEAD + padded.length);
  return concat(carried, await sealTo(suite, publicKey, concat(DROP_LABEL, aad), padded));
}

/**
 * Read the body of a drop; no signature is checked.
 *
 * Throws `Malformed`, with the code `wrong_school` or `wrong_vault` where the ticket is for another place.
 */
export function parseDrop(entry: Entry): Drop {
  const { header, body } = entry;
  if (header.kind !== 'drop') throw new Malformed('an entry of another kind is no drop');
  const end = LENGTH_SIZE + (body[0] ?? 0) * 256 + (body[1] ?? 0);
  if (end + HPKE_OVERHEAD > body.length) throw new Malformed('a drop is cut short');
  const ticket = parseTicket(body.subarray(LENGTH_SIZE, end));
  checkBelongs(header, ticket);
  return { ticket, sealed: body.subarray(end) };
}

function checkBelongs(header: Header, { terms }: Ticket): void {
  if (!same(header.school, terms.school)) throw new Malformed('a drop\'s ticket is of another school', 'wrong_school');
  if (!same(header.vault, terms.vault)) throw new Malformed('a drop\'s ticket is for elsewhere', 'wrong_vault');
  if (!same(header.device, terms.id)) throw new Malformed('a drop\'s `device` must be its ticket\'s id');
}

/** Whether the drop is signed by the key that its ticket names. The ticket's own signature is another question. */
export function verifyDrop(suite: Suite, entry: Entry, drop: Drop): Promise<boolean> {
  return verifyEntry(suite, entry, drop.ticket.terms.ephemeral);
}

/** The content. Throws `BadSeal`, or `Malformed` for false padding under a true seal. */
export async function openDrop(suite: Suite, privateKey: Uint8Array, entry: Entry, drop: Drop): Promise<Bytes> {
  return unpad(await openWith(suite, privateKey, concat(DROP_LABEL, entry.headerBytes), drop.sealed));
}
