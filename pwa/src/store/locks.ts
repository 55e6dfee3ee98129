/**
 * Web Locks, over all tabs of a tablet: one save to a vault at a time, and one use of the line to the server.
 *
 * They last one save or one exchange; nothing that waits for a person holds one.
 */

/** Run `work` while no other tab or call saves to `vault` of `account`. */
export function whileSaving<Made>(account: string, vault: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`${account}/save/${vault}`, work);
}

/** Run `work` while nobody else on this tablet speaks to the server: the session on the line is one account's. */
export function onTheLine<Made>(tablet: string, work: () => Promise<Made>): Promise<Made> {
  return navigator.locks.request(`${tablet}/line`, work);
}

/** The same unless the line is taken; null then. */
export function ifLineIsFree<Made>(tablet: string, work: () => Promise<Made>): Promise<Made | null> {
  return navigator.locks.request(`${tablet}/line`, { ifAvailable: true }, (lock) =>
    lock === null ? Promise.resolve(null) : work());
}

/**
 * Say that this tab is unlocked, until the returned function is called. `whenAllLocked` waits for every tab's.
 */
export function heldUnlocked(tablet: string): () => void {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(`${tablet}/unlocked`, { mode: 'shared' }, () => until);
  return () => {
    release();
  };
}

/** Done when no tab of this tablet is unlocked any more. */
export async function whenAllLocked(tablet: string): Promise<void> {
  await navigator.locks.request(`${tablet}/unlocked`, () => Promise.resolve());
}
