/**
 * A server in memory, for the client's own tests: the paths of `docs/protocol.md` §10 that a device at work needs, judged by the
 * same `vault.judgeBatch` and `school.judge` as everywhere. (The tests in a browser use the real one.)
 */
import type { ErrorCode } from '../../src/generated/codes.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_BATCHES, MAX_PULL_BYTES } from '../../src/generated/limits.ts';
import type { Json, Send } from '../../src/store/api.ts';
import { u64 } from '../../src/sync/binary.ts';
import { parseCheckpoint } from '../../src/sync/checkpoint.ts';
import { inBatches, type Suite } from '../../src/sync/crypto.ts';
import {
  b64u, type Bytes, compareIds, concat, digest, formatInstant, newId, Refused, same, unb64u, utf8,
} from '../../src/sync/encoding.ts';
import { type Entry, parse } from '../../src/sync/entry.ts';
import { encodeFrames, parseFrames } from '../../src/sync/frames.ts';
import { OUR_PARAMS } from '../../src/sync/keys.ts';
import { nextHash } from '../../src/sync/log.ts';
import { parseObject } from '../../src/sync/op.ts';
import { isLive, isPresent, newSchool, type School } from '../../src/sync/roster.ts';
import { append as appendSchool, judge as judgeSchool } from '../../src/sync/school.ts';
import { parse as parseSchool } from '../../src/sync/school_entry.ts';
import { append, judgeBatch, prove, setAside } from '../../src/sync/vault.ts';
import { linkOf, newVaultLog, type VaultLog } from '../../src/sync/vault_log.ts';
import { standings } from '../../src/sync/vault_rights.ts';
import { countersOf, Held, shutOutEarly } from './accepted.ts';

/** One vault as the server has it. `hashes[seq]` is the log hash after `seq` entries. */
interface Shelf {
  readonly id: string;
  logId: Bytes;
  entries: Entry[];
  hashes: Bytes[];
  log: VaultLog;
}

/** Who is on the line, as a cookie would say. */
export interface Browser {
  member: string | null;
  device: string | null;
}

/** A refusal of the server's. */
class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly entries: readonly (readonly [number, ErrorCode])[];

  constructor(status: number, code: ErrorCode, entries: readonly (readonly [number, ErrorCode])[] = []) {
    super(code);
    this.status = status;
    this.code = code;
    this.entries = entries;
  }

  get body(): Json {
    const entries = this.entries.map(([index, code]) => ({ index, code }));
    return { code: this.code, message: this.code, remedy: '', ...(entries.length > 0 ? { entries } : {}) };
  }
}

/** What a server knew at some moment. */
export interface Backup {
  readonly school: readonly Bytes[];
  readonly shelves: readonly { readonly id: string; readonly entries: readonly Entry[] }[];
}

export class Server {
  readonly suite: Suite;
  readonly id: Bytes;
  readonly held = new Held();
  now = 1_795_425_302_123;
  school: School;
  entries: Bytes[] = [];
  shelves = new Map<string, Shelf>();
  checkpoints = new Map<string, Bytes>();
  late: { id: string; vault: string; device: string; member: string; entry: Entry; isDecided: boolean }[] = [];
  /** Rows as they came. */
  reminders: Bytes[] = [];
  /** Why an entry is refused whatever it is, as by a newer server; null for none. */
  refusing: (entry: Entry) => string | null = () => null;
  /** Why a reminder row is left out; null where it is taken. */
  refusingRow: (row: Bytes) => string | null = () => null;
  restoring = false;
  restoredAt: number | null = null;
  requests = 0;

  constructor(suite: Suite, id: Bytes) {
    this.suite = suite;
    this.id = id;
    this.school = newSchool(id);
  }

