/**
 * From locked to unlocked, and back.
 *
 *     await unlockVaults(replica, identity);      // identity: by password or passkey
 *     await sealStates(replica);                  // before locking, and after an exchange that applied something
 */
import { inBatches } from '../sync/crypto.ts';
import { judgeAgain, retryAside } from './again.ts';
import { applyFetched } from './apply.ts';
import { nothingFresh } from './fresh.ts';
import type { Identity } from './identity.ts';
import { openVault } from './kept.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { isSetBack } from './setback.ts';
import { writeState } from './states.ts';

/**
 * Open every vault as kept, and apply what was fetched while the device was locked. What was set aside is tried again: a new
 * version may understand it.
 */
export async function unlockVaults(replica: Replica, identity: Identity): Promise<Opened> {
  const rows = await (await replica.keeper.database()).getAll('vaults');
  const open: Opened = {
    identity, vaults: new Map(), leaving: new AbortController(), housed: false, reminded: new Map(), dated: new Map(),
  };
  await inBatches(rows, async (row) => {
    const vault = await whileSaving(replica.keeper.name, row.vault, () => openVault(replica, identity, row));
    open.vaults.set(row.vault, vault);
  });
  // A device that was set back has to take a new id first, and for that the server is needed.
  const fresh = nothingFresh();
  await judgeAgain(replica, open, true);
  if (!(await isSetBack(replica, open, fresh))) await applyFetched(replica, open, fresh);
  await retryAside(replica, open);
  replica.open = open;
  return open;
}

/** Seal the state of every vault that changed since it was last sealed. */
export async function sealStates(replica: Replica): Promise<void> {
  const { open } = replica;
  if (open === null) return;
  for (const vault of open.vaults.values()) {
    stillOpen(open);
    await writeState(replica, open.identity, vault);
  }
}
