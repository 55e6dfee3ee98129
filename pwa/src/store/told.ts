/**
 * What stands aside here and is in the log all the same, by whomever: a colleague took what was handed in late, or took the same a
 * moment before. It waits for nobody's decision then.
 */
import { b64u, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import type { AsideRow } from './db.ts';
import { isMerged, openAll, type Said } from './kept.ts';
import { entriesAfter } from './log_rows.ts';
import type { Replica } from './replica.ts';
import type { OpenVault } from './vaults.ts';

/** What stands aside of this device's own. */
export type Mine = readonly { readonly row: AsideRow; readonly entry: Entry }[];

/** Which of `mine` entries of the log say, as they were just opened: the rows' ids. */
export async function toldBy(replica: Replica, vault: OpenVault, said: readonly Said[], mine: Mine): Promise<number[]> {
  if (mine.length === 0) return [];
  const byOpId = new Map(said.map((each) => [b64u(each.entry.header.opId), each]));
  const pairs = mine.flatMap(({ row, entry }) => {
    const taken = byOpId.get(b64u(entry.header.opId));
    return taken === undefined ? [] : [{ row, entry, taken }];
  });
  const own = await Promise.all(pairs.map(async ({ row, entry }) => {
    // What was handed in of a vault that the server does not have is taken into another one.
    const of = row.vault === vault.id ? vault : replica.open?.vaults.get(row.vault);
    return of === undefined ? undefined : (await openAll(replica.suite, of, [entry]))[0];
  }));
  return pairs.flatMap(({ row, taken }, place) => (saysTheSame(own[place], taken) ? [row.id ?? 0] : []));
}

/** The same of what is in the log already: forgets those rows. */
export async function forgetTold(replica: Replica, vault: OpenVault): Promise<void> {
  const mine = await mineAside(replica);
  const wanted = new Set(mine.map(({ entry }) => b64u(entry.header.opId)));
  if (wanted.size === 0) return;
  const database = await replica.keeper.database();
  const kept = (await entriesAfter(database, vault.id, 0, vault.log.seq)).map(({ bytes }) => parse(bytes));
  const taken = kept.filter((entry) => wanted.has(b64u(entry.header.opId)) && isMerged(vault, entry));
  const told = await toldBy(replica, vault, await openAll(replica.suite, vault, taken), mine);
  await Promise.all(told.map((id) => database.delete('aside', id)));
}

/** Read from the database. */
export async function mineAside(replica: Replica): Promise<Mine> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  return rows.filter(({ mine }) => mine).map((row) => ({ row, entry: parse(row.entry) }));
}

/** That it carries the same op id is anybody's word. */
function saysTheSame(own: Said | undefined, taken: Said): boolean {
  if (own?.code !== null || taken.code !== null || own.entry.header.kind !== taken.entry.header.kind) return false;
  if (own.body === null || taken.body === null) return own.body === taken.body && same(own.entry.body, taken.entry.body);
  const spelled = ({ changes }: NonNullable<Said['body']>): string => JSON.stringify(changes.map(({ path, value }) => [path, value]));
  return spelled(own.body) === spelled(taken.body);
}
