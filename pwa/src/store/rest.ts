/**
 * Small things at rest: the taps of a running observation, and half-typed forms. Each row is sealed by itself under the
 * device's rest key, bound to what it is and where it belongs.
 *
 * A tap is one row with the platform's ordinary durability, so that it costs the finger nothing; a strict write every five
 * seconds brings what was tapped before it to the disk as well (`docs/protocol.md`, journal).
 */
import type { Key, Suite } from '../sync/crypto.ts';
import { type Bytes, jsonBytes, type Random, randomBytes, text, utf8 } from '../sync/encoding.ts';
import { seal, unseal } from '../sync/seal.ts';
import { type Database, inOneStep, type Step } from './db.ts';
import type { Beside } from './save.ts';

const JOURNAL_LABEL = utf8('beside/journal/1');
const DRAFT_LABEL = utf8('beside/draft/1');
/** What a pad's last sign of life is kept under. */
const ALIVE = 'alive/';

/** Who seals: the device's suite and rest key. */
export interface Rest {
  readonly suite: Suite;
  readonly key: Key;
}

/** Seal something JSON can say. */
async function sealed(rest: Rest, label: Uint8Array, place: string, content: object, random: Random): Promise<Bytes> {
  return seal(rest.suite, rest.key, label, utf8(place), jsonBytes(content as Record<string, unknown>), random);
}

async function opened(rest: Rest, label: Uint8Array, place: string, row: Bytes): Promise<unknown> {
  return JSON.parse(text(await unseal(rest.suite, rest.key, label, utf8(place), row)));
}

// The journal ----------------------------------------------------------------------------------------------

/** Write one event of a running observation. Done when the browser has taken it. */
export async function writeTap(
  rest: Rest, database: Database, observation: string, event: object, random: Random = randomBytes,
): Promise<void> {
  const row = { observation, sealed: await sealed(rest, JOURNAL_LABEL, observation, event, random) };
  await inOneStep(database, ['journal'], (step) => step.objectStore('journal').add(row), 'relaxed');
}

/** Bring every tap written so far to the disk, by a strict write behind them; it keeps the pad's last sign of life. */
export async function settleTaps(rest: Rest, database: Database, observation: string, alive: object): Promise<void> {
  const id = ALIVE + observation;
  const row = { id, sealed: await sealed(rest, DRAFT_LABEL, id, alive, randomBytes) };
  await inOneStep(database, ['journal', 'drafts'], (step) => step.objectStore('drafts').put(row));
}

/** The events of an observation in the order of their taps, and how many rows could not be opened. */
export async function readTaps(
  rest: Rest, database: Database, observation: string,
): Promise<{ readonly events: readonly unknown[]; readonly unread: number; readonly last: number }> {
  const rows = await database.getAllFromIndex('journal', 'observation', observation);
  const found = await Promise.allSettled(rows.map((row) => opened(rest, JOURNAL_LABEL, observation, row.sealed)));
  const events = found.flatMap((event) => (event.status === 'fulfilled' ? [event.value] : []));
  return { events, unread: rows.length - events.length, last: Math.max(0, ...rows.map(({ at }) => at ?? 0)) };
}

/** The emptying of a journal up to the row `upTo`, to be written together with what its taps came to. */
export function emptying(observation: string, upTo: number): Beside {
  const write = async (step: Step): Promise<void> => {
    const rows = step.objectStore('journal').index('observation');
    for (const key of await rows.getAllKeys(observation)) {
      if (key <= upTo) await step.objectStore('journal').delete(key);
    }
  };
  return { tables: ['journal'], write };
}

/** The end of a journal, to be written together with the finished record: its rows, its last sign of life, and a draft. */
export function ending(observation: string, draft: string | undefined): Beside {
  const rows = emptying(observation, Infinity);
  return {
    tables: ['journal', 'drafts'],
    write: async (step) => {
      await rows.write(step);
      await step.objectStore('drafts').delete(ALIVE + observation);
      if (draft !== undefined) await step.objectStore('drafts').delete(draft);
    },
  };
}

/** The pad's last sign of life, or null. */
export async function lastAlive(rest: Rest, database: Database, observation: string): Promise<unknown> {
  return readDraft(rest, database, ALIVE + observation);
}

/** The observations that were begun on this tablet and not saved as finished: they may have been running when the app went away. */
export async function runningObservations(database: Database): Promise<readonly string[]> {
  const alive = await draftsOf(database, ALIVE);
  return alive.map((id) => id.slice(ALIVE.length));
}

// Drafts ---------------------------------------------------------------------------------------------------

/** Keep a half-typed form under `id`, strictly: a time-out must never cost a word. */
export async function writeDraft(rest: Rest, database: Database, id: string, content: object): Promise<void> {
  const row = { id, sealed: await sealed(rest, DRAFT_LABEL, id, content, randomBytes) };
  await inOneStep(database, ['drafts'], (step) => step.objectStore('drafts').put(row));
}

/** What was kept under `id`, or null. Throws `BadSeal` where it was changed. */
export async function readDraft(rest: Rest, database: Database, id: string): Promise<unknown> {
  const row = await database.get('drafts', id);
  return row === undefined ? null : opened(rest, DRAFT_LABEL, id, row.sealed);
}

/** The ids of every draft that begins with `prefix`. */
export async function draftsOf(database: Database, prefix: string): Promise<readonly string[]> {
  return database.getAllKeys('drafts', IDBKeyRange.bound(prefix, `${prefix}\uffff`));
}

/** Forget a draft: it has been saved, or thrown away by its author. */
export async function dropDraft(database: Database, id: string): Promise<void> {
  await database.delete('drafts', id);
}

/** The forgetting of a draft, to be written together with what it became. */
export function dropping(id: string): Beside {
  return { tables: ['drafts'], write: (step) => step.objectStore('drafts').delete(id) };
}
