/**
 * Tickets: a member's leave for somebody without an account to drop something into one record (`docs/protocol.md` §7).
 *
 *     const ticket = await signTicket(suite, terms, deviceKey);
 *     parseTicket(ticket.data)                              // says the same
 *     await verifyTicket(suite, ticket, devicePublic)       → true
 *
 * The ticket names an ephemeral key; whoever holds its private half may drop, as often and as much as the terms say. The
 * server counts, and judges `notAfter` by its own clock; a reader here judges neither.
 */
import { MAX_LEAF_INTEGER, SUITE } from '../generated/limits.ts';
import { Reader, u16, u32, u64, u8 } from './binary.ts';
import type { SignKey, Suite } from './crypto.ts';
import {
  type Bytes, concat, ID_SIZE, jsonBytes, KEY_SIZE, Malformed, same, SIGNATURE_SIZE, utf8,
} from './encoding.ts';
import { parseObject } from './op.ts';

const MAGIC = utf8('BSDT');
const TAG = utf8('beside/ticket/1');
const FIXED_SIZE = 136;
/** Bytes without the body. */
export const TICKET_SIZE = FIXED_SIZE + SIGNATURE_SIZE;
const MOST_U32 = 2 ** 32 - 1;
const FORM = /^[a-z_][a-z0-9_]*$/;

/** How a drop is applied: a hand-over's at once, the others' after a member's accept. */
export const PURPOSES = { hand_over: 1, link: 2, concern: 3 } as const;
export type Purpose = keyof typeof PURPOSES;

const BY_NUMBER = new Map(Object.entries(PURPOSES).map(([purpose, number]) => [number as number, purpose as Purpose]));

/**
 * What a ticket allows: drops into `record` of `vault`, signed by the Ed25519 key `ephemeral`, at most `mostDrops` of at
 * most `mostBytes` in all, until `notAfter` (milliseconds since 1970 UTC). `device` signs the ticket; `form` and `version`
 * say what is to be filled in.
 */
export interface Terms {
  readonly purpose: Purpose;
  readonly id: Bytes;
  readonly school: Bytes;
  readonly vault: Bytes;
  readonly record: Bytes;
  readonly ephemeral: Bytes;
  readonly mostDrops: number;
  readonly mostBytes: number;
  readonly notAfter: number;
  readonly device: Bytes;
  readonly form: string;
  readonly version: number;
}

/** Terms and the ticket's bytes as signed. Made by `signTicket` and `parseTicket`. */
export interface Ticket {
  readonly terms: Terms;
  readonly data: Bytes;
}

/** Sign the terms with the key of `terms.device`. Throws `Malformed` for what a reader would refuse. */
export async function signTicket(suite: Suite, terms: Terms, key: SignKey): Promise<Ticket> {
  const { purpose, id, school, vault, record, ephemeral, mostDrops, mostBytes, notAfter, device, form, version } = terms;
  if ([id, school, vault, record, device].some((found) => found.length !== ID_SIZE) || ephemeral.length !== KEY_SIZE) {
    throw new Malformed('an id in a ticket must be of 16 bytes, its key of 32');
  }
  if (![mostDrops, mostBytes].every((most) => Number.isSafeInteger(most) && most >= 0 && most <= MOST_U32)) {
    throw new Malformed('`most drops` and `most bytes` must fit into 32 bits');
  }
  checkEnd(notAfter);
  const body = jsonBytes({ form, version });
  parseBody(body);
  const before = concat(
    MAGIC, u8(SUITE), u8(PURPOSES[purpose]), id, school, vault, record, ephemeral, u32(mostDrops), u32(mostBytes),
    u64(notAfter), device, u16(body.length), body,
  );
  return { terms, data: concat(before, await suite.sign(key, concat(TAG, before))) };
}

/**
 * Read a ticket; the signature is not checked.
 *
 * Throws `Malformed`, with the code `unknown_kind` for a suite or purpose of a newer version.
 */
export function parseTicket(data: Bytes): Ticket {
  if (data.length < TICKET_SIZE) throw new Malformed('a ticket is cut short');
  const reader = new Reader(data);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a ticket begins with BSDT');
  const suite = reader.u8();
  const purpose = BY_NUMBER.get(reader.u8());
  if (suite !== SUITE || purpose === undefined) {
    throw new Malformed('a ticket of this suite or purpose is not taken', 'unknown_kind');
  }
  const [id, school, vault, record] = [take(reader), take(reader), take(reader), take(reader)];
  const ephemeral = reader.take(KEY_SIZE);
  const [mostDrops, mostBytes, notAfter, device] = [reader.u32(), reader.u32(), reader.u64(), take(reader)];
  if (data.length !== TICKET_SIZE + reader.u16()) throw new Malformed('a ticket\'s length is not what it says');
  checkEnd(notAfter);
  const { form, version } = parseBody(data.subarray(FIXED_SIZE, -SIGNATURE_SIZE));
  return {
    terms: { purpose, id, school, vault, record, ephemeral, mostDrops, mostBytes, notAfter, device, form, version },
    data,
  };
}

function take(reader: Reader): Bytes {
  return reader.take(ID_SIZE);
}

function checkEnd(notAfter: number): void {
  if (!(notAfter >= 0 && notAfter <= MAX_LEAF_INTEGER)) throw new Malformed('`not after` must be from 0 to 2^53 - 1');
}

function parseBody(data: Bytes): { form: string; version: number } {
  const { form, version } = parseObject(data);
  if (typeof form !== 'string' || !FORM.test(form)) throw new Malformed('`form` must be the name of a form');
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    throw new Malformed('`version` must be an integer from 1');
  }
  return { form, version };
}

/** Whether the ticket is signed by `publicKey`, the key of `terms.device`. */
export function verifyTicket(suite: Suite, ticket: Ticket, publicKey: Uint8Array): Promise<boolean> {
  const { data } = ticket;
  return suite.verify(publicKey, data.subarray(-SIGNATURE_SIZE), concat(TAG, data.subarray(0, -SIGNATURE_SIZE)));
}
