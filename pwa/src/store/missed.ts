/**
 * What was written to this tablet's database while an account was being opened: by another tab, whose word comes too early to be
 * heeded, or by an exchange of the locked tablet, which goes on with what is sealed.
 *
 *     await readMissed(desk);       // once it is open, and once an exchange has ended that is nobody's at work
 */
import type { VaultRow } from './db.ts';
import { type Desk, isOpen } from './desk.ts';
import { whileSaving } from './locks.ts';
import { refresh } from './save.ts';
import type { OpenVault } from './vaults.ts';

/** Read on every vault of which memory lacks something. Locked, there is nothing to read. */
export async function readMissed(desk: Desk): Promise<void> {
  const { replica } = desk;
  if (!isOpen(replica)) return;
  const { open, keeper } = replica;
  const step = (await keeper.database()).transaction(['vaults', 'chains'], 'readonly');
  const [rows, chains] = await Promise.all([step.objectStore('vaults').getAll(), step.objectStore('chains').getAll()]);
  const written = new Map(chains.map(({ vault, counter }) => [vault, counter]));
  for (const row of rows) {
    if (!lacks(open.vaults.get(row.vault), row, written.get(row.vault) ?? 0)) continue;
    if (desk.replica !== replica) return;
    await whileSaving(keeper.name, row.vault, () => refresh(replica, open, row.vault));
    replica.listener.changed(row.vault, null);
  }
}

/** Whether a vault in memory is behind its row, or behind what this device has `written` there. */
function lacks(vault: OpenVault | undefined, { era, appliedSeq }: VaultRow, written: number): boolean {
  return vault?.era !== era || vault.log.seq < appliedSeq || vault.link.counter < written;
}
