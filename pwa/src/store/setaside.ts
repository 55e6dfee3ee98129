/** What was set aside, opened for the person who wrote it or may read it. */
import { Refused } from '../sync/encoding.ts';
import { parse } from '../sync/entry.ts';
import type { OpBody } from '../sync/op.ts';
import { type Replica, vaultOf } from './replica.ts';
import { contentOf } from './vaults.ts';

/** What an entry that was set aside says; null where it cannot be read, or says nothing of a record. */
export async function readAside(replica: Replica, id: number): Promise<OpBody | null> {
  const row = await (await replica.keeper.database()).get('aside', id);
  if (row === undefined) return null;
  try {
    return await contentOf(replica.suite, vaultOf(replica, row.vault), parse(row.entry));
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError) return null;
    throw error;
  }
}
