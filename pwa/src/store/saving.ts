/**
 * Saves from the screens: merged from values or changes, told to the other tabs, and held where the tablet is full.
 */
import { b64u, newId } from '../sync/encoding.ts';
import type { Change, Value } from '../sync/op.ts';
import { type Field, setChanges } from '../sync/records.ts';
import { type Desk, type HeldSave, isOpen, tell } from './desk.ts';
import { isFull } from './keeper.ts';
import { Locked, type Opened, type Replica, vaultOf } from './replica.ts';
import { type Also, besideOf, HELD } from './rest.ts';
import { save } from './save.ts';

/** Fields of one record to save. `seen`: what the person had before them, where that may be older than what stands. */
export interface Write {
  readonly vault: string;
  readonly record: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly seen?: ReadonlyMap<string, Field>;
}

/** The tablet has no room: the work is held (`held.ts`) and tried again. */
export class TabletFull extends Error {
  override name = 'TabletFull';
}

/** A fresh id for a record or a row. */
export function freshId(): string {
  return b64u(newId());
}

/** Save fields of records: one op a vault. Throws `TabletFull`, `Locked`, `Malformed`. */
export async function saveWrites(desk: Desk, writes: readonly Write[]): Promise<void> {
  const replica = working(desk);
  for (const vault of new Set(writes.map((write) => write.vault))) {
    const { state } = vaultOf(replica, vault);
    const changes = writes.filter((write) => write.vault === vault).flatMap(({ record, values, seen }) =>
      setChanges(state, record, values, seen === undefined ? {} : dotsOf(seen)));
    await saveChanges(desk, vault, changes);
  }
}

function dotsOf(seen: ReadonlyMap<string, Field>): Parameters<typeof setChanges>[3] {
  return Object.fromEntries([...seen].map(([path, { dots }]) => [path, dots]));
}

/** Save changes of one vault, durably; nothing is written for none. Throws `TabletFull`, `Locked`, `Malformed`. */
export async function saveChanges(desk: Desk, vault: string, changes: readonly Change[], also?: Also): Promise<void> {
  const replica = working(desk);
  if (changes.length === 0 && also === undefined) return;
  try {
    await save(replica, vault, changes, also === undefined ? undefined : besideOf(also));
  } catch (error) {
    if (!isFull(error)) throw error;
    await hold(desk, vault, changes, also);
    throw new TabletFull('this tablet has no room left', { cause: error });
  }
  tell(desk, { what: 'changed', account: replica.keeper.name, vault });
  await desk.published.refresh();
  desk.schedule?.soon();
}

/**
 * Write what the taps of a running observation came to into its record and, with `upTo`, empty its journal up to that row, in
 * one transaction. As many ops as 64 KiB each ask for.
 */
export function flushTaps(
  desk: Desk, observation: string, vault: string, changes: readonly Change[], upTo: number | null,
): Promise<void> {
  return saveChanges(desk, vault, changes, upTo === null ? undefined : { do: 'empty', observation, upTo });
}

/** Write the last of a running observation into its record; its journal and what was half typed end with it, in one transaction. */
export function endTaps(
  desk: Desk, observation: string, vault: string, changes: readonly Change[], draft: string | undefined,
): Promise<void> {
  return saveChanges(desk, vault, changes, { do: 'end', observation, draft: draft ?? null });
}

/** The account at work, unlocked. Throws `Locked`. */
export function working({ replica }: Desk): Replica & { open: Opened } {
  if (!isOpen(replica)) throw new Locked('this tablet is locked');
  return replica;
}

// No room --------------------------------------------------------------------------------------------------

/** The ids of held saves begin with when, in so many digits. */
export const AT_DIGITS = 15;
const NTH_DIGITS = 3;

/** Keep a save for when there is room: in memory before anything is waited for, then sealed. */
async function hold(desk: Desk, vault: string, changes: readonly Change[], also: Also | undefined): Promise<void> {
  const at = desk.platform.clock();
  // Their order is that of their ids.
  const order = `${String(at).padStart(AT_DIGITS, '0')}-${String(desk.held.value.length).padStart(NTH_DIGITS, '0')}`;
  const held: HeldSave = { id: `${HELD}${order}-${freshId()}`, vault, changes, also: also ?? null, at };
  desk.held.value = [...desk.held.value, held];
  desk.trouble.value = 'full';
  const { keepHeld } = await import('./held.ts');
  await keepHeld(desk, held);
}