  /** How a browser asks this server. */
  sendFrom(browser: Browser): Send {
    return async (url, { method, body }) => {
      this.requests += 1;
      const content = body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array();
      const path = `${method ?? 'GET'} ${url.replace(/^\/api\/schools\/[^/]+/, '')}`;
      try {
        const answer = await this.answer(path, content, browser);
        return new Response(answer instanceof Uint8Array ? answer : JSON.stringify(answer));
      } catch (error) {
        if (error instanceof Refused) return refusal(new Refusal(422, error.code));
        if (!(error instanceof Refusal)) throw error;
        return refusal(error);
      }
    };
  }

  private async answer(path: string, content: Bytes, browser: Browser): Promise<Json | Bytes> {
    if (path === 'POST /sign-in/start') return { challenge: b64u(newId()), salt: b64u(newId()), params: OUR_PARAMS, time: this.time };
    if (path === 'POST /sign-in') return this.signIn(parseObject(content), browser);
    if (path === 'POST /late') return this.takeLate(content);
    this.mustBeIn(browser);
    switch (path) {
      case 'POST /exchange':
        if (this.restoring) throw new Refusal(503, 'restoring');
        return this.exchange(parseObject(content), browser);
      case 'POST /pull': return this.pull(parseObject(content), browser);
      case 'POST /push': return this.push(content);
      case 'POST /log': {
        const { head, parts } = parseFrames(content);
        const isGivenBack = head['restore'] === true && this.restoredAt !== null;
        if (!isGivenBack && this.held.hold(shutOutEarly(this.logs, this.school, parts), this.now)) throw new Refusal(409, 'head_moved');
        return this.appendLog(parts);
      }
      case 'POST /restored':
        this.restoring = false;
        return { time: this.time };
      case 'GET /late': return this.lateBox(browser);
      default:
        if (path.startsWith('GET /members/')) return countersOf(this.logs, this.school, path.split('/')[2] ?? '', this.now);
        if (path.startsWith('POST /late/')) return this.settleLate(path.slice('POST /late/'.length), browser);
        throw new Refusal(404, 'not_found');
    }
  }

  private get logs(): (readonly [string, VaultLog])[] {
    return [...this.shelves].map(([vault, { log }]) => [vault, log]);
  }

  private get time(): string {
    return formatInstant(this.now);
  }

  private mustBeIn({ member, device }: Browser): void {
    if (member === null || device === null) throw new Refusal(401, 'no_session');
    const roles = this.school.members.get(member)?.roles ?? [];
    if (this.restoring && !roles.includes('administrator')) throw new Refusal(503, 'restoring');
    const found = this.school.devices.get(device);
    if (!isPresent(this.school, member) || (found !== undefined && !isLive(found))) throw new Refusal(403, 'revoked_device');
  }

  private signIn(asked: Json, browser: Browser): Json {
    const device = String(asked['device']);
    const member = this.school.devices.get(device)?.member;
    if (member === undefined) throw new Refusal(401, 'sign_in_refused');
    this.mustBeIn({ member, device });
    Object.assign(browser, { member, device });
    return { session: b64u(newId()), member, device, pending: false, bundle: '', time: this.time };
  }

  // The logs -----------------------------------------------------------------------------------------------

  private entitled(member: string): Shelf[] {
    const found = [...this.shelves.values()].filter(({ log }) => standings(log, this.school, member).length > 0);
    return found.sort((one, other) => compareIds(one.id, other.id));
  }

