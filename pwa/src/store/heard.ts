/**
 * What this device last heard from its server about itself: small things in clear, kept so that a start, even a locked one,
 * can ask "is there anything new?" in one round trip.
 */
import type { Bytes } from '../sync/encoding.ts';
import type { Database, Step } from './db.ts';

const HEARD = 'heard';

/** `listed`: the vaults that the server named; `left`: those it said are not this member's any more. */
export interface Heard {
  readonly listed: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
  readonly notices: readonly Bytes[];
  /** Server time minus this clock in milliseconds as last measured, or null if never. */
  readonly drift: number | null;
  /** When an exchange last ended well, by this clock in milliseconds; null if never. */
  readonly exchanged: number | null;
  /** Vault → the place in its log (log id and seq) of which this device last posted a checkpoint. */
  readonly checkpointed: ReadonlyMap<string, string>;
  /** When the server was last restored from a backup, as it says; null if never. */
  readonly restored: string | null;
  /** The restore behind which the vaults were offered that it no longer showed this member; null before any. */
  readonly offered: string | null;
}

const NOTHING: Heard = {
  listed: new Set(), left: new Set(), notices: [], drift: null, exchanged: null, checkpointed: new Map(), restored: null,
  offered: null,
};

/** What was kept; nothing before the first exchange. */
export async function readHeard(database: Database): Promise<Heard> {
  const found = (await database.get('meta', HEARD)) as Partial<Heard> | undefined;
  return { ...NOTHING, ...found };
}

/** Keep it, in a transaction. */
export async function writeHeard(step: Step, heard: Heard): Promise<void> {
  await step.objectStore('meta').put(heard, HEARD);
}
