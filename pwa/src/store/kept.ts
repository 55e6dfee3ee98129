/**
 * A vault in memory from what is kept: its sealed state where there is one, and whatever came after (`docs/client.md`).
 *
 *     const vault = await openVault(replica, identity, row);        // at unlock, and whenever an era ends
 *     await catchUp(replica, identity, vault);                      // another tab wrote meanwhile
 *
 * Entries that were judged when they came are read again, not judged again. Nothing here writes.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { inBatches, type Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, HASH_SIZE, ID_SIZE, Refused, unb64u } from '../sync/encoding.ts';
import { type Entry, parse, parseAsync } from '../sync/entry.ts';
import { mayWriteForms, SHARED } from '../sync/form_rights.ts';
import { apply, copyState, hasApplied, newState } from '../sync/merge.ts';
import { type OpBody, recordOf } from '../sync/op.ts';
import { roles } from '../sync/roster.ts';
import { append, judge, proveMany, setAside } from '../sync/vault.ts';
import { linkOf, newVaultLog, type VaultLog } from '../sync/vault_log.ts';
import type { AsideRow, ChainRow, DropRow, OutboxRow, VaultRow } from './db.ts';
import type { Identity } from './identity.ts';
import { entriesAfter, type LogEntry } from './log_rows.ts';
import type { Replica } from './replica.ts';
import { readState } from './states.ts';
import { contentOf, type OpenVault, takeKeys } from './vaults.ts';

/** Codes of entries that stand in the log by right and only could not be opened. */
export const UNOPENED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['cannot_open', 'bad_seal']);

/** What the database holds of a vault beyond what memory does. */
interface Kept {
  readonly row: VaultRow;
  readonly entries: readonly LogEntry[];
  readonly aside: readonly AsideRow[];
  readonly outbox: readonly OutboxRow[];
  readonly drops: readonly DropRow[];
  readonly chain: ChainRow | undefined;
}

/** The row of a vault that nothing was fetched of. */
export function newRow(vault: string, empty: Bytes): VaultRow {
  return { vault, logId: null, fetchedSeq: 0, fetchedHash: empty, appliedSeq: 0, rewound: false, era: 0 };
}

/** A vault of which memory holds nothing yet. */
export function emptyVault(replica: Replica, vault: string, era = 0): OpenVault {
  const idBytes = unb64u(vault, ID_SIZE, 'vault');
  const log = newVaultLog(replica.school.id, idBytes);
  return {
    id: vault, idBytes, log, ahead: log, state: newState(), keys: new Map(), dropKeys: new Map(), epochs: new Map(),
    seqs: new Map(), tickets: new Set(), link: { counter: 0, hash: new Uint8Array(HASH_SIZE) }, era, unsealed: 0,
  };
}

/** The vault as kept. */
export async function openVault(replica: Replica, identity: Identity, row: VaultRow): Promise<OpenVault> {
  const database = await replica.keeper.database();
  const sealed = await database.get('states', row.vault);
  const found = sealed?.era === row.era && sealed.log.seq <= row.appliedSeq
    ? await readState(replica.suite, identity, sealed) : null;
  const vault = found ?? emptyVault(replica, row.vault, row.era);
  return (await catchUp(replica, identity, vault)) ?? vault;
}

/**
 * Bring a vault up to what is kept. Null where that cannot be done because what it holds is no longer so: open it anew.
 *
 * Memory changes at once at the end, after everything that has to be waited for.
 */
export async function catchUp(replica: Replica, identity: Identity, vault: OpenVault): Promise<OpenVault | null> {
  const kept = await readKept(replica, vault.id, vault.log.seq);
  if (kept === null) return vault;
  if (kept.row.era !== vault.era) return null;
  const { suite } = replica;
  const codes = new Map(kept.aside.map(({ seq, code }) => [seq, code]));
  const judged = await inBatches(kept.entries, async ({ seq, bytes }) => {
    const code = codes.get(seq) ?? null;
    return { seq, entry: await parseAsync(suite, bytes), code, stands: code === null || UNOPENED.has(code) };
  });
  const unsent = kept.outbox.map(({ entry }) => parse(entry));
  // Cut off by a rewind, and not given back yet: neither words nor keys go away meanwhile.
  const cut = await believed(replica, vault, judged, kept.aside.filter(isCut).map(({ entry }) => parse(entry)));
  const given = [...kept.drops.map(({ entry }) => parse(entry)), ...cut];
  const standing = judged.filter(({ stands }) => stands).map(({ entry }) => entry);
  // What stands aside stays legible, and can be sealed anew. What is believed stands last: of an epoch that is named twice it counts.
  const handed = kept.aside.filter(({ seq }) => seq === null).map(({ entry }) => parse(entry)).filter(({ header: { kind, epoch } }) =>
    kind === 'membership' || (kind === 'epoch' && !vault.epochs.has(b64u(epoch))));
  await takeKeys(suite, identity, vault, [...handed, ...standing, ...cut, ...unsent]);
  const opening = judged.filter(({ code }) => code === null);
  const said = await openAll(suite, vault, opening.map(({ entry }) => entry));
  const own = await openAll(suite, vault, [...unsent, ...given].filter((entry) => !isMerged(vault, entry)));
  goOn(vault.log, judged);
  said.forEach((found, place) => {
    mergeSaid(vault, found, opening[place]?.seq ?? null);
  });
  for (const found of withinRights(replica, vault, own)) mergeSaid(vault, found, null);
  for (const { ticket } of kept.drops) vault.tickets.add(ticket);
  vault.log.logId = kept.row.logId;
  vault.ahead = withUnsent(vault.log, unsent);
  vault.link = linkFrom(vault, kept.chain, identity);
  vault.unsealed += judged.length + unsent.length;
  return vault;
}

