/**
 * The clear bodies of a vault's entries, but for epochs (`docs/protocol.md` §1 and §4).
 *
 *     encodeGenesis({ kind: 'case', members: [creator], at })          parseGenesis(data)
 *     encodeMembership({ do: 'add', member, wrap })                    parseMembership(data)
 *     encodeVoid({ op, code: 'malformed' })                            parseVoid(data)
 *     encodeAccept(dropOpId)                                           parseAccept(data)
 *
 * Ids are text. Members of the JSON that are unknown today are passed over. Readers throw `Malformed`.
 */
import { b64u, type Bytes, ID_SIZE, jsonBytes, Malformed, parseInstant, unb64u } from './encoding.ts';
import { WRAP_SIZE, type Wrap } from './epoch.ts';
import { isObject, parseObject } from './op.ts';

const NAME = /^[a-z_]{1,40}$/;

/** A vault begins: its kind, and its members, the creator first. */
export interface GenesisBody {
  readonly kind: string;
  readonly members: readonly string[];
  readonly at: string;
}

/** Somebody takes part from now on; with the key of the epoch in force, if the author could hand it over. */
export interface Add {
  readonly do: 'add';
  readonly member: string;
  readonly wrap: Wrap | null;
}

/** The key of `epoch` for somebody entitled who has none yet. */
export interface HandOver {
  readonly do: 'wrap';
  readonly epoch: string;
  readonly wrap: Wrap;
}

/** Somebody takes part no longer; an epoch without them follows in the same batch. */
export interface Withdrawal {
  readonly do: 'remove';
  readonly member: string;
}

export type Membership = Add | HandOver | Withdrawal;

/** The counter of an entry that was refused is taken by this one; `code` says why it was. */
export interface VoidBody {
  readonly op: string;
  readonly code: string;
}

/** The JSON bytes. Throws `Malformed` for what a reader would refuse. */
export function encodeGenesis({ kind, members, at }: GenesisBody): Bytes {
  const data = jsonBytes({ kind, members, at });
  parseGenesis(data);
  return data;
}

/** Read the body of a genesis entry. */
export function parseGenesis(data: Uint8Array): GenesisBody {
  const { kind, members, at } = parseObject(data);
  if (!Array.isArray(members) || members.length === 0) throw new Malformed('`members` must name one at least');
  const ids = members.map((member) => readId(member, 'member'));
  if (new Set(ids).size !== ids.length) throw new Malformed('`members` names one twice');
  parseInstant(at);
  return { kind: readName(kind, 'kind'), members: ids, at: String(at) };
}

/** The JSON bytes. Throws `Malformed` for what a reader would refuse. */
export function encodeMembership(body: Membership): Bytes {
  const data = jsonBytes(membersOf(body));
  parseMembership(data);
  return data;
}

function membersOf(body: Membership): Record<string, unknown> {
  switch (body.do) {
    case 'add': {
      const handed = body.wrap && { key: body.wrap.key, wrap: b64u(body.wrap.wrap) };
      return { do: 'add', member: body.member, wrap: handed };
    }
    case 'wrap': {
      const { epoch, wrap: { member, key, wrap } } = body;
      return { do: 'wrap', member, key, epoch, wrap: b64u(wrap) };
    }
    case 'remove':
      return { do: 'remove', member: body.member };
  }
}

/** Read the body of a membership entry. The code is `unknown_kind` for a `do` of a newer version. */
export function parseMembership(data: Uint8Array): Membership {
  const found = parseObject(data);
  switch (found['do']) {
    case 'add':
      return readAdd(readId(found['member'], 'member'), found['wrap'] ?? null);
    case 'wrap': {
      const member = readId(found['member'], 'member');
      return { do: 'wrap', epoch: readId(found['epoch'], 'epoch'), wrap: readWrap(found, member) };
    }
    case 'remove':
      return { do: 'remove', member: readId(found['member'], 'member') };
    default:
      throw new Malformed('a membership that does this is not taken', 'unknown_kind');
  }
}

function readAdd(member: string, handed: unknown): Add {
  if (handed === null) return { do: 'add', member, wrap: null };
  if (!isObject(handed)) throw new Malformed('`wrap` must be an object or null');
  return { do: 'add', member, wrap: readWrap(handed, member) };
}

function readWrap(found: Readonly<Record<string, unknown>>, member: string): Wrap {
  return { member, key: readId(found['key'], 'key'), wrap: unb64u(found['wrap'], WRAP_SIZE, 'wrap') };
}

/** The JSON bytes. Throws `Malformed` for what a reader would refuse. */
export function encodeVoid({ op, code }: VoidBody): Bytes {
  const data = jsonBytes({ op, code });
  parseVoid(data);
  return data;
}

/** Read the body of a void. */
export function parseVoid(data: Uint8Array): VoidBody {
  const { op, code } = parseObject(data);
  return { op: readId(op, 'op'), code: readName(code, 'code') };
}

/** The JSON bytes for the op id of a drop. Throws `Malformed` for what a reader would refuse. */
export function encodeAccept(drop: string): Bytes {
  const data = jsonBytes({ drop });
  parseAccept(data);
  return data;
}

/** The op id of the drop that is accepted. */
export function parseAccept(data: Uint8Array): string {
  return readId(parseObject(data)['drop'], 'drop');
}

function readId(found: unknown, name: string): string {
  return b64u(unb64u(found, ID_SIZE, name));
}

function readName(found: unknown, name: string): string {
  if (typeof found !== 'string' || !NAME.test(found)) throw new Malformed(`\`${name}\` must be a name`);
  return found;
}
