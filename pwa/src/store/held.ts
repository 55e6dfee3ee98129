/**
 * Saves that the tablet had no room for. Each is sealed as a half-typed form is, in the database or, where even that has no room, in
 * the air; so the tablet locks over it, and a page that is loaded anew still has it. It is tried again at every exchange.
 *
 *     await keepHeld(desk, held);
 *     await openHeld(desk);        // at unlock
 *     await retryHeld(desk);
 *     await dropDamaged(desk, id); // somebody has looked at one that cannot be opened
 */
import { draftInTheAir } from './air.ts';
import { airAt, type Desk, type HeldSave, isOpen } from './desk.ts';
import { isFull } from './keeper.ts';
import { whileAtDraft } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { besideOf, draftsOf, dropDraft, dropping, findDraft, HELD, type Rest, writeDraft } from './rest.ts';
import { type Beside, save } from './save.ts';
import { AT_DIGITS, working } from './saving.ts';

/** Keep a save that is held, sealed. */
export async function keepHeld(desk: Desk, held: HeldSave): Promise<void> {
  if (!isOpen(desk.replica)) return;
  const database = await desk.replica.keeper.database();
  await writeDraft(restAt(desk.replica), database, airAt(desk), held.id, held).catch((error: unknown) => {
    if (!isFull(error)) throw error;
  });
}

/**
 * Take up what was held when the tablet was locked, or when its page went away. What cannot be opened is set aside: it is never
 * tried, stands in `damaged`, and stays where it is until somebody has looked at it.
 */
export async function openHeld(desk: Desk): Promise<void> {
  if (!isOpen(desk.replica)) return;
  const { replica } = desk;
  const [database, air] = [await replica.keeper.database(), airAt(desk)];
  const ids = await draftsOf(database, air, HELD);
  const found = await Promise.all(ids.map(async (id) => ({ id, ...(await findDraft(restAt(replica), database, air, id)) })));
  desk.held.value = found.flatMap(({ content }) => (content === null ? [] : [content as HeldSave]));
  desk.damaged.value = found.flatMap(({ id, content, isDamaged }) => (content === null && isDamaged ? [{ id, at: heldAt(id) }] : []));
}

/** Somebody has looked at one that cannot be opened: nothing of it is kept any longer. */
export async function dropDamaged(desk: Desk, id: string): Promise<void> {
  const { keeper } = working(desk);
  await dropDraft(await keeper.database(), id);
  airAt(desk).drop(draftInTheAir(id));
  desk.damaged.value = desk.damaged.value.filter((one) => one.id !== id);
}

/** Try held saves again, in their order. What still has no room stays held; what another tab has made meanwhile is made once. */
export async function retryHeld(desk: Desk): Promise<void> {
  for (const found of desk.held.value) {
    const { replica } = desk;
    if (!isOpen(replica)) return;
    try {
      await whileAtDraft(found.id, () => make(desk, replica, found));
    } catch (error) {
      if (isFull(error)) return;
      throw error;
    }
    desk.held.value = desk.held.value.filter(({ id }) => id !== found.id);
  }
}

async function make(desk: Desk, replica: Replica, { id, vault, changes, also }: HeldSave): Promise<void> {
  const air = airAt(desk);
  const database = await replica.keeper.database();
  if (air.get(draftInTheAir(id)) === null && (await database.getKey('drafts', id)) === undefined) return;
  await save(replica, vault, changes, both(dropping(id), also === null ? null : besideOf(also)));
  air.drop(draftInTheAir(id));
}

function both(one: Beside, other: Beside | null): Beside {
  if (other === null) return one;
  return {
    tables: [...new Set([...one.tables, ...other.tables])],
    write: async (step) => {
      await one.write(step);
      await other.write(step);
    },
  };
}

/** When it was held, out of its id. */
function heldAt(id: string): number {
  return Number(id.slice(HELD.length, HELD.length + AT_DIGITS));
}

function restAt({ suite, open }: Replica & { open: Opened }): Rest {
  return { suite, key: open.identity.rest };
}
