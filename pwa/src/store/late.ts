/**
 * Handed in late: a present member's decision on what somebody had not sent when they were shut out (`hand_in.ts`).
 *
 *     for (const late of await waitingForMe(replica)) …      // on a present member's device
 *     await takeLate(replica, late);                         // or setLateAside(replica, late, 'not_needed')
 *
 * What is taken keeps its op id: taken twice, or sent by its author after all, it is in the log once. And it says whose entry it
 * was (`late` in the op's JSON), so that what it replaces among others handed in with it is found.
 */
import { may } from '../sync/authority.ts';
import { inBatches } from '../sync/crypto.ts';
import { b64u, type Bytes, Refused, same } from '../sync/encoding.ts';
import { type Entry, parse, verifyEntry } from '../sync/entry.ts';
import { FRAMES_TYPE, parseFrames } from '../sync/frames.ts';
import type { Change, OpBody } from '../sync/op.ts';
import { DELETED, type Place, takenIn } from '../sync/records.ts';
import { roles } from '../sync/roster.ts';
import { append } from '../sync/vault.ts';
import { mayCreate, mayDo } from '../sync/vault_rights.ts';
import { listIn, request, requestJson, ServerRefused, textIn, whole } from './api.ts';
import { beginningWith } from './db.ts';
import { emptyVault } from './kept.ts';
import { entriesAfter } from './log_rows.ts';
import { fetchSchool } from './receive.ts';
import { opened, type Replica } from './replica.ts';
import { createVault, saveOps } from './save.ts';
import { contentOf, epochToSeal, type OpenVault, takeKeys } from './vaults.ts';

/** In an op that takes one in: [device, counter] of the entry that was handed in; with its vault behind them where that is another. */
const LATE = 'late';

/** An entry handed in: its id at the server, who wrote it, when it came there, and the entry. */
export interface LateEntry {
  readonly id: string;
  readonly vault: string;
  readonly device: string;
  readonly member: string;
  readonly received: string;
  readonly entry: Entry;
}

/** What was handed in to vaults of this member and is not decided yet. */
export async function waitingForMe(replica: Replica): Promise<readonly LateEntry[]> {
  return (await lateBox(replica)).filter(({ entry }) => entry.header.kind === 'op');
}

/** The same with what comes along: the beginnings and keys of vaults that the server never saw. */
async function lateBox(replica: Replica): Promise<readonly LateEntry[]> {
  const answer = await request(replica.line, 'GET', '/late', FRAMES_TYPE);
  return whole(() => {
    const { head, parts } = parseFrames(answer);
    const described = listIn(head, 'entries');
    if (described.length !== parts.length) throw new Refused('frames are missing or left over', 'malformed');
    return described.map((found, place): LateEntry => ({
      id: textIn(found, 'id'), vault: textIn(found, 'vault'), device: textIn(found, 'device'),
      member: textIn(found, 'member'), received: textIn(found, 'received'), entry: parse(parts[place] ?? new Uint8Array(0)),
    }));
  });
}

/** What a late op would change. Throws `Refused` where it is not by the device it names, is of another vault, or cannot be opened. */
export async function lateChanges(replica: Replica, late: LateEntry): Promise<readonly Change[]> {
  const vault = knownVault(replica, late.vault) ?? (await readUnsent(replica, late)).vault;
  return (await lateBody(replica, vault, late.entry))?.changes ?? [];
}

/** One whose beginning counts no longer is known by its leavings only. */
function knownVault(replica: Replica, vault: string): OpenVault | undefined {
  const found = opened(replica).vaults.get(vault);
  return found === undefined || found.ahead.kind === '' ? undefined : found;
}

async function lateBody(replica: Replica, vault: OpenVault, entry: Entry): Promise<OpBody | null> {
  await check(replica, vault.idBytes, entry);
  return entry.header.kind === 'op' ? contentOf(replica.suite, vault, entry) : null;
}