/** An entry of the log, and whether it stands there by right. */
interface Known {
  readonly entry: Entry;
  readonly code: ErrorCode | null;
  readonly stands: boolean;
}

function goOn(log: VaultLog, read: readonly Known[]): void {
  for (const { entry, code, stands } of read) {
    if (stands || code === null) append(log, entry);
    else setAside(log, entry, code);
  }
}

/** Whether it was cut off from a log by a rewind, and is not in the log again. */
export function isCut({ seq, mine }: AsideRow): boolean {
  return seq === null && !mine;
}

/**
 * Those of the entries cut off a vault's log that are taken behind it, and behind `read`, in whatever order they were cut off: as
 * the school is known now, for it may have locked somebody out since; and what had been refused before is no better now.
 */
export async function believed(replica: Replica, vault: OpenVault, read: readonly Known[], cut: readonly Entry[]): Promise<Entry[]> {
  if (cut.length === 0) return [];
  const log = structuredClone(vault.log);
  goOn(log, read);
  const proofs = new Map((await proveMany(replica.suite, replica.school, cut)).map((proof, place) => [cut[place], proof]));
  const found: Entry[] = [];
  for (let before = -1; found.length > before;) {
    before = found.length;
    for (const entry of cut) {
      const proof = proofs.get(entry);
      if (proof === undefined || found.includes(entry) || judge(log, replica.school, entry, proof) !== null) continue;
      append(log, entry);
      found.push(entry);
    }
  }
  return found;
}

async function readKept(replica: Replica, vault: string, after: number): Promise<Kept | null> {
  const database = await replica.keeper.database();
  const step = database.transaction(['vaults', 'aside', 'outbox', 'drops', 'chains'], 'readonly');
  const [row, aside, outbox, drops, chain] = await Promise.all([
    step.objectStore('vaults').get(vault),
    step.objectStore('aside').index('vault').getAll(vault),
    step.objectStore('outbox').getAll(IDBKeyRange.bound([vault], [vault, []])),
    step.objectStore('drops').index('vault').getAll(vault),
    step.objectStore('chains').get(vault),
  ]);
  if (row === undefined) return null;
  const entries = row.appliedSeq > after ? await entriesAfter(database, vault, after, row.appliedSeq) : [];
  return { row, entries, aside, outbox, drops, chain };
}

/** An entry with what it says (null: it changes no record), or the code of what keeps it from being read. */
export type Said =
  | { readonly entry: Entry; readonly body: OpBody | null; readonly code: null }
  | { readonly entry: Entry; readonly body: null; readonly code: ErrorCode };

/** Open what entries say, some hundreds at a time. */
export function openAll(suite: Suite, vault: OpenVault, entries: readonly Entry[]): Promise<Said[]> {
  return inBatches(entries, async (entry) => {
    try {
      return { entry, body: await contentOf(suite, vault, entry), code: null };
    } catch (error) {
      if (error instanceof Refused) return { entry, body: null, code: error.code };
      throw error;
    }
  });
}

/**
 * What entries say, one behind the other on top of what is merged: what changes a form that its author may not write has a code
 * now, for the server could not tell. `kind` is the vault's, where its log is not yet.
 */
export function withinRights({ school }: Replica, vault: OpenVault, said: readonly Said[], kind = vault.log.kind): readonly Said[] {
  if (kind !== SHARED) return said;
  const state = copyState(vault.state);
  return said.map((each): Said => {
    const { entry, body, code } = each;
    if (code !== null || isMerged(vault, entry)) return each;
    const device = b64u(entry.header.device);
    const member = school.devices.get(device)?.member ?? '';
    if (!mayWriteForms(kind, { member, roles: roles(school, member, true) }, state, body?.changes ?? [])) return { entry, body: null, code: 'not_allowed' };
    apply(state, device, entry.header.counter, body);
    return each;
  });
}

/** Whether the state holds what an entry says. */
export function isMerged(vault: OpenVault, { header: { device, counter } }: Entry): boolean {
  return hasApplied(vault.state, b64u(device), counter);
}

/**
 * Merge what an entry says, and note the seq under which the log has it; null for what is not in the log. What could not be
 * opened leaves its place in the state open.
 */
export function mergeSaid(vault: OpenVault, { entry, body, code }: Said, seq: number | null): void {
  if (code !== null) return;
  apply(vault.state, b64u(entry.header.device), entry.header.counter, body);
  if (seq !== null) noteSeq(vault, body, seq);
}

/** Note that the log holds the last word on some records up to `seq`. */
export function noteSeq(vault: OpenVault, body: OpBody | null, seq: number): void {
  for (const { path } of body?.changes ?? []) {
    const record = recordOf(path);
    vault.seqs.set(record, Math.max(seq, vault.seqs.get(record) ?? 0));
  }
}

/** A log with own unsent clear entries on top. */
export function withUnsent(log: VaultLog, unsent: readonly Entry[]): VaultLog {
  const clear = unsent.filter(({ header }) => header.kind !== 'op');
  if (clear.length === 0) return log;
  const ahead = structuredClone(log);
  for (const entry of clear) append(ahead, entry);
  return ahead;
}

/** Where this device's chain ends: as kept, else as the log says. */
function linkFrom(vault: OpenVault, chain: ChainRow | undefined, identity: Identity): OpenVault['link'] {
  return chain === undefined
    ? linkOf(vault.log, b64u(identity.device.id))
    : { counter: chain.counter, hash: chain.prev };
}
