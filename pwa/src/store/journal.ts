/**
 * The journal of a running observation, open for writing: each event is sealed and handed to the browser in the task of its tap,
 * before the frame that shows it. What is painted outlives its page (`docs/client.md`, "What cannot wait").
 *
 *     const journal = await openJournal(places, observation, (error) => …);
 *     journal.write(event);                    // waits for nothing
 *     await journal.settle(alive);             // on the disk, with the pad's sign of life
 *
 * A row that cannot be sealed at once, or that the browser does not take, goes the long way: it is written when there is a connection
 * and room for it, is tried again with every later row, all of which wait behind it, and stands in the air until then. Which was
 * tapped first is said by the events themselves.
 */
import { b64u, type Bytes, jsonBytes, randomBytes, utf8 } from '../sync/encoding.ts';
import { NONCE_SIZE } from '../sync/seal.ts';
import type { SealerAtOnce } from '../sync/seal_at_once.ts';
import { type Air, journalInTheAir, observationInTheAir } from './air.ts';
import { handOver, type Places, sealerIn } from './at_once.ts';
import type { Database } from './db.ts';
import { JOURNAL_LABEL, type Kept, keepTap, openTaps, readTaps, sealTap, settleTaps, type Taps } from './rest.ts';

/** An open journal. `events` and `unread` tell of what was in it when it was opened. */
export interface Journal extends Taps {
  /** Keep an event: it is in the browser's hands when this returns, or goes the long way. */
  readonly write: (event: object) => void;
  /** Bring what was written so far to the disk, with the pad's sign of life. Rejects with what keeps it from there. */
  readonly settle: (alive: object) => Promise<void>;
  /** Done when nothing is on its way any more, wherever it came to. */
  readonly quiet: () => Promise<void>;
  /**
   * The number of the last row that is known to be in the database, of all of which this page knows what they say. None of them stands
   * in the air any more, so that nothing is left of a journal that is emptied up to here.
   */
  readonly upTo: () => number;
  /** The observation stands in its record: nothing is left to be written, and nothing is left in the air. */
  readonly end: () => void;
  /** Forgets the key. What is on its way still arrives. */
  readonly close: () => void;
}

/** Open the journal of an observation. `trouble` hears what keeps a row from being written, each time that it is tried. */
export async function openJournal(
  places: Places, observation: string, trouble: (error: unknown) => void,
): Promise<Journal> {
  const rest = places.rest();
  // Where nothing can be sealed at once, every row goes the long way.
  const sealing = sealerIn(places, JOURNAL_LABEL).catch(() => null);
  const database = await places.keeper.database();
  const kept = await readTaps(rest, database, observation);
  const left = await leftInTheAir(places.air, observation, kept, (row) => openTaps(rest, observation, [row]));
  return new Running({ places, observation, trouble, sealer: await sealing, database }, kept, left);
}

/**
 * How many taps of each observation wait for room: they stand in the air, and the database does not have them. For where no pad is
 * open; what an open one has on its way is among them.
 */
export async function waitingTaps({ keeper, air }: Pick<Places, 'keeper' | 'air'>): Promise<ReadonlyMap<string, number>> {
  const names = air.names(journalInTheAir());
  const observations = [...new Set(names.map(observationInTheAir))].filter((one) => one !== null);
  const database = observations.length === 0 ? null : await keeper.database();
  const counted = await Promise.all(observations.map(async (observation) => {
    const kept = await database?.getAllFromIndex('journal', 'observation', observation);
    const known = new Set(kept?.map(({ sealed }) => nonceOf(sealed)));
    const rows = air.names(journalInTheAir(observation)).map((name) => nonceOf(air.get(name) ?? new Uint8Array()));
    return [observation, new Set(rows.filter((nonce) => !known.has(nonce))).size] as const;
  }));
  return new Map(counted.filter(([, count]) => count > 0));
}

/** No two rows have one. */
function nonceOf(row: Uint8Array): string {
  return row.subarray(0, NONCE_SIZE).join();
}

/** What pages before this one left in the air. What of it is in the database as well, or there twice, is taken away. */
async function leftInTheAir(
  air: Air, observation: string, { rows }: Kept, open: (row: Bytes) => Promise<Taps>,
): Promise<readonly Left[]> {
  const known = new Set(rows.map(nonceOf));
  const left: Left[] = [];
  for (const name of air.names(journalInTheAir(observation))) {
    const row = air.get(name) ?? new Uint8Array();
    if (known.has(nonceOf(row))) {
      air.drop(name);
      continue;
    }
    const { events: [event] } = await open(row);
    // One that cannot be opened says nothing of another that has its beginning.
    if (event !== undefined) known.add(nonceOf(row));
    left.push({ name, row, event });
  }
  return left;
}

/** The time that names begin with: now, and behind all that is found, whose page may have lived before the clock was set back. */
function timeBehind(observation: string, left: readonly Left[]): number {
  const times = left.map(({ name }) => parseInt(name.slice(journalInTheAir(observation).length), 10));
  return Math.max(Date.now(), ...times.map((time) => time + 1));
}

/** A row that was found in the air, opened; without an event where it could not be. */
interface Left {
  readonly name: string;
  readonly row: Bytes;
  readonly event: unknown;
}

/** An event on its way: its place among the taps, its name in the air, and its row where it was sealed at once. */
interface Owed {
  readonly nth: number;
  readonly name: string;
  readonly event: object;
  readonly row: Bytes | null;
}

