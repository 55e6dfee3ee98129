/**
 * What a journal and a half-typed form need to keep something in the very task in which it comes: before the frame that shows it,
 * and before a page that is going away is gone (ADR 0013).
 */
import type { StoreNames } from 'idb';

import { type SealerAtOnce, sealerAtOnce } from '../sync/seal_at_once.ts';
import type { Air } from './air.ts';
import type { Database, Durability, Step, Tables } from './db.ts';
import type { Keeper } from './keeper.ts';
import type { Rest } from './rest.ts';

/** An account's places to keep something in. */
export interface Places {
  /** Who seals. Throws `Locked` once the tablet is. */
  readonly rest: () => Rest;
  readonly keeper: Keeper;
  readonly air: Air;
  /** What has a key of its own in memory, and forgets it with the lock. */
  readonly atLock: Set<() => void>;
}

/** A sealer for the use `info`, whose key is gone once the tablet is locked. Throws `Locked`, and `BadSeal` where there can be none. */
export async function sealerIn({ rest, atLock }: Places, info: Uint8Array): Promise<SealerAtOnce> {
  const { suite, key } = rest();
  const { seal, forget } = await sealerAtOnce(suite, key, info);
  atLock.add(forget);
  const sealer = { seal, forget: () => { atLock.delete(forget); forget(); } };
  try {
    // It may have been locked meanwhile.
    rest();
  } catch (error) {
    sealer.forget();
    throw error;
  }
  return sealer;
}

/**
 * Begin a transaction over one table, do `work` and ask for its commit, all of it before this returns. Resolves once the browser
 * has committed; rejects with what kept it from that. Throws at once where the connection is gone.
 */
export function handOver<Made>(
  database: Database, table: StoreNames<Tables>, work: (step: Step) => Promise<Made>, durability: Durability,
): Promise<Made> {
  const step: Step = database.transaction([table], 'readwrite', { durability });
  const made = work(step);
  step.commit();
  return Promise.all([made, step.done]).then(([found]) => found);
}
