/**
 * Web Locks, over all tabs of a tablet: one save to a vault at a time, and one use of the line to the server.
 *
 * They last one save or one exchange; nothing that waits for a person holds one.
 */

/** Run `work` while no other tab or call saves to `vault` of `account`. */
export function whileSaving<Made>(account: string, vault: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`${account}/save/${vault}`, work);
}

/** The same for several vaults, always in one order, so that no two wait for each other. */
export function whileSavingAll<Made>(account: string, vaults: readonly string[], work: () => Promise<Made>): Promise<Made> {
  const [first, ...others] = [...vaults].sort();
  return first === undefined ? work() : whileSaving(account, first, () => whileSavingAll(account, others, work));
}

/** Run `work` while nobody else on this tablet speaks to the server: the session on the line is one account's. */
export function onTheLine<Made>(tablet: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`${tablet}/line`, work);
}
