/**
 * The server's paths as functions (`docs/protocol.md` §10): JSON and frames in and out, refusals as exceptions.
 *
 *     const line = lineTo(school);
 *     const { time, heads } = await exchange(line, digest, checkpoints);
 *
 * Whatever keeps an answer from arriving whole is `Unreachable`: the caller keeps what it has and tries again.
 * `navigator.onLine` is asked by nobody: a request either succeeded or it did not.
 */
import { CODES, type ErrorCode } from '../generated/codes.ts';
import { PROTOCOL_VERSION } from '../generated/limits.ts';
import { CATALOGUE_VERSION } from '../generated/version.ts';
import { b64u, type Bytes, Refused, unb64u, utf8 } from '../sync/encoding.ts';
import { encodeFrames, FRAMES_TYPE, viewFrames } from '../sync/frames.ts';
import type { Cursor } from '../sync/log.ts';
import { isObject, parseObject } from '../sync/op.ts';

const JSON_TYPE = 'application/json';
const TIMEOUT_MS = 60_000;
const VERSIONS = { protocol: PROTOCOL_VERSION, catalogue: CATALOGUE_VERSION };

export type Json = Readonly<Record<string, unknown>>;

/** How requests leave this page: `fetch`, or what stands in its place. */
export type Send = (url: string, request: RequestInit) => Promise<Response>;

/** The way to one school's paths, or to the server's own where `base` is `/api`. */
export interface Line {
  readonly base: string;
  readonly send: Send;
  /** What ends a request before its time, as it is when that is sent. */
  readonly until?: () => AbortSignal | null;
}

/** The way to a school (its id as text), or to the server as a whole. */
export function lineTo(school: string | null, send: Send = (url, asked) => fetch(url, asked)): Line {
  return { base: school === null ? '/api' : `/api/schools/${school}`, send };
}

/** No whole answer came. Nothing may be concluded about whether the request was carried out. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** The server said no. `code` is null for one that only a newer server knows; `detail` is its error object. */
export class ServerRefused extends Error {
  override name = 'ServerRefused';
  readonly status: number;
  readonly code: ErrorCode | null;
  readonly detail: Json;
  /** How many seconds the server asks to be left alone for, where it says. */
  readonly retryAfter: number | null;