  private exchange(asked: Json, { member, device }: Browser): Json {
    for (const posted of asked['checkpoints'] as string[]) {
      const { vault, device: by } = parseCheckpoint(unb64u(posted));
      this.checkpoints.set(`${b64u(vault)}/${b64u(by)}`, unb64u(posted));
    }
    const heads = this.entitled(member ?? '');
    const mine = new Set(heads.map(({ id }) => id));
    const others = [...this.checkpoints].flatMap(([key, data]) => {
      const [vault, by] = key.split('/');
      return mine.has(vault ?? '') && by !== device ? [data] : [];
    });
    const notices = this.late.filter((late) => this.isToldTo(late, member ?? ''))
      .map(({ id, vault }) => utf8(JSON.stringify({ kind: 'late', id, vault })));
    const { seq, logHash } = this.school;
    const hashes = (things: Bytes[]): Bytes[] => things.map((thing) => digest(thing)).sort((a, b) => (b64Order(a, b)));
    const own = digest(
      u64(seq), logHash, ...heads.map((shelf) => concat(unb64u(shelf.id), shelf.logId, u64(shelf.log.seq), shelf.log.logHash)),
      ...hashes(others), ...hashes(notices),
    );
    if (same(own, unb64u(asked['digest']))) return { time: this.time, same: true };
    return {
      time: this.time, same: false, school: [seq, b64u(logHash)],
      heads: heads.map(({ id, logId, log }) => [id, b64u(logId), log.seq, b64u(log.logHash)]),
      checkpoints: others.map(b64u), notices: notices.map(b64u),
      restored: this.restoredAt === null ? null : formatInstant(this.restoredAt),
    };
  }

  private pull(asked: Json, { member }: Browser): Bytes {
    let room: number = MAX_PULL_BYTES;
    const parts: Bytes[] = [];
    const give = (found: readonly Bytes[]): number => {
      const fitting = found.findIndex((entry) => (room -= entry.length) < 0);
      const given = fitting < 0 ? found : found.slice(0, fitting);
      parts.push(...given);
      return given.length;
    };
    const school = asked['school'] === null ? 0 : give(this.entries.slice(Number(asked['school'])));
    const may = new Set(this.entitled(member ?? '').map(({ id }) => id));
    const vaults = (asked['vaults'] as [string, string | null, number, string][]).map(([vault, , seq, hash]) => {
      const shelf = this.shelves.get(vault);
      if (shelf === undefined) return { vault, from: 1, count: 0, more: false, head: [0, hash], rewound: seq > 0 };
      if (!may.has(vault)) return { vault, count: 0, error: new Refusal(403, 'not_entitled').body };
      const head = [shelf.log.seq, b64u(shelf.log.logHash)];
      const described = { vault, log: b64u(shelf.logId), head };
      const known = shelf.hashes[seq];
      if (known === undefined || !same(known, unb64u(hash))) return { ...described, count: 0, more: false, rewound: true };
      const count = room > 0 ? give(shelf.entries.slice(seq).map(({ bytes }) => bytes)) : 0;
      return { ...described, from: seq + 1, count, more: seq + count < shelf.log.seq };
    });
    return encodeFrames({ school, vaults }, parts);
  }

  private async push(content: Bytes): Promise<Json> {
    const { head, parts } = parseFrames(content);
    if (this.restoring && head['restore'] !== true) throw new Refusal(503, 'restoring');
    if (this.held.stops(parts, this.now)) throw new Refusal(429, 'rate_limited');
    const described = head['batches'] as readonly { readonly count: number; readonly reminders: readonly string[] }[];
    if (described.length > MAX_BATCHES || described.some(({ count, reminders }) => Math.max(count, reminders.length) > MAX_BATCH_ENTRIES)) {
      throw new Refusal(422, 'invalid');
    }
    let place = 0;
    const results: Json[] = [];
    for (const { vault, count, reminders } of head['batches'] as { vault: string; count: number; reminders: string[] }[]) {
      const batch = parts.slice(place, (place += count));
      try {
        const taken = await this.pushBatch(vault, batch, head['restore'] === true);
        const leftOut = reminders.map((row) => this.refusingRow(unb64u(row)));
        this.reminders.push(...reminders.flatMap((row, at) => (leftOut[at] === null ? [unb64u(row)] : [])));
        results.push(leftOut.some((code) => code !== null) ? { ...taken, reminders: leftOut } : taken);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        results.push({ vault, error: error.body });
      }
    }
    return { results };
  }

