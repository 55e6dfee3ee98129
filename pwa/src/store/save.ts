/**
 * Saving: a change is sealed, signed, chained and durably written before anybody is told that it is (`docs/client.md`).
 *
 *     await save(replica, vault, setChanges(vaultOf(replica, vault).state, record, { note: '…' }));
 *     const vault = await createVault(replica, 'case');
 *
 * Nothing waits for the network. A Web Lock keeps other tabs from saving to the same vault meanwhile; the one strict
 * transaction still checks that the chain ends where the new entries begin, and whoever was overtaken reads on and begins anew.
 */
import { CATALOGUE_VERSION } from '../generated/version.ts';
import { MAX_OP_BYTES } from '../generated/limits.ts';
import { b64u, type Bytes, formatInstant, KEY_SIZE, Malformed, newId, Refused, same, SIGNATURE_SIZE } from '../sync/encoding.ts';
import { type Entry, type Header, HEADER_SIZE, type Kind, signEntry } from '../sync/entry.ts';
import { makeEpoch, type Recipient } from '../sync/epoch.ts';
import { hash0 } from '../sync/log.ts';
import { mayWriteForms } from '../sync/form_rights.ts';
import { apply } from '../sync/merge.ts';
import { type Change, encodeBody, type OpBody, recordOf } from '../sync/op.ts';
import { roles } from '../sync/roster.ts';
import { sealBody, sealedSize } from '../sync/seal.ts';
import { append } from '../sync/vault.ts';
import { encodeGenesis } from '../sync/vault_body.ts';
import type { Link } from '../sync/vault_log.ts';
import { entitled } from '../sync/vault_rights.ts';
import { inOneStep, type Step, type Tables } from './db.ts';
import type { StoreNames } from 'idb';
import { catchUp, emptyVault, newRow, openVault } from './kept.ts';
import { whileSaving } from './locks.ts';
import { isClosed } from './keeper.ts';
import { opened, type Opened, type Replica, vaultOf } from './replica.ts';
import { MOST_UNSEALED, writeState } from './states.ts';
import { epochToSeal, type OpenVault, placeOf, takeKeys } from './vaults.ts';

const MOST_TRIES = 3;

/** What else is written in the transaction of a save: the tables it touches, and the writing. */
export interface Beside {
  readonly tables: StoreNames<Tables>[];
  readonly write: (step: Step) => Promise<void>;
}

/** An entry about to be chained: what it is, its epoch, and its body for the header that it gets. */
export interface Draft {
  readonly kind: Kind;
  readonly epoch: Bytes;
  readonly opId: Bytes;
  readonly body: (header: Header) => Promise<Bytes>;
}

/**
 * Save changes to a vault, durably, and merge them: one op, or as many as 64 KiB each ask for, in one transaction with
 * whatever `beside` writes. Returns the ops' ids.
 *
 * Throws `Malformed` where this device has no key yet, or for one change that no op can hold; `Refused` for a form that this
 * member may not write, for everybody would set it aside; `Locked`; and what keeps the browser from writing,
 * `QuotaExceededError` among it. Then nothing is written.
 */
export async function save(
  replica: Replica, vault: string, changes: readonly Change[], beside?: Beside,
): Promise<readonly string[]> {
  const open = opened(replica);
  const at = { at: instantNow(replica), drift: replica.heard.drift, catalogue: CATALOGUE_VERSION };
  const ops = split(changes).map((part): Op => ({ body: { ...at, changes: part }, opId: newId(replica.random) }));
  return saveOps(replica, open, vault, ops, beside);
}

/** The content of an op about to be sealed, and its id. */
export interface Op {
  readonly body: OpBody;
  readonly opId: Bytes;
}

/** The same with the whole bodies and their ops' ids given. Throws as `save`, and `Malformed` for more than an op can hold. */
export async function saveOps(
  replica: Replica, open: Opened, vault: string, ops: readonly Op[], beside?: Beside,
): Promise<readonly string[]> {
  vaultOf(replica, vault);
  const { vault: written, entries } = await whileSaving(replica.keeper.name, vault, async () => {
    const made = await chained(replica, open, vault, (found) => draftsOf(replica, found, ops), beside);
    made.entries.forEach(({ header: { device, counter } }, place) => {
      apply(made.vault.state, b64u(device), counter, ops[place]?.body ?? null);
    });
    return made;
  });
  replica.listener.changed(vault, new Set(ops.flatMap(({ body }) => body.changes.map(({ path }) => recordOf(path)))));
  if (written.unsealed >= MOST_UNSEALED) await writeState(replica, open.identity, written);
  return entries.map(({ header }) => b64u(header.opId));
}

