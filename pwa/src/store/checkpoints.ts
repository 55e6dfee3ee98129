/**
 * Others' checkpoints: how far their devices say that they are, and whether they were told the same (`docs/protocol.md` §8).
 *
 *     const rows = await readCheckpoints(replica, heads.checkpoints, before);
 *     await compareHeld(replica);                    // once a log has grown, or was set back
 */
import { parseCheckpoint, verifyCheckpoint } from '../sync/checkpoint.ts';
import { inBatches } from '../sync/crypto.ts';
import { b64u, type Bytes, Malformed, same } from '../sync/encoding.ts';
import { type CheckpointRow, type Database, type ForkRow, inOneStep, type VaultRow } from './db.ts';
import { hashAt } from './log_rows.ts';
import type { Replica } from './replica.ts';

/** Of how many checkpoints of a device it is remembered when they came. */
const MOST_SEEN = 64;

/** The rows of what came; those that were here stay as they are, with the time when they came. */
export async function readCheckpoints(
  replica: Replica, found: readonly Bytes[], before: readonly CheckpointRow[],
): Promise<CheckpointRow[]> {
  const known = new Map(before.map((row) => [b64u(row.checkpoint), row]));
  const rows = await inBatches(found, async (data) => {
    const row = known.get(b64u(data));
    return row?.isSigned === true ? row : readCheckpoint(replica, data, before);
  });
  return rows.filter((row) => row !== null);
}

async function readCheckpoint(
  replica: Replica, data: Bytes, before: readonly CheckpointRow[],
): Promise<CheckpointRow | null> {
  try {
    const checkpoint = parseCheckpoint(data);
    const [vault, device] = [b64u(checkpoint.vault), b64u(checkpoint.device)];
    const key = replica.school.devices.get(device)?.key;
    const isSigned = key !== undefined && (await verifyCheckpoint(replica.suite, checkpoint, key));
    const last = before.find((row) => row.vault === vault && row.device === device);
    const place = [checkpoint.cursor.seq, replica.clock()] as const;
    return { vault, device, checkpoint: data, seen: [...(last?.seen ?? []), place].slice(-MOST_SEEN), isSigned, compared: null };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/**
 * Compare with our logs what is held and was not yet: one that names our log with another hash shows that its device and this one
 * were told different histories. It may have come before our log had reached that place, or before the server was set back.
 */
export async function compareHeld(replica: Replica): Promise<void> {
  const database = await replica.keeper.database();
  const [checkpoints, vaults] = await Promise.all([database.getAll('checkpoints'), database.getAll('vaults')]);
  const byId = new Map(vaults.map((row) => [row.vault, row]));
  const found = await inBatches(checkpoints, async (row) => {
    const vault = byId.get(row.vault);
    return vault === undefined ? null : compare(database, row, vault);
  });
  const compared = found.filter((each) => each !== null);
  if (compared.length === 0) return;
  const forks = compared.flatMap(({ fork }) => fork ?? []);
  await inOneStep(database, ['checkpoints', 'forks'], (step) => Promise.all([
    ...compared.map(({ row }) => step.objectStore('checkpoints').put(row)),
    ...forks.map((fork) => step.objectStore('forks').put(fork)),
  ]), 'relaxed');
  replica.listener.about();
}

/** The row as compared, with the fork that it shows; null for what cannot be compared yet, or was. */
async function compare(
  database: Database, row: CheckpointRow, { vault, era, logId, fetchedSeq }: VaultRow,
): Promise<{ readonly row: CheckpointRow; readonly fork: ForkRow | null } | null> {
  if (!row.isSigned || row.compared === era) return null;
  const { cursor } = parseCheckpoint(row.checkpoint);
  const { seq, logHash } = cursor;
  if (logId === null || !same(logId, cursor.logId) || seq === 0 || seq > fetchedSeq) return null;
  const ours = await hashAt(database, vault, seq);
  const isSame = ours !== null && same(ours, logHash);
  return { row: { ...row, compared: era }, fork: isSame ? null : { vault, seq, device: row.device } };
}
