/**
 * What every page of the app is made on: the engine, the book of what can be read, and how something is kept.
 *
 *     book.value?.cases          the book, anew after every change; null while nobody is at work
 *     await keep([save])         true once it is durable on this tablet; else `said` says why it is not
 */
import { computed, signal } from '@preact/signals';

import type { Engine, Write } from './engine.ts';
import { saidOf } from './entry/door.ts';
import type { Updates } from './update.ts';
import { makeBook } from '../casework/book.ts';
import { makePen, type Pen } from '../casework/pen.ts';
import type { Save } from '../casework/acts/save.ts';
import { save } from '../store/save.ts';
import { vaultOf } from '../store/replica.ts';
import { b64u, newId } from '../sync/encoding.ts';
import { deleteChanges, type Field, restoreChanges } from '../sync/records.ts';

/** The engine and the versions of the app, once they were started. */
export interface Running {
  readonly engine: Engine;
  readonly updates: Updates;
}

export const running = signal<Running | null>(null);

/** Said above every page until it is put away: what could not be kept or done, with its remedy. */
export const said = signal<string | null>(null);

/** Everything that whoever is at work here can read. */
export const book = computed(() => {
  const source = running.value?.engine.source.value ?? null;
  return source === null ? null : makeBook(source);
});

/** The engine that is at work. Throws before it was started. */
export function theEngine(): Engine {
  if (running.value === null) throw new Error('the engine was not started');
  return running.value.engine;
}

/** Who writes now, and when. Throws while nobody is at work. */
export function pen(): Pen {
  if (book.value === null) throw new Error('nobody is at work');
  return makePen({ me: book.value.me, now: Date.now(), newId: () => b64u(newId()) });
}

/** Keep what a person did. False, and said, where it could not be kept. */
export async function keep(saves: readonly (Save | null)[]): Promise<boolean> {
  try {
    const given = saves.filter((one) => one !== null);
    for (const one of given) await changeWholes(one);
    await theEngine().save(given.map(writeOf));
    return true;
  } catch (error) {
    said.value = saidOf(error);
    return false;
  }
}

function writeOf({ vault, record, values, seen }: Save): Write {
  const write = { vault, record, values };
  if (seen === undefined) return write;
  return { ...write, seen: new Map(Object.entries(seen).map(([path, dots]): [string, Field] => [path, { ...NOTHING, dots }])) };
}

const NOTHING: Field = { versions: [], value: null, time: 0, dots: [] };

/** Records and rows that are deleted or brought back. */
async function changeWholes({ vault, record, removed, whole }: Save): Promise<void> {
  const replica = theEngine().replica();
  const { state } = vaultOf(replica, vault);
  const rows = (removed ?? []).flatMap((row) => deleteChanges(state, record, row));
  const all = whole === undefined ? [] : whole === 'delete' ? deleteChanges(state, record) : restoreChanges(state, record);
  const changes = [...rows, ...all];
  if (changes.length > 0) await save(replica, vault, changes);
}
