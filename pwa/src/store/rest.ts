/**
 * Small things at rest: the taps of a running observation, and half-typed forms. Each row is sealed by itself under the
 * device's rest key, bound to what it is and where it belongs.
 *
 * A tap is one row with the platform's ordinary durability, so that it costs the finger nothing; a strict write every five
 * seconds brings what was tapped before it to the disk as well. What cannot wait for WebCrypto is sealed and handed over by
 * `journal.ts` and `half_typed.ts`; their rows are these.
 */
import type { Key, Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, jsonBytes, type Random, randomBytes, text, utf8 } from '../sync/encoding.ts';
import { seal, unseal } from '../sync/seal.ts';
import { type Air, draftInTheAir } from './air.ts';
import { type Database, type DraftRow, inOneStep, type Step } from './db.ts';
import { isFull } from './keeper.ts';
import type { Beside } from './save.ts';

export const JOURNAL_LABEL = utf8('beside/journal/1');
export const DRAFT_LABEL = utf8('beside/draft/1');
/** What the ids begin with of saves that found no room (`held.ts`). */
export const HELD = 'held/';
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

/** Seal one event of a running observation. */
export function sealTap(rest: Rest, observation: string, event: object, random: Random = randomBytes): Promise<Bytes> {
  return sealed(rest, JOURNAL_LABEL, observation, event, random);
}

/** Put a sealed event into the journal. Done when the browser has taken it; gives the row's number. */
export function keepTap(database: Database, observation: string, row: Bytes): Promise<number> {
  return inOneStep(database, ['journal'], (step) => step.objectStore('journal').add({ observation, sealed: row }), 'relaxed');
}

/** Bring every tap written so far to the disk, by a strict write behind them; it keeps the pad's last sign of life. */
export async function settleTaps(rest: Rest, database: Database, observation: string, alive: object): Promise<void> {
  const id = ALIVE + observation;
  const row = { id, sealed: await sealed(rest, DRAFT_LABEL, id, alive, randomBytes) };
  await inOneStep(database, ['journal', 'drafts'], (step) => step.objectStore('drafts').put(row));
}

/** What rows of an observation's journal came to: the events in their order, and how many could not be opened. */
export interface Taps {
  readonly events: readonly unknown[];
  readonly unread: number;
}

/** Open sealed rows of an observation's journal. */
export async function openTaps(rest: Rest, observation: string, rows: readonly Bytes[]): Promise<Taps> {
  const found = await Promise.allSettled(rows.map((row) => opened(rest, JOURNAL_LABEL, observation, row)));
  const events = found.flatMap((event) => (event.status === 'fulfilled' ? [event.value] : []));
  return { events, unread: rows.length - events.length };
}

/** A whole journal: its events in the order of their rows, the rows themselves, and the number of the last. */
export interface Kept extends Taps {
  readonly rows: readonly Bytes[];
  readonly last: number;
}