async function check(replica: Replica, vault: Bytes, entry: Entry): Promise<void> {
  const device = replica.school.devices.get(b64u(entry.header.device));
  if (device === undefined || !(await verifyEntry(replica.suite, entry, device.key))) {
    throw new Refused('a late entry is not signed by its device', 'bad_signature');
  }
  if (!same(entry.header.vault, vault)) throw new Refused('a late entry belongs elsewhere', 'wrong_vault');
}

/**
 * Save what it says as one's own op, unless it is there already, and tell the server that it was taken.
 *
 * What was written in a vault that the server never saw goes into a new one, or, of a kind of which one is enough, into this
 * member's. Throws `Refused` as `lateChanges`, also where this device does not know the vault.
 */
export async function takeLate(replica: Replica, late: LateEntry): Promise<void> {
  const known = knownVault(replica, late.vault);
  const unsent = known === undefined ? await readUnsent(replica, late) : null;
  const from = known ?? unsent?.vault;
  const body = from === undefined ? null : await lateBody(replica, from, late.entry);
  if (body !== null) {
    const into = unsent === null ? late.vault : await placeFor(replica, unsent);
    if (!(await isThere(replica, into, late.entry))) await saveLate(replica, into, late.entry, body);
  }
  await settle(replica, late.id, { outcome: 'taken' });
}

/** Save a late entry's content under this device's own name. */
async function saveLate(replica: Replica, vault: string, entry: Entry, body: OpBody): Promise<void> {
  const { header } = entry;
  const [device, of] = [b64u(header.device), b64u(header.vault)];
  const found = opened(replica).vaults.get(vault);
  if (found === undefined) throw new RangeError('no such vault is known here');
  const places = isNamed(device, body) ? await takenBefore(replica, found, of) : new Map<string, Place>();
  const changes = body.changes.map((change) => takenIn(found.state, change, [device, header.counter], places));
  const unknown = { ...body.unknown, [LATE]: [device, header.counter, ...elsewhere(vault, of)] };
  await saveOps(replica, opened(replica), vault, [{ body: { ...body, changes, unknown }, opId: header.opId }]);
}

/**
 * Whether it deletes, or replaces anything of its own device. That something stands here under that name says nothing: a tablet that
 * was set back has given the name twice.
 */
function isNamed(device: string, { changes }: OpBody): boolean {
  return changes.some(({ path, over }) => path.endsWith(`/${DELETED}`) || over.some(([by]) => by === device));
}

async function entriesOf(replica: Replica, vault: string): Promise<readonly Entry[]> {
  const database = await replica.keeper.database();
  const [kept, unsent] = await Promise.all([entriesAfter(database, vault, 0), database.getAll('outbox', beginningWith(vault))]);
  return [...kept.map(({ bytes }) => bytes), ...unsent.map(({ entry }) => entry)].map((bytes) => parse(bytes));
}

async function isThere(replica: Replica, vault: string, { header }: Entry): Promise<boolean> {
  return (await entriesOf(replica, vault)).some((entry) => same(entry.header.opId, header.opId));
}

/** "device counter" of every entry of the vault `of` that was taken late → device and counter of the op of `vault` which took it in. */
async function takenBefore(replica: Replica, vault: OpenVault, of: string): Promise<Map<string, Place>> {
  const ops = (await entriesOf(replica, vault.id)).filter(({ header }) => header.kind === 'op');
  const marks = await inBatches(ops, async (entry) => ({ entry, mark: await markOf(replica, vault, entry) }));
  const where = elsewhere(vault.id, of);
  return new Map(marks.flatMap(({ entry: { header }, mark }) => {
    const [device, counter, ...rest] = Array.isArray(mark) ? (mark as readonly unknown[]) : [];
    const isOf = typeof device === 'string' && typeof counter === 'number' && JSON.stringify(rest) === JSON.stringify(where);
    return isOf ? [[`${device} ${counter}`, [b64u(header.device), header.counter]] as const] : [];
  }));
}