  private async pushBatch(vault: string, batch: readonly Bytes[], restore: boolean): Promise<Json> {
    if (batch.reduce((sum, data) => sum + data.length, 0) > MAX_BATCH_BYTES) throw new Refusal(413, 'too_large');
    const entries = batch.map((data) => parse(data));
    const shelf = this.shelves.get(vault) ?? this.newShelf(vault);
    const there = new Map(shelf.entries.map((entry, at) => [b64u(entry.header.opId), { entry, seq: at + 1 }]));
    const reused = entries.flatMap((entry, at): [number, ErrorCode][] => {
      const known = there.get(b64u(entry.header.opId));
      return known !== undefined && !same(known.entry.signed, entry.signed) ? [[at, 'op_id_reused']] : [];
    });
    const fresh = entries.filter(({ header }) => !there.has(b64u(header.opId)));
    const proofs = await inBatches(fresh, (entry) => prove(this.suite, this.school, entry));
    const refused = entries.flatMap((entry, at): [number, ErrorCode][] => {
      const code = this.refusing(entry);
      return code === null ? [] : [[at, code as ErrorCode]];
    });
    if (refused[0] !== undefined) throw new Refusal(409, refused[0][1], refused);
    const verdict = judgeBatch(shelf.log, this.school, fresh, proofs, this.now, restore && this.restoredAt !== null);
    const bad = verdict.codes.flatMap((code, at): [number, ErrorCode][] => {
      const entry = fresh[at];
      return code === null || entry === undefined ? [] : [[entries.indexOf(entry), code]];
    });
    const [first] = [...reused, ...bad];
    if (first !== undefined) throw new Refusal(409, first[1], [...reused, ...bad]);
    if (fresh.length > 0) this.take(shelf, fresh, verdict.vault);
    const seqs = entries.map((entry) => shelf.entries.findIndex((kept) => same(kept.header.opId, entry.header.opId)) + 1);
    return { vault, log: b64u(shelf.logId), head: [shelf.log.seq, b64u(shelf.log.logHash)], seqs };
  }

  private newShelf(id: string): Shelf {
    const log = newVaultLog(this.id, unb64u(id));
    return { id, logId: newId(), entries: [], hashes: [log.logHash], log };
  }

  private take(shelf: Shelf, fresh: readonly Entry[], log: VaultLog): void {
    for (const entry of fresh) {
      shelf.entries.push(entry);
      shelf.hashes.push(nextHash(shelf.hashes.at(-1) ?? new Uint8Array(), entry.hash));
    }
    shelf.log = log;
    this.shelves.set(shelf.id, shelf);
  }

  /** Append to the school's log, as a request or as what a school begins with. */
  async appendLog(found: readonly Bytes[]): Promise<Json> {
    for (const data of found) {
      const entry = parseSchool(data);
      const known = this.entries[entry.seq - 1];
      if (known !== undefined && same(parseSchool(known).signed, entry.signed)) continue;
      const code = await judgeSchool(this.suite, this.school, entry);
      if (code !== null) throw new Refusal(409, code, [[0, code]]);
      appendSchool(this.school, entry);
      this.entries.push(data);
    }
    return { head: [this.school.seq, b64u(this.school.logHash)] };
  }

  private takeLate(content: Bytes): Json {
    if (content.length > MAX_PULL_BYTES * 2) throw new Refusal(413, 'too_large');
    const { head, parts } = parseFrames(content);
    if ((head['batches'] as { count: number }[]).some(({ count }) => count < 1 || count > MAX_BATCH_ENTRIES)) throw new Refusal(422, 'invalid');
    const hander = this.school.devices.get(String(head['device']));
    for (const entry of parts.map((data) => parse(data))) {
      const author = this.school.devices.get(b64u(entry.header.device));
      if (hander === undefined || author === undefined || (author !== hander && !isLive(hander))) throw new Refusal(422, 'unknown_device');
      if (this.late.some((late) => same(late.entry.hash, entry.hash))) continue;
      this.late.push({ id: b64u(newId()), vault: b64u(entry.header.vault), device: author.id, member: author.member, entry, isDecided: false });
    }
    return { taken: parts.length };
  }

