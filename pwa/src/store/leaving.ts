/**
 * Signing out of a tablet: its device is locked out by its own word, takes no more pushes, its session ends, and everything of the
 * account is deleted from it. What is nowhere else is counted first; it is never dropped without its author having a copy of it.
 *
 *     const left = await leftBehind(desk);      // say what would go
 *     await signOut(desk, hasCopy);             // false where something would, and there is no copy
 */
import { endSession } from './account.ts';
import { ServerRefused, Unreachable } from './api.ts';
import { airAt, type Desk, lookAround, tell } from './desk.ts';
import { unsubscribe } from './notifications.ts';
import { opened, type Replica } from './replica.ts';
import { draftsOf, runningObservations } from './rest.ts';
import { working } from './saving.ts';
import { SignedOut, withSession } from './session.ts';
import { leaveDesk } from './unlocking.ts';
import { b64u, Refused } from '../sync/encoding.ts';

/** What of an account is on this tablet alone. */
export interface LeftBehind {
  /** Changes and pupils' answers that are not sent. */
  readonly unsent: number;
  /** Saves that the tablet had no room for. */
  readonly held: number;
  /** Own content that was refused and is kept aside. */
  readonly aside: number;
  /** Half-typed forms. */
  readonly drafts: number;
  /** Observations that were begun and not finished. */
  readonly running: number;
}

/** Count what would be gone. `forms` is what the ids of half-typed forms begin with. Throws `Locked`. */
export async function leftBehind(desk: Desk, forms: string): Promise<LeftBehind> {
  const database = await working(desk).keeper.database();
  const [outbox, drops, aside, drafts, running] = await Promise.all([
    database.count('outbox'), database.count('drops'), database.getAll('aside'), draftsOf(database, airAt(desk), forms), runningObservations(database),
  ]);
  return {
    unsent: outbox + drops, held: desk.held.value.length, aside: aside.filter(({ mine, settled }) => mine && !settled).length,
    drafts: drafts.length, running: running.length,
  };
}

/**
 * End the session, as far as the server can be reached, and delete the account from this tablet. False, and nothing is done, where
 * something is on this tablet alone and its author has no copy of it (`hasCopy`). Throws `Locked`.
 */
export async function signOut(desk: Desk, forms: string, hasCopy: boolean): Promise<boolean> {
  const replica = working(desk);
  const { name } = replica.keeper;
  const isLeft = Object.values(await leftBehind(desk, forms)).some((count) => count > 0);
  if (isLeft && !hasCopy) return false;
  const air = airAt(desk);
  await withSession(desk.tablet, replica, () => giveUp(replica)).catch(unlessAway);
  await endSession(desk.tablet, replica, 'current').catch(unlessAway);
  await leaveDesk(desk);
  if ((await desk.tablet.session())?.account === name) await desk.tablet.putSession(null);
  await desk.tablet.dropAccount(name);
  tell(desk, { what: 'gone', account: name });
  await deleteDatabase(name);
  for (const row of air.names('')) air.drop(row);
  await lookAround(desk);
  return true;
}

/**
 * No copy of what was on this tablet is worth anything from now on, and an alarm does not count on who has left it. The devices that
 * stay see in the school's log that this one went.
 */
async function giveUp(replica: Replica): Promise<void> {
  await unsubscribe(replica.line);
  const { lockOut } = await import('./administration.ts');
  await lockOut(replica, b64u(opened(replica).identity.device.id));
}

/**
 * What cannot be said now, or not in a school's log that is in dispute, an administrator can say; of who is out it was said. A session
 * that cannot be ended ends by itself: its key is about to be gone.
 */
function unlessAway(error: unknown): void {
  const isSaid = error instanceof Refused && (error.code === 'fork' || error.code === 'revoked_device');
  if (!(isSaid || error instanceof Unreachable || error instanceof ServerRefused || error instanceof SignedOut)) throw error;
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => { resolve(); };
    asked.onerror = () => { reject(asked.error ?? new Error('the browser did not delete it')); };
  });
}
