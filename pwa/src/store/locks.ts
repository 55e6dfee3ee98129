/**
 * Web Locks: one save or one exchange at a time, over all tabs of this account.
 *
 * They last one save or one exchange; nothing that waits for a person or the network's good will holds the lock of a vault.
 */

/** Run `work` while no other tab or call saves to `vault` of `account`. */
export function whileSaving<Made>(account: string, vault: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`beside/${account}/save/${vault}`, work);
}

/** Run `work` unless an exchange of `account` is under way in any tab; null then. */
export function unlessExchanging<Made>(account: string, work: () => Promise<Made>): Promise<Made | null> {
  return navigator.locks.request(`beside/${account}/exchange`, { ifAvailable: true }, (lock) =>
    lock === null ? Promise.resolve(null) : work());
}