/** Read what the database has of an observation's journal. A row that two tabs have put there, out of the air, is one. */
export async function readTaps(rest: Rest, database: Database, observation: string): Promise<Kept> {
  const found = await database.getAllFromIndex('journal', 'observation', observation);
  const rows = [...new Map(found.map(({ sealed: row }) => [b64u(row), row])).values()];
  const last = found.reduce((most, { at }) => Math.max(most, at ?? 0), 0);
  return { ...(await openTaps(rest, observation, rows)), rows, last };
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
export function ending(observation: string, draft: string | null): Beside {
  const rows = emptying(observation, Infinity);
  return {
    tables: ['journal', 'drafts'],
    write: async (step) => {
      await rows.write(step);
      await step.objectStore('drafts').delete(ALIVE + observation);
      if (draft !== null) await step.objectStore('drafts').delete(draft);
    },
  };
}

/** The pad's last sign of life, or null. */
export async function lastAlive(rest: Rest, database: Database, observation: string): Promise<unknown> {
  return readDraft(rest, database, ALIVE + observation);
}

/** The observations that were begun on this tablet and not saved as finished: they may have been running when the app went away. */
export async function runningObservations(database: Database): Promise<readonly string[]> {
  const alive = await database.getAllKeys('drafts', IDBKeyRange.bound(ALIVE, `${ALIVE}\uffff`));
  return alive.map((id) => id.slice(ALIVE.length));
}

// Drafts ---------------------------------------------------------------------------------------------------

/**
 * Keep a half-typed form under `id`, strictly: a time-out must never cost a word. Where the tablet is full its row stands in the air,
 * and what keeps it from the database is thrown.
 */
export async function writeDraft(rest: Rest, database: Database, air: Air, id: string, content: object): Promise<void> {
  const row = { id, sealed: await sealed(rest, DRAFT_LABEL, id, content, randomBytes) };
  try {
    await keepRow(database, row);
  } catch (error) {
    if (isFull(error)) air.put(draftInTheAir(id), row.sealed);
    throw error;
  }
  air.drop(draftInTheAir(id));
}

/** Keep the sealed row of a half-typed form, strictly. */
export async function keepRow(database: Database, row: DraftRow): Promise<void> {
  await inOneStep(database, ['drafts'], (step) => step.objectStore('drafts').put(row));
}

/** What of a half-typed form can be opened, or null; and whether something newer was there that cannot be. */
export interface FoundDraft {
  readonly content: unknown;
  readonly isDamaged: boolean;
}

/** The newest of what was kept under `id` that can be opened: what is still in the air is newer than the database. */
export async function findDraft(rest: Rest, database: Database, air: Air, id: string): Promise<FoundDraft> {
  const kept = await database.get('drafts', id);
  let isDamaged = false;
  for (const row of [air.get(draftInTheAir(id)), kept?.sealed ?? null]) {
    if (row === null) continue;
    try {
      return { content: await openDraft(rest, id, row), isDamaged };
    } catch {
      isDamaged = true;
    }
  }
  return { content: null, isDamaged };
}

/** What the database has under `id`, or null. Throws `BadSeal` where it was changed. */
export async function readDraft(rest: Rest, database: Database, id: string): Promise<unknown> {
  const row = await database.get('drafts', id);
  return row === undefined ? null : openDraft(rest, id, row.sealed);
}

/** Open what was sealed under `id`. Throws `BadSeal`. */
export function openDraft(rest: Rest, id: string, row: Bytes): Promise<unknown> {
  return opened(rest, DRAFT_LABEL, id, row);
}

/** The ids of every draft that begins with `prefix`, in the database or only in the air so far. */
export async function draftsOf(database: Database, air: Air, prefix: string): Promise<readonly string[]> {
  const kept = await database.getAllKeys('drafts', IDBKeyRange.bound(prefix, `${prefix}\uffff`));
  const left = air.names(draftInTheAir(prefix)).map((name) => name.slice(draftInTheAir().length));
  return [...new Set([...kept, ...left])].sort();
}

/** Forget a draft: it has been saved, or thrown away by its author. */
export async function dropDraft(database: Database, id: string): Promise<void> {
  await database.delete('drafts', id);
}

/** What of an account is written together with a save, as it is kept while there is no room for either. */
export type Also =
  | { readonly do: 'drop'; readonly draft: string }
  | { readonly do: 'empty'; readonly observation: string; readonly upTo: number }
  | { readonly do: 'end'; readonly observation: string; readonly draft: string | null };

/** The writing of it. */
export function besideOf(also: Also): Beside {
  switch (also.do) {
    case 'drop':
      return dropping(also.draft);
    case 'empty':
      return emptying(also.observation, also.upTo);
    case 'end':
      return ending(also.observation, also.draft);
  }
}

/** The forgetting of a draft, to be written together with what it became. */
export function dropping(id: string): Beside {
  return { tables: ['drafts'], write: (step) => step.objectStore('drafts').delete(id) };
}