async function markOf({ suite }: Replica, vault: OpenVault, entry: Entry): Promise<unknown> {
  try {
    return (await contentOf(suite, vault, entry))?.unknown?.[LATE];
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** What a mark says more where the entry was handed in for another vault than the one that it is taken into. */
function elsewhere(vault: string, of: string): readonly string[] {
  return of === vault ? [] : [of];
}

/** Decide against it. It stays in the server's keeping; `reason` is a word of `[a-z_]`. */
export function setLateAside(replica: Replica, late: LateEntry, reason: string): Promise<void> {
  return settle(replica, late.id, { outcome: 'set_aside', reason });
}

async function settle(replica: Replica, id: string, said: Readonly<Record<string, string>>): Promise<void> {
  try {
    await requestJson(replica.line, 'POST', `/late/${id}`, said);
  } catch (error) {
    // It was decided already: by this device, whose answer was lost, or by a colleague. What is there twice is there once.
    if (!(error instanceof ServerRefused) || error.code !== 'not_found') throw error;
  }
}

// What was never sent --------------------------------------------------------------------------------------

/** A vault that the server does not have, as it was handed in; `begun` is the op id of its genesis, `author` who wrote that. */
interface Unsent {
  readonly vault: OpenVault;
  readonly begun: Bytes;
  readonly author: string;
}

/**
 * The vault of a late entry that the server never saw, from the beginning and the keys that were handed in with it.
 *
 * Throws `Refused`: with `cannot_open` where they were not, or hand this member no key.
 */
async function readUnsent(replica: Replica, late: LateEntry): Promise<Unsent> {
  const vault = emptyVault(replica, late.vault);
  const clear = (await lateBox(replica)).filter((one) => one.vault === late.vault && one.entry.header.kind !== 'op');
  for (const { entry } of clear) await check(replica, vault.idBytes, entry);
  const begun = clear.filter(({ entry }) => entry.header.kind === 'genesis');
  const own = begun.filter(({ device }) => device === late.device);
  // Its author's own beginning is meant; one that others wrote, where there is no other: it says into which case it is taken.
  const [first, ...more] = own.length > 0 ? own : begun;
  if (first !== undefined && more.length === 0) {
    append(vault.log, first.entry);
    await takeKeys(replica.suite, opened(replica).identity, vault, clear.map(({ entry }) => entry));
  }
  if (first === undefined || vault.keys.size === 0) throw new Refused('a late entry is of what this device does not have', 'cannot_open');
  return { vault, begun: first.entry.header.opId, author: first.member };
}

/**
 * Where what was written in a vault that was never sent is taken: into a case of its own, which begins by the same op id, so that it
 * is begun once; else where this member keeps what is of the kind. Throws `Refused` where they may begin none.
 */
async function placeFor(replica: Replica, { vault: { log: { kind } }, begun, author }: Unsent): Promise<string> {
  const own = replica.account.member;
  for (const vault of opened(replica).vaults.values()) {
    const first = await firstOpId(replica, vault.id);
    if ((first !== null && same(first, begun)) || (kind !== 'case' && isOwn(replica, vault, kind))) return vault.id;
  }
  await fetchSchool(replica); // Whoever has left meanwhile is named in nothing new.
  const { school } = replica;
  if (!mayCreate(school, own, kind)) throw new Refused('this member may begin nothing of this kind', 'not_allowed');
  const works = author !== own && may(kind, 'member', roles(school, author), 'write');
  const others = works && may(kind, 'member', roles(school, own), 'share') ? [author] : [];
  return createVault(replica, kind, { others, opId: begun });
}

function isOwn({ school, account }: Replica, vault: OpenVault, kind: string): boolean {
  const { ahead } = vault;
  const isTheirs = kind === 'team' || ahead.members.has(account.member);
  return ahead.kind === kind && isTheirs && epochToSeal(vault) !== null && mayDo(ahead, school, account.member, 'write');
}

/** The op id of a vault's first entry. */
async function firstOpId(replica: Replica, vault: string): Promise<Bytes | null> {
  const database = await replica.keeper.database();
  const [[kept], unsent] = await Promise.all([entriesAfter(database, vault, 0, 1), database.get('outbox', [vault, 1])]);
  const bytes = kept?.bytes ?? unsent?.entry;
  return bytes === undefined ? null : parse(bytes).header.opId;
}