  /** What waits for a member's decision: saves; of a vault that was never sent, with its keys. */
  private lateBox({ member }: Browser): Bytes {
    const waits = this.late.filter((late) => this.isToldTo(late, member ?? ''));
    const keys = this.late.filter(({ vault, entry }) =>
      entry.header.kind !== 'op' && !this.shelves.has(vault) && waits.some((late) => late.vault === vault));
    const found = this.late.filter((late) => waits.includes(late) || keys.includes(late));
    const entries = found.map(({ id, vault, device, member: by }) => ({ id, vault, device, member: by, received: this.time }));
    return encodeFrames({ entries, more: false }, found.map(({ entry }) => entry.bytes));
  }

  private isToldTo({ vault, member: author, entry, isDecided }: Server['late'][number], member: string): boolean {
    if (isDecided || entry.header.kind !== 'op') return false;
    if (this.shelves.has(vault)) return this.entitled(member).some(({ id }) => id === vault);
    const isManager = this.school.members.get(member)?.roles.includes('line_manager') === true;
    const managed = [...this.school.manages].filter(([, mentored]) => mentored.has(author)).map(([manager]) => manager);
    return isManager && (managed.length === 0 || managed.includes(member));
  }

  private settleLate(id: string, { member }: Browser): Json {
    const found = this.late.find((late) => late.id === id && this.isToldTo(late, member ?? ''));
    if (found === undefined) throw new Refusal(404, 'not_found');
    found.isDecided = true;
    return {};
  }

  // Lies ---------------------------------------------------------------------------------------------------

  /** A vault's log as it stands. */
  logOf(vault: string): readonly Entry[] {
    return [...(this.shelves.get(vault)?.entries ?? [])];
  }

  /** Have another log of a vault than was taken; heads and hashes fit, so that only what people signed tells. */
  tell(vault: string, entries: readonly Entry[]): void {
    const shelf = this.shelves.get(vault);
    if (shelf === undefined) throw new Error('no such vault');
    const log = newVaultLog(this.id, unb64u(vault));
    Object.assign(shelf, { entries: [], hashes: [log.logHash], log });
    for (const entry of entries) {
      shelf.entries.push(entry);
      if (log.seq > 0 && linkOf(log, b64u(entry.header.device)).counter >= entry.header.counter) setAside(log, entry, 'chain_broken');
      else append(log, entry);
      shelf.hashes.push(log.logHash);
    }
  }

  /** Have another log of the school. */
  async tellSchool(entries: readonly Bytes[]): Promise<void> {
    Object.assign(this, { entries: [], school: newSchool(this.id) });
    await this.appendLog(entries);
  }

  // Backups ------------------------------------------------------------------------------------------------

  backup(): Backup {
    return {
      school: [...this.entries],
      shelves: [...this.shelves.values()].map(({ id, entries }) => ({ id, entries: [...entries] })),
    };
  }

  /** Set the server back to a backup: new log ids, and nobody but administrators heard until the school's log is back. */
  async setBack({ school, shelves }: Backup): Promise<void> {
    Object.assign(this, { shelves: new Map(), checkpoints: new Map() });
    await this.tellSchool(school);
    for (const { id, entries } of shelves) {
      const proofs = await inBatches(entries, (entry) => prove(this.suite, this.school, entry));
      const shelf = this.newShelf(id);
      this.take(shelf, entries, judgeBatch(shelf.log, this.school, entries, proofs, this.now, true).vault);
    }
    this.restoring = true;
    this.restoredAt = this.now;
  }
}

function b64Order(one: Bytes, other: Bytes): number {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function refusal(error: Refusal): Response {
  return new Response(JSON.stringify({ error: error.body }), { status: error.status });
}