/** The time of day as it is written into an op: this clock, and how far it is from UTC here. */
function instantNow({ clock }: Replica): string {
  const now = clock();
  return formatInstant(now, -new Date(now).getTimezoneOffset());
}

function draftsOf(replica: Replica, vault: OpenVault, ops: readonly Op[]): Draft[] {
  const { member } = replica.account;
  const author = { member, roles: roles(replica.school, member) };
  if (ops.some(({ body }) => !mayWriteForms(vault.ahead.kind, author, vault.state, body.changes))) {
    throw new Refused('this member does not write such a form', 'not_allowed');
  }
  const epoch = epochToSeal(vault);
  const key = epoch === null ? undefined : vault.keys.get(epoch);
  if (epoch === null || key === undefined) {
    throw new Malformed('this device waits for the key of what it would write to', 'cannot_open');
  }
  const place = placeOf(opened(replica).identity, vault, epoch);
  return ops.map(({ body, opId }) => ({
    kind: 'op', epoch: place.epoch, opId,
    body: (header) => sealBody(replica.suite, key, header, encodeBody(body), replica.random),
  }));
}

/** Changes in as many parts as ops need. Throws `Malformed` with `too_large` for one change that fits into none. */
export function split(changes: readonly Change[]): (readonly Change[])[] {
  const parts: Change[][] = [];
  let size = Infinity;
  for (const change of changes) {
    const more = new TextEncoder().encode(JSON.stringify([change.path, change.value, change.over])).length + 1;
    if (!fits(more)) throw new Malformed('this is more than one change can hold', 'too_large');
    if (size < Infinity && fits(size + more)) size += more;
    else {
      parts.push([]);
      size = more;
    }
    parts.at(-1)?.push(change);
  }
  return parts;
}

/** What the JSON around the changes may take, the numbers at their longest. */
const AROUND = 160;

function fits(size: number): boolean {
  return HEADER_SIZE + sealedSize(size + AROUND) + SIGNATURE_SIZE <= MAX_OP_BYTES;
}

// Chaining -------------------------------------------------------------------------------------------------

/** Entries as written, and the vault they were written to. */
export interface Chained {
  readonly vault: OpenVault;
  readonly entries: readonly Entry[];
}

/**
 * Sign drafts at the end of this device's chain and keep them to be sent, in one strict transaction. The caller holds the
 * vault's lock. `drafts` is asked again where another tab was faster.
 */
export async function chained(
  replica: Replica, open: Opened, vault: string, drafts: (found: OpenVault) => Draft[] | Promise<Draft[]>, beside?: Beside,
): Promise<Chained> {
  for (let tries = 1; ; tries += 1) {
    const found = open.vaults.get(vault);
    if (found === undefined) throw new RangeError('no such vault is known here');
    const entries = await signAll(replica, open, found, await drafts(found));
    try {
      if (await queue(replica, found, entries, beside)) return { vault: found, entries };
    } catch (error) {
      if (tries >= MOST_TRIES || !isClosed(error)) throw error;
    }
    if (tries >= MOST_TRIES) throw new Error('other tabs write faster than this one can');
    await refresh(replica, open, vault);
  }
}

/** Bring a vault in memory up to what is kept; the caller holds its lock. Returns whether anything was to be read. */
export async function refresh(replica: Replica, open: Opened, vault: string): Promise<OpenVault | null> {
  const row = await (await replica.keeper.database()).get('vaults', vault);
  if (row === undefined) return null;
  const found = open.vaults.get(vault);
  const fresh = (found === undefined ? null : await catchUp(replica, open.identity, found))
    ?? await openVault(replica, open.identity, row);
  open.vaults.set(vault, fresh);
  return fresh;
}

async function signAll(
  replica: Replica, { identity }: Opened, vault: OpenVault, drafts: readonly Draft[],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let { counter, hash }: Link = vault.link;
  for (const { kind, epoch, opId, body } of drafts) {
    const header: Header = {
      kind, school: identity.school, vault: vault.idBytes, epoch, device: identity.device.id, counter: counter + 1,
      prev: hash, opId, seenSeq: vault.log.seq, seenHash: vault.log.logHash, blobs: [],
    };
    const entry = await signEntry(replica.suite, header, await body(header), identity.device.sign);
    entries.push(entry);
    ({ counter } = entry.header);
    ({ hash } = entry);
  }
  return entries;
}