interface Parts {
  readonly places: Places;
  readonly observation: string;
  readonly trouble: (error: unknown) => void;
  readonly sealer: SealerAtOnce | null;
  readonly database: Database;
}

class Running implements Journal {
  readonly events: readonly unknown[];
  readonly unread: number;
  private readonly parts: Parts;
  private readonly place: Uint8Array;
  /** Two tabs, or two loads of a page, never write to one name. */
  private readonly names: string;
  private database: Database;
  private kept: number;
  private count = 0;
  private used = 0;
  /** Names in the air whose rows are in the database. */
  private readonly done = new Set<string>();
  private owed: readonly Owed[] = [];
  private readonly flying = new Set<Promise<void>>();
  private paying: Promise<void> | null = null;
  private isOver = false;

  constructor(parts: Parts, kept: Kept, left: readonly Left[]) {
    [this.parts, this.database, this.kept] = [parts, parts.database, kept.last];
    this.place = utf8(parts.observation);
    this.names = `${journalInTheAir(parts.observation)}${timeBehind(parts.observation, left)}-${b64u(randomBytes(6))}/`;
    const found = left.flatMap(({ event, ...at }) => (typeof event === 'object' && event !== null ? [{ ...at, event }] : []));
    this.events = [...kept.events, ...found.map(({ event }) => event)];
    this.unread = kept.unread + left.length - found.length;
    for (const one of found) this.owe({ nth: this.next(), ...one });
  }

  readonly write = (event: object): void => {
    const one = { nth: this.next(), name: this.nextName(), event, row: this.sealed(event) };
    if (one.row !== null) this.parts.places.air.put(one.name, one.row);
    if (one.row === null || this.owed.length > 0 || !this.handedOver(one, one.row)) this.owe(one);
  };

  readonly settle = async (alive: object): Promise<void> => {
    const { places: { rest, keeper }, observation } = this.parts;
    await this.pay();
    this.sweep();
    await settleTaps(rest(), await keeper.database(), observation, alive);
  };

  readonly quiet = async (): Promise<void> => {
    await this.pay().catch(() => undefined);
    this.sweep();
  };

  readonly upTo = (): number => {
    this.sweep();
    return this.kept;
  };

  readonly end = (): void => {
    const { air } = this.parts.places;
    this.isOver = true;
    this.owed = [];
    for (const name of air.names(journalInTheAir(this.parts.observation))) air.drop(name);
    this.close();
  };

  readonly close = (): void => {
    this.sweep();
    this.parts.sealer?.forget();
  };

  /** Names are used again when all of them are free: to write over a row costs a tap less than to take it away. */
  private nextName(): string {
    if (this.owed.length === 0 && this.flying.size === 0) this.used = 0;
    this.used += 1;
    const name = this.names + String(this.used).padStart(6, '0');
    this.done.delete(name);
    return name;
  }

  /** Nothing stands in the air that is known to be in the database. */
  private sweep(): void {
    for (const name of this.done) this.parts.places.air.drop(name);
    this.done.clear();
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }

  private sealed(event: object): Bytes | null {
    try {
      return this.parts.sealer?.seal(this.place, jsonBytes(event as Record<string, unknown>)) ?? null;
    } catch {
      return null;
    }
  }

  /** Whether the browser has taken the row. What becomes of it is followed. */
  private handedOver(one: Owed, sealed: Bytes): boolean {
    const { observation } = this.parts;
    let done: Promise<number>;
    try {
      done = handOver(this.database, 'journal', (step) => step.objectStore('journal').add({ observation, sealed }), 'relaxed');
    } catch {
      return false;
    }
    const flight = done.then((at) => { this.took(one, at); }, () => { this.owe(one); });
    this.flying.add(flight);
    void flight.then(() => this.flying.delete(flight));
    return true;
  }

  private took({ name }: Owed, at: number): void {
    this.kept = Math.max(this.kept, at);
    this.done.add(name);
  }

  private owe(one: Owed): void {
    if (this.isOver) return;
    this.owed = [...this.owed, one].sort((before, after) => before.nth - after.nth);
    this.pay().catch(this.parts.trouble);
  }

  /** Send what is owed the long way, one after the other. Rejects with what keeps the first of it. */
  private pay(): Promise<void> {
    this.paying ??= this.payAll().finally(() => { this.paying = null; });
    return this.paying;
  }

  private async payAll(): Promise<void> {
    const { places: { rest, keeper }, observation } = this.parts;
    // One that was tapped before may still come back; none takes off while any is owed.
    await Promise.all(this.flying);
    await this.sealOwed();
    for (let [one] = this.owed; one !== undefined; [one] = this.owed) {
      const paid = one;
      this.database = await keeper.database();
      const row = paid.row ?? await sealTap(rest(), observation, paid.event);
      this.took(paid, await keepTap(this.database, observation, row));
      this.owed = this.owed.filter((other) => other !== paid);
    }
  }

  /** Whatever finds no room is sealed at least: the key goes with the lock, and the pad with its page. */
  private async sealOwed(): Promise<void> {
    const { places: { rest, air }, observation } = this.parts;
    for (const one of this.owed.filter(({ row }) => row === null)) {
      const row = await sealTap(rest(), observation, one.event);
      air.put(one.name, row);
      this.owed = this.owed.map((other) => (other === one ? { ...one, row } : other));
    }
  }
}
