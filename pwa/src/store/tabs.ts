/**
 * Several tabs of one tablet. Those in which the same account is open follow each other, and one that is locked by hand locks
 * them all. Two accounts are never open at once: there is one cookie, and one person before the glass, so whoever opens Beside
 * locks the tabs of whoever had it open before.
 */
import { type Desk, isOpen, lookAround, type Told } from './desk.ts';
import { accountOf } from './identity.ts';
import { whileSaving } from './locks.ts';
import { deviceName } from './replica.ts';
import { refresh } from './save.ts';
import { lockHere, leaveDesk } from './unlocking.ts';
import type { OpenVault } from './vaults.ts';

/** Follow what other tabs do. */
export function followTabs(desk: Desk): void {
  desk.tabs.onmessage = ({ data }: MessageEvent<Told>): void => {
    void follow(desk, data);
  };
}

async function follow(desk: Desk, told: Told): Promise<void> {
  const isOurs = desk.replica?.keeper.name === told.account;
  switch (told.what) {
    case 'changed':
      if (isOurs) await readOn(desk, told.vault);
      return;
    case 'opened':
      if (!isOurs) await giveWay(desk, told.handle);
      return;
    case 'locked':
      if (isOurs && isOpen(desk.replica)) await lockHere(desk);
      else await lookAround(desk);
      return;
    case 'gone':
      if (isOurs) await leaveDesk(desk);
      await lookAround(desk);
  }
}

/** Somebody else is at this tablet now, in another tab: that one sends and fetches too. */
async function giveWay(desk: Desk, handle: string): Promise<void> {
  const wasOpen = isOpen(desk.replica);
  if (wasOpen) await lockHere(desk);
  await leaveDesk(desk);
  await lookAround(desk);
  if (wasOpen) desk.displacedBy.value = handle;
}

/** Read on what is kept for the account at work: of one vault, or of all. Locked, there is nothing to read. */
export async function readOn(desk: Desk, only: string | null = null): Promise<void> {
  const { replica } = desk;
  if (!isOpen(replica)) return;
  const { open } = replica;
  const database = await replica.keeper.database();
  if ((await accountOf(database))?.device !== deviceName(open.identity)) {
    // Another tab found that this tablet was set back, and took a new device id: the keys in this one are those of the old.
    await lockHere(desk);
    return;
  }
  for (const { vault } of await database.getAll('vaults')) {
    if (only !== null && vault !== only) continue;
    if (desk.replica !== replica) return;
    const before = stampOf(open.vaults.get(vault));
    await whileSaving(replica.keeper.name, vault, () => refresh(replica, open, vault));
    // What did not change stays the same object, so that nothing is worked out anew for it.
    if (stampOf(open.vaults.get(vault)) !== before) replica.listener.changed(vault, null);
  }
  await desk.published.refresh();
}

/** What tells whether a vault in memory has read anything since. */
function stampOf(vault: OpenVault | undefined): string {
  if (vault === undefined) return '';
  const { era, log, link, keys, tickets, state } = vault;
  const ahead = [...state.ahead].map(([device, ops]) => [device, ops.size]);
  return JSON.stringify([era, log.seq, link.counter, keys.size, tickets.size, [...state.vector], ahead]);
}