/** Write entries and the chain's new end. False where the chain no longer ends where they begin. */
async function queue(
  replica: Replica, vault: OpenVault, entries: readonly Entry[], beside: Beside | undefined,
): Promise<boolean> {
  const last = entries.at(-1);
  const database = await replica.keeper.database();
  const tables: StoreNames<Tables>[] = ['outbox', 'chains', 'vaults', ...(beside?.tables ?? [])];
  const isWritten = await inOneStep(database, tables, async (step) => {
    const chains = step.objectStore('chains');
    const [chain, row] = await Promise.all([chains.get(vault.id), step.objectStore('vaults').get(vault.id)]);
    // The same counter is not enough: another tab may have sealed the tail anew.
    const isThere = chain === undefined || (chain.counter === vault.link.counter && same(chain.prev, vault.link.hash));
    if (!isThere || (row?.era ?? vault.era) !== vault.era) return false;
    await Promise.all([
      ...entries.map((entry) =>
        step.objectStore('outbox').put({ vault: vault.id, counter: entry.header.counter, entry: entry.bytes })),
      last === undefined ? null : chains.put({ vault: vault.id, counter: last.header.counter, prev: last.hash }),
      beside?.write(step),
    ]);
    return true;
  });
  if (isWritten && last !== undefined) {
    vault.link = { counter: last.header.counter, hash: last.hash };
    vault.unsealed += entries.length;
    const clear = entries.filter(({ header }) => header.kind !== 'op');
    if (clear.length > 0) vault.ahead = clear.reduce(append, structuredClone(vault.ahead));
  }
  return isWritten;
}

/** Sign one clear entry (membership, epoch) for the head as it is, and keep it to be sent. The caller holds the lock. */
export async function queueClear(
  replica: Replica, open: Opened, vault: string, drafts: (found: OpenVault) => Draft[] | Promise<Draft[]>, beside?: Beside,
): Promise<readonly Entry[]> {
  const { vault: found, entries } = await chained(replica, open, vault, drafts, beside);
  await takeKeys(replica.suite, open.identity, found, entries.filter(({ header }) => header.kind === 'epoch'));
  return entries;
}

// Beginning ------------------------------------------------------------------------------------------------

/**
 * Begin a vault, offline too: genesis and first epoch are the first of its outbox. Returns its id.
 *
 * `others` take part from the beginning; that needs the right to share. `opId` is the genesis's, where it is given.
 */
export async function createVault(
  replica: Replica, kind: string, { others = [], opId }: { readonly others?: readonly string[]; readonly opId?: Bytes } = {},
): Promise<string> {
  const open = opened(replica);
  const { identity } = open;
  const vault = b64u(newId(replica.random));
  const found = emptyVault(replica, vault);
  const members = [identity.member, ...others];
  const body = encodeGenesis({ kind, members, at: instantNow(replica) });
  const genesis: Draft = {
    kind: 'genesis', epoch: new Uint8Array(16), opId: opId ?? newId(replica.random), body: () => Promise.resolve(body),
  };
  const row = newRow(vault, hash0(identity.school, found.idBytes));
  // Who is entitled is asked of the log with its genesis, which is not written yet.
  const begun = { ...found, ahead: { ...structuredClone(found.log), kind, members: new Set(members) } };
  const epoch = await epochDraft(replica, begun, 1, null);
  open.vaults.set(vault, found);
  try {
    await whileSaving(replica.keeper.name, vault, () => queueNew(replica, open, found, [genesis, epoch], row));
  } catch (error) {
    open.vaults.delete(vault);
    throw error;
  }
  replica.listener.changed(vault, null);
  return vault;
}

async function queueNew(
  replica: Replica, open: Opened, vault: OpenVault, drafts: Draft[], row: ReturnType<typeof newRow>,
): Promise<void> {
  const write = async (step: Step): Promise<void> => {
    await step.objectStore('vaults').put(row);
  };
  const { entries } = await chained(replica, open, vault.id, () => drafts, { tables: [], write });
  await takeKeys(replica.suite, open.identity, vault, entries.filter(({ header }) => header.kind === 'epoch'));
}

/** A new epoch on top of `previous`, with wraps for everybody entitled now and nobody else. */
export async function epochDraft(
  replica: Replica, vault: OpenVault, number: number, previous: { readonly epoch: string; readonly key: Bytes } | null,
): Promise<Draft> {
  const { identity } = opened(replica);
  const { suite, school, random } = replica;
  const place = { school: identity.school, vault: vault.idBytes, epoch: newId(random) };
  const recipients = entitled(vault.ahead, school).flatMap((member): Recipient[] => {
    const publicKey = school.members.get(member)?.seal;
    return publicKey === undefined ? [] : [{ member, publicKey }];
  });
  const body = await makeEpoch(suite, place, number, random(KEY_SIZE), recipients, school.recovery, { previous, random });
  return { kind: 'epoch', epoch: place.epoch, opId: newId(random), body: () => Promise.resolve(body) };
}