  constructor(status: number, detail: Json, retryAfter: number | null = null) {
    super(String(detail['code']));
    this.status = status;
    this.code = errorCode(detail['code']);
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/** A code of the catalogue, or null for anything else. */
export function errorCode(found: unknown): ErrorCode | null {
  return typeof found === 'string' && Object.hasOwn(CODES, found) ? (found as ErrorCode) : null;
}

/**
 * Part of a vault's log, and the server's head.
 *
 * `rewound` where the server does not know the cursor it was asked with (`logId` is null where it knows nothing of the
 * vault); `refused` where this member may not read the vault, and then nothing else is said.
 */
export interface VaultPage {
  readonly vault: string;
  readonly logId: Bytes | null;
  readonly first: number;
  readonly entries: readonly Bytes[];
  readonly more: boolean;
  readonly headSeq: number;
  readonly headHash: Bytes;
  readonly rewound: boolean;
  readonly refused: ErrorCode | null;
}

/** What an exchange answers when something is new. */
export interface Heads {
  readonly time: string;
  readonly school: readonly [seq: number, hash: Bytes];
  readonly vaults: readonly (readonly [vault: string, cursor: Cursor])[];
  readonly checkpoints: readonly Bytes[];
  readonly notices: readonly Bytes[];
  /** When the operator last restored the server from a backup; null if never. */
  readonly restored: string | null;
}

/**
 * An answer to one batch of a push: where the log stands now, or why the batch was refused. `leftOut` says of each reminder row null, or
 * why it was not taken; it is empty where all were.
 */
export type PushResult =
  | {
    readonly vault: string; readonly logId: Bytes; readonly head: readonly [seq: number, hash: Bytes]; readonly seqs: readonly number[];
    readonly leftOut: readonly unknown[];
  }
  | { readonly vault: string; readonly error: PushError };

/** Why a batch was refused: its code, and each bad entry's index and code. */
export interface PushError {
  readonly code: ErrorCode | null;
  readonly entries: readonly (readonly [index: number, code: ErrorCode | null])[];
}

/** What a pull asks of one vault; `cursor` is null where nothing was fetched, `empty` the hash of its empty log. */
export interface Asked {
  readonly vault: string;
  readonly cursor: Cursor | null;
  readonly empty: Bytes;
}

/** Send a request to a path of `line`. Throws `ServerRefused` and `Unreachable`. */
export async function request(line: Line, method: string, path: string, type: string, body?: Bytes): Promise<Bytes> {
  let answer: Response;
  let content: Bytes;
  try {
    answer = await line.send(line.base + path, {
      method,
      headers: { 'Content-Type': type, Accept: `${JSON_TYPE}, ${FRAMES_TYPE}` },
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: endOf(line.until?.() ?? null),
    });
    content = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new Unreachable('no whole answer', { cause: error });
  }
  if (answer.ok) return content;
  const detail = whole(() => parseObject(content)['error']);
  if (!isObject(detail)) throw new Unreachable(`status ${answer.status}`);
  throw new ServerRefused(answer.status, detail, secondsOf(answer.headers.get('Retry-After')));
}

/** When a request ends. A browser from before 2024 cannot join two signals, and has the time alone. */
function endOf(until: AbortSignal | null): AbortSignal {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  return until !== null && 'any' in AbortSignal ? AbortSignal.any([late, until]) : late;
}

/** A day at most: whoever asks for more is not to be obeyed by a device with work to hand in. */
function secondsOf(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) : null;
}

/** A JSON request. Throws `ServerRefused` and `Unreachable`. */
export async function requestJson(line: Line, method: string, path: string, body?: Json): Promise<Json> {
  const content = await request(line, method, path, JSON_TYPE, body === undefined ? undefined : utf8(JSON.stringify(body)));
  return content.length === 0 ? {} : whole(() => parseObject(content));
}

/** A request of frames, the answer's bytes. Throws `ServerRefused` and `Unreachable`. */
export function requestFrames(
  line: Line, method: string, path: string, head: Json, parts: readonly Bytes[] = [],
): Promise<Bytes> {
  return request(line, method, path, FRAMES_TYPE, encodeFrames(head, parts));
}

/** Say how far we are, hear what is new; null where nothing is. The server's time comes with either. */
export async function exchange(
  line: Line, digest: Bytes, checkpoints: readonly Bytes[],
): Promise<{ readonly time: string; readonly heads: Heads | null }> {
  const body = { ...VERSIONS, digest: b64u(digest), checkpoints: checkpoints.map(b64u) };
  const answer = await requestJson(line, 'POST', '/exchange', body);
  return whole(() => {
    const time = textIn(answer, 'time');
    if (answer['same'] === true) return { time, heads: null };
    const heads: Heads = {
      time,
      school: position(answer['school']),
      vaults: listIn(answer, 'heads').map(vaultHead),
      checkpoints: listIn(answer, 'checkpoints').map((found) => unb64u(found)),
      notices: listIn(answer, 'notices').map((found) => unb64u(found)),
      restored: typeof answer['restored'] === 'string' ? answer['restored'] : null,
    };
    return { time, heads };
  });
}

/** School entries after `school` (null: none asked for), and of each vault what follows its cursor, as views of the answer. */
export async function pull(
  line: Line, asked: readonly Asked[], school: number | null,
): Promise<{ readonly school: readonly Bytes[]; readonly pages: readonly VaultPage[] }> {
  const vaults = asked.map(({ vault, cursor, empty }) =>
    cursor === null
      ? [vault, null, 0, b64u(empty)]
      : [vault, b64u(cursor.logId), cursor.seq, b64u(cursor.logHash)]);
  const content = await request(line, 'POST', '/pull', JSON_TYPE, utf8(JSON.stringify({ ...VERSIONS, vaults, school })));
  return whole(() => {
    const { head, parts } = viewFrames(content);
    let place = numberIn(head, 'school');
    const ofSchool = parts.slice(0, place).map((part) => part.slice());
    const pages = listIn(head, 'vaults').map((found) => {
      const page = toPage(found, parts.slice(place, place + numberIn(found, 'count')));
      place += page.entries.length;
      return page;
    });
    if (place !== parts.length) throw new Refused('frames are missing or left over', 'malformed');
    return { school: ofSchool, pages };
  });
}

/** Entries of a vault, and reminder rows that go with ops of it. */
export interface Batch {
  readonly vault: string;
  readonly entries: readonly Bytes[];
  readonly reminders?: readonly Uint8Array[];
}

/** Send batches, one a vault; one result each, in the same order. */
export async function push(line: Line, batches: readonly Batch[], restore = false): Promise<readonly PushResult[]> {
  const described = batches.map(({ vault, entries, reminders = [] }) =>
    ({ vault, count: entries.length, reminders: reminders.map((row) => b64u(row)) }));
  const head = { ...VERSIONS, batches: described, ...(restore ? { restore: true } : {}) };
  const content = await requestFrames(line, 'POST', '/push', head, batches.flatMap(({ entries }) => entries));
  return whole(() => {
    const results = listIn(parseObject(content), 'results').map(toResult);
    if (results.length !== batches.length) throw new Refused('a result is missing', 'malformed');
    return results;
  });
}

/**
 * Append to the school's log, or give back what the server lost of it. Throws `ServerRefused` with `head_moved` when somebody else
 * was first, or whoever is shut out has written since.
 */
export async function appendSchool(line: Line, entries: readonly Bytes[], restore = false): Promise<void> {
  const answer = await requestFrames(line, 'POST', '/log', { count: entries.length, ...(restore ? { restore: true } : {}) }, entries);
  whole(() => position(parseObject(answer)['head']));
}

// Reading answers: whatever is not as it should be counts as no whole answer --------------------------------

/** What `read` reads. Throws `Unreachable` where the answer is not as it should be. */
export function whole<Found>(read: () => Found): Found {
  try {
    return read();
  } catch (error) {
    throw new Unreachable('an answer that is not whole', { cause: error });
  }
}

function member(found: unknown, name: string): unknown {
  if (!isObject(found)) throw new Refused('not an object', 'malformed');
  return found[name];
}

/** The list under `name`. Throws where there is none. */
export function listIn(found: unknown, name: string): readonly unknown[] {
  const list = member(found, name);
  if (!Array.isArray(list)) throw new Refused(`\`${name}\` must be a list`, 'malformed');
  return list as readonly unknown[];
}

/** The whole number from 0 under `name`. Throws where there is none. */
export function numberIn(found: unknown, name: string): number {
  return toNumber(member(found, name));
}

/** The text under `name`. Throws where there is none. */
export function textIn(found: unknown, name: string): string {
  const value = member(found, name);
  if (typeof value !== 'string') throw new Refused(`\`${name}\` must be text`, 'malformed');
  return value;
}

function toNumber(found: unknown): number {
  if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0) {
    throw new Refused('not a whole number', 'malformed');
  }
  return found;
}

