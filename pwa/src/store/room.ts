/**
 * A tablet that is full locks all the same: what was half typed, and what was saved, is sealed, and waits in the air (`air.ts`). Its
 * rows are brought into the database without any key, as soon as there is room. While some are in the memory of this page alone,
 * no new version of Beside is put in its place.
 */
import { holdOpenWork } from '../between/leases.ts';
import { airOf, draftInTheAir, inMemoryOf, observationInTheAir } from './air.ts';
import { type Desk, isWaiting, lookAround } from './desk.ts';
import type { Database } from './db.ts';
import { keep } from './keeper.ts';
import { ifNobodyIsAtDraft } from './locks.ts';
import { keepRow, keepTap } from './rest.ts';

/** How often it is tried again, ms. */
const AGAIN_MS = 10_000;

/** Something of an account found no room when it was locked: try until it has. */
export async function waitForRoom(desk: Desk, account: string): Promise<void> {
  const release = await holdOpenWork();
  const timer = setInterval(() => {
    void bringIn(desk, account).then((isDone) => {
      if (!isDone) return;
      clearInterval(timer);
      release();
    });
  }, AGAIN_MS);
}

/** Whether nothing waits any more. */
async function bringIn(desk: Desk, account: string): Promise<boolean> {
  // Nothing does either where the account was signed out of: its database is not to be made anew.
  if (isWaiting(desk, account)) await tryOnce(desk, account);
  if (isWaiting(desk, account)) return false;
  desk.waiting.delete(account);
  await lookAround(desk);
  return true;
}

async function tryOnce(desk: Desk, account: string): Promise<void> {
  const keeper = keep(account);
  try {
    await bringAll(desk, account, await keeper.database());
  } catch {
    // Still no room. It stays where it is.
  } finally {
    keeper.close();
  }
}

async function bringAll(desk: Desk, account: string, database: Database): Promise<void> {
  const air = airOf(desk.shelf, account);
  for (const name of air.names(draftInTheAir())) {
    const id = name.slice(draftInTheAir().length);
    await ifNobodyIsAtDraft(id, async () => {
      const row = air.get(name);
      if (row !== null) await keepRow(database, { id, sealed: row });
      air.drop(name);
    });
  }
  // Taps that are in `localStorage` are left there, for they may be those of a pad that is open in another tab.
  for (const name of inMemoryOf(desk.shelf, account)) {
    const [observation, row] = [observationInTheAir(name), air.get(name)];
    if (observation === null || row === null) continue;
    await keepTap(database, observation, row);
    air.drop(name);
  }
}
