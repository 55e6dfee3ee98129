/**
 * What other accounts on this tablet have not sent goes up under whoever's session there is: the right to append comes from
 * each entry's own signature, never from the session that carries it (`docs/protocol.md` §1). Nothing of theirs is opened, and
 * nothing is fetched for them.
 */
import type { AccountRow, Tablet } from './accounts.ts';
import { ServerRefused } from './api.ts';
import { sendDrops } from './drops.ts';
import { keep } from './keeper.ts';
import { openReplica, type Replica } from './replica.ts';
import { send } from './send.ts';

/** What an engine is made of, whoever's account it is. */
export type Parts = Pick<Replica, 'line' | 'suite' | 'clock' | 'random' | 'listener'>;

/** Send for every account of the same school but `own`. Returns how much was taken. The caller holds the line. Throws `Unreachable`. */
export async function carryOthers(tablet: Tablet, own: AccountRow, parts: Parts): Promise<number> {
  const others = (await tablet.accounts()).filter(({ name, school, entering }) =>
    name !== own.name && school === own.school && !entering);
  let taken = 0;
  for (const other of others) taken += await carry(other, parts);
  return taken;
}

async function carry({ name }: AccountRow, parts: Parts): Promise<number> {
  const keeper = keep(name);
  try {
    const database = await keeper.database();
    if ((await database.count('outbox')) + (await database.count('drops')) === 0) return 0;
    const replica = await openReplica(keeper, parts);
    const sent = await send(replica);
    return sent.taken + (await sendDrops(replica));
  } catch (error) {
    // What the server says to them needs their keys: it waits, sealed, and is shown by number.
    if (error instanceof ServerRefused) return 0;
    throw error;
  } finally {
    keeper.close();
  }
}

/** How much of each account on this tablet is not sent yet. */
export async function unsentOf(name: string): Promise<number> {
  const keeper = keep(name);
  try {
    const database = await keeper.database();
    return (await database.count('outbox')) + (await database.count('drops'));
  } finally {
    keeper.close();
  }
}