function position(found: unknown): readonly [number, Bytes] {
  if (!Array.isArray(found)) throw new Refused('not a position', 'malformed');
  return [toNumber(found[0]), unb64u(found[1])];
}

function vaultHead(found: unknown): readonly [string, Cursor] {
  if (!Array.isArray(found)) throw new Refused('not a head', 'malformed');
  return [b64u(unb64u(found[0])), { logId: unb64u(found[1]), seq: toNumber(found[2]), logHash: unb64u(found[3]) }];
}

function toPage(found: unknown, entries: readonly Bytes[]): VaultPage {
  const vault = textIn(found, 'vault');
  if (entries.length !== numberIn(found, 'count')) throw new Refused('frames are missing', 'malformed');
  const error = member(found, 'error');
  if (isObject(error)) {
    const refused = errorCode(error['code']) ?? 'internal';
    return {
      vault, logId: null, first: 0, entries, more: false, headSeq: 0, headHash: new Uint8Array(0), rewound: false, refused,
    };
  }
  const [headSeq, headHash] = position(member(found, 'head'));
  const logId = member(found, 'log');
  const rewound = member(found, 'rewound') === true;
  return {
    vault,
    logId: logId === undefined || logId === null ? null : unb64u(logId),
    first: rewound ? 0 : numberIn(found, 'from'),
    entries,
    more: member(found, 'more') === true,
    headSeq,
    headHash,
    rewound,
    refused: null,
  };
}

function toResult(found: unknown): PushResult {
  const vault = textIn(found, 'vault');
  const error = member(found, 'error');
  if (error === undefined || error === null) {
    const seqs = listIn(found, 'seqs').map(toNumber);
    const leftOut = member(found, 'reminders') === undefined ? [] : listIn(found, 'reminders');
    return { vault, logId: unb64u(member(found, 'log')), head: position(member(found, 'head')), seqs, leftOut };
  }
  const entries = isObject(error) && Array.isArray(error['entries']) ? (error['entries'] as readonly unknown[]) : [];
  const bad = entries.map((entry) => [numberIn(entry, 'index'), errorCode(member(entry, 'code'))] as const);
  return { vault, error: { code: errorCode(member(error, 'code')), entries: bad } };
}

