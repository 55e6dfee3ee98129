/**
 * What every page of the app is made on: the engine, the book of what can be read, and how something is kept. The pages before
 * it, while nobody is at work, need no more than `running.ts` of it.
 *
 *     book.value?.cases          the book, anew after every change; null while nobody is at work
 *     await keep([save])         true once it is durable on this tablet; else `said` says why it is not
 */
import { computed } from '@preact/signals';

import { handedIn } from './handed_in.ts';
import { minute, running, said, theEngine } from './running.ts';
import { sourceOf } from './source.ts';
import { saidOf } from './entry/told.ts';
import { makeBook } from '../casework/book.ts';
import { makePen, type Pen } from '../casework/pen.ts';
import type { Save } from '../casework/acts/save.ts';
import { TabletFull } from '../store/index.ts';
import { vaultOf } from '../store/replica.ts';
import { b64u, newId } from '../sync/encoding.ts';
import type { State } from '../sync/merge.ts';
import type { Change } from '../sync/op.ts';
import { deleteChanges, restoreChanges, setChanges } from '../sync/records.ts';

export { minute, running, said, theEngine } from './running.ts';

/** Everything that whoever is at work here can read. */
export const book = computed(() => {
  const engine = running.value?.engine;
  if (engine?.stage.value !== 'open') return null;
  return makeBook(sourceOf(engine, Math.max(minute.value, Date.now()), handedIn.value));
});

/** Who writes now, and when. Throws while nobody is at work. */
export function pen(): Pen {
  if (book.value === null) throw new Error('nobody is at work');
  return makePen({ me: book.value.me, now: Date.now(), newId: () => b64u(newId()) });
}

/**
 * Keep what a person did, in its order. False, and said, where it could not be kept. `draft` is the half-typed form that it was: it is
 * forgotten with the first of it.
 */
export async function keep(saves: readonly (Save | null)[], draft?: string): Promise<boolean> {
  try {
    const runs = runsOf(saves.filter((one) => one !== null));
    for (const [place, run] of runs.entries()) {
      const vault = run[0]?.vault ?? '';
      const { state } = vaultOf(theEngine().replica(), vault);
      await theEngine().saveChanges(vault, run.flatMap((one) => changesOf(state, one)), place === 0 ? draft : undefined);
    }
    if (runs.length === 0 && draft !== undefined) await theEngine().drafts.drop(draft);
    return true;
  } catch (error) {
    said.value = saidOf(error);
    // Held in memory and tried again by itself: kept anew, it would be there twice.
    return error instanceof TabletFull;
  }
}

/** Saves to one vault that follow each other are one change to it. */
function runsOf(saves: readonly Save[]): readonly (readonly Save[])[] {
  const runs: Save[][] = [];
  for (const one of saves) {
    const last = runs.at(-1);
    if (last?.[0]?.vault === one.vault) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

function changesOf(state: State, { record, values, seen, removed, whole }: Save): readonly Change[] {
  return [
    ...(removed ?? []).flatMap((row) => deleteChanges(state, record, row)),
    ...(whole === 'delete' ? deleteChanges(state, record) : []),
    ...(whole === 'restore' ? restoreChanges(state, record) : []),
    ...setChanges(state, record, values, seen),
  ];
}
