/**
 * Saves from the screens: merged from values or changes, told to the other tabs, and held in memory where the tablet is full.
 */
import { b64u, newId } from '../sync/encoding.ts';
import type { Change, Value } from '../sync/op.ts';
import { type Field, setChanges } from '../sync/records.ts';
import { type Desk, type HeldSave, isOpen, tell } from './desk.ts';
import { isFull } from './keeper.ts';
import { Locked, type Opened, type Replica, vaultOf } from './replica.ts';
import { emptying, ending } from './rest.ts';
import { type Beside, save } from './save.ts';

/** Fields of one record to save. `seen`: what the person had before them, where that may be older than what stands. */
export interface Write {
  readonly vault: string;
  readonly record: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly seen?: ReadonlyMap<string, Field>;
}

/** The tablet has no room: the work is held in memory (`held`), tried again, and can be exported. */
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
export async function saveChanges(desk: Desk, vault: string, changes: readonly Change[], beside?: Beside): Promise<void> {
  const replica = working(desk);
  if (changes.length === 0 && beside === undefined) return;
  try {
    await save(replica, vault, changes, beside);
  } catch (error) {
    if (!isFull(error)) throw error;
    hold(desk, vault, changes, beside);
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
  return saveChanges(desk, vault, changes, upTo === null ? undefined : emptying(observation, upTo));
}

/** Write the last of a running observation into its record; its journal and what was half typed end with it, in one transaction. */
export function endTaps(
  desk: Desk, observation: string, vault: string, changes: readonly Change[], draft: string | undefined,
): Promise<void> {
  return saveChanges(desk, vault, changes, ending(observation, draft));
}

/** The account at work, unlocked. Throws `Locked`. */
export function working({ replica }: Desk): Replica & { open: Opened } {
  if (!isOpen(replica)) throw new Locked('this tablet is locked');
  return replica;
}

// No room --------------------------------------------------------------------------------------------------

let counted = 0;

function hold(desk: Desk, vault: string, changes: readonly Change[], beside: Beside | undefined): void {
  counted += 1;
  desk.held.value = [...desk.held.value, { id: counted, vault, changes, beside, at: desk.platform.clock() }];
  desk.isExported = false;
  desk.trouble.value = 'full';
}

/** Try held saves again, in their order. What still has no room stays held. */
export async function retryHeld(desk: Desk): Promise<void> {
  for (const found of desk.held.value) {
    if (!isOpen(desk.replica)) return;
    try {
      await save(desk.replica, found.vault, found.changes, found.beside);
    } catch (error) {
      if (isFull(error)) return;
      throw error;
    }
    drop(desk, found);
  }
}

function drop(desk: Desk, found: HeldSave): void {
  desk.held.value = desk.held.value.filter(({ id }) => id !== found.id);
}

/** What is held, as text to be kept elsewhere: in clear, for it is given to the person who wrote it. */
export function exportHeld(desk: Desk): string {
  desk.isExported = true;
  return JSON.stringify(desk.held.value.map(({ at, changes }) => ({
    at: new Date(at).toISOString(), said: changes.map(({ path, value }) => ({ path, value })),
  })), null, 2);
}
