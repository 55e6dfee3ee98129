/**
 * Where is it? Every record says: on this tablet, sent, received by whom and since when (`docs/protocol.md` §8).
 *
 *     const reached = await readReached(replica);
 *     whereIs(replica, vault, reached, record)      → { place: 'received', by: [{ member, at }] }
 */
import { parseCheckpoint } from '../sync/checkpoint.ts';
import { b64u, same } from '../sync/encoding.ts';
import { isLive } from '../sync/roster.ts';
import { linkOf } from '../sync/vault_log.ts';
import type { CheckpointRow } from './db.ts';
import type { Opened, Replica } from './replica.ts';
import type { OpenVault } from './vaults.ts';

/** A member whose device has something, and since when that is known here (milliseconds since 1970 UTC). */
export interface Receipt {
  readonly member: string;
  readonly at: number;
}

/** `tablet`: a part of it is on this tablet alone. `sent`: the server has it all. `received`: so have others. */
export interface Where {
  readonly place: 'tablet' | 'sent' | 'received';
  readonly by: readonly Receipt[];
}

/** Others' checkpoints, by vault. */
export type Reached = ReadonlyMap<string, readonly CheckpointRow[]>;

/** What other people's devices say they have. Those that are locked out say nothing any more. */
export async function readReached(replica: Replica): Promise<Reached> {
  const rows = await (await replica.keeper.database()).getAll('checkpoints');
  const reached = new Map<string, CheckpointRow[]>();
  for (const row of rows) {
    const device = replica.school.devices.get(row.device);
    if (!row.isSigned || device === undefined || !isLive(device) || device.member === replica.account.member) continue;
    const found = reached.get(row.vault);
    if (found === undefined) reached.set(row.vault, [row]);
    else found.push(row);
  }
  return reached;
}

/** Where the last state of a record is. */
export function whereIs(replica: Replica, open: Opened, vault: OpenVault, reached: Reached, record: string): Where {
  if (isUnsent(open, vault, record)) return { place: 'tablet', by: [] };
  const seq = vault.seqs.get(record);
  const rows = seq === undefined ? [] : (reached.get(vault.id) ?? []);
  const receipts = rows.flatMap((row) => receiptOf(replica, vault, row, seq ?? 0));
  return receipts.length === 0 ? { place: 'sent', by: [] } : { place: 'received', by: firstOfEach(receipts) };
}

/** Something that is on this tablet alone. `record` is null for what is no record, and `at` with it: a new case, a change of who reads. */
export interface Unsent {
  readonly vault: string;
  readonly record: string | null;
  /** When it was last changed here, milliseconds since 1970 UTC. */
  readonly at: number | null;
}

/** The records of a vault of which a part is on this tablet alone; the vault itself where it is something else. */
export function unsentIn(open: Opened, vault: OpenVault): readonly Unsent[] {
  const found = [...vault.state.leaves.keys()].flatMap((record): Unsent[] => {
    const at = unsentSince(open, vault, record);
    return at === null ? [] : [{ vault: vault.id, record, at }];
  });
  return found.length > 0 ? found : [{ vault: vault.id, record: null, at: null }];
}

/** Whether anything standing in a record was written here, or given by a pupil here, and is not in the log yet. */
function isUnsent(open: Opened, vault: OpenVault, record: string): boolean {
  return unsentSince(open, vault, record) !== null;
}

/** When the last of what is unsent in a record was written; null where nothing is. */
function unsentSince({ identity }: Opened, vault: OpenVault, record: string): number | null {
  const own = b64u(identity.device.id);
  let last: number | null = null;
  for (const leaf of vault.state.leaves.get(record)?.values() ?? []) {
    for (const { dot: [device, counter], time } of leaf) {
      const isHere = device === own || vault.tickets.has(device);
      if (isHere && counter > linkOf(vault.log, device).counter) last = Math.max(last ?? time, time);
    }
  }
  return last;
}

function receiptOf({ school }: Replica, vault: OpenVault, row: CheckpointRow, seq: number): Receipt[] {
  const { cursor } = parseCheckpoint(row.checkpoint);
  const member = school.devices.get(row.device)?.member;
  const isHere = vault.log.logId !== null && same(vault.log.logId, cursor.logId) && cursor.seq >= seq;
  if (member === undefined || !isHere) return [];
  const at = row.seen.find(([place]) => place >= seq)?.[1];
  return at === undefined ? [] : [{ member, at }];
}

function firstOfEach(receipts: readonly Receipt[]): readonly Receipt[] {
  const byTime = [...receipts].sort((one, other) => one.at - other.at);
  return byTime.filter(({ member }, place) => byTime.findIndex((one) => one.member === member) === place);
}
