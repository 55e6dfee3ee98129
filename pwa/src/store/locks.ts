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

/** What is held over all tabs by whoever writes a half-typed form. */
export function draftLock(id: string): string {
  return `beside/${id}`;
}

/** Run `work` while nobody else writes the half-typed form `id`. */
export function whileAtDraft<Made>(id: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(draftLock(id), work);
}

/** The same at once, or not at all where somebody writes it. */
export async function ifNobodyIsAtDraft(id: string, work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(draftLock(id), { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

/** Run `work` while nobody else on this tablet speaks to the server: the session on the line is one account's. */
export function onTheLine<Made>(tablet: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`${tablet}/line`, work);
}
