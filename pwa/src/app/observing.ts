/**
 * A running observation: each tap is sealed on this tablet as it comes, and becomes part of the record at every turn of an
 * interval, at a pause and at the end.
 *
 *     const record = await beginObservation(place, values);
 *     const watching = await goOnWatching(vault, record);
 *     watching.perform({ do: 'tick', behaviour: 'shouts_out' })
 *
 * Writes stand in one row: what was tapped first is kept first. What cannot be kept is said, and the pad goes on.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

import { followSight } from './awake.ts';
import { keep, pen, said, theEngine } from './shared.ts';
import { saidOf } from './entry/told.ts';
import { textFrom, wholeFrom } from '../capture/leaves.ts';
import {
  attended, beat, type Config, elapsedAt, fromLeaves, type Intent, type Kept, mayEmpty, type Moment, openPad, type Pad, perform, startPad,
  type Step, toChanges,
} from '../capture/observation/index.ts';
import type { CaseBook } from '../casework/book.ts';
import { type Leaf, type Leaves, newest } from '../casework/forms.ts';
import { behavioursOf } from '../casework/lessons.ts';
import { instantAt } from '../casework/pen.ts';
import { leavesOf } from '../casework/standing.ts';
import { ended } from '../casework/acts/appointments.ts';
import { begin } from '../casework/acts/save.ts';
import { TabletFull } from '../store/index.ts';
import { vaultOf } from '../store/replica.ts';
import { randomBytes, b64u } from '../sync/encoding.ts';
import type { Change } from '../sync/op.ts';
import { type RecordView, setChanges, view as viewOf } from '../sync/records.ts';

/** How often the clock is looked at, and how often a sign of life is kept, ms. */
const BEAT_MS = 250;
const ALIVE_MS = 5_000;

/** As on the paper, where a school has not said otherwise. */
const USUAL = { seconds: 300, count: 6, rule: 'starts' };

/** One load of the page: the monotonic clock of another cannot be compared. */
const SESSION = b64u(randomBytes(9));

const sight = followSight(document);

export interface Watching {
  readonly pad: ReadonlySignal<Pad>;
  /** The clocks at the last beat. */
  readonly moment: ReadonlySignal<Moment>;
  readonly perform: (intent: Intent) => void;
  /** Done when everything so far stands in the record; false where it could not be kept, which is said. */
  readonly settle: () => Promise<boolean>;
  /** The end: the rest, with what else was written, goes into the record, and nothing of the journal or of `draft` is left. */
  readonly finish: (beside: Readonly<Record<string, Leaf>>, draft: string) => Promise<boolean>;
  /** Stops looking at the clock. */
  readonly leave: () => void;
}

/** A look at the clocks, and whether the page was out of sight since the last one. */
function momentNow(): Moment {
  return { wall: Date.now(), mono: Math.round(performance.now()), session: SESSION, hidden: sight.wasHidden() };
}

/**
 * Begin an observation of a case, from the form `draft`, and with it hold the `appointment` that it was planned as; its record,
 * or null where it could not be kept, which is said.
 */
export async function beginObservation(
  place: CaseBook, given: Leaves, draft: string, appointment: RecordView | null,
): Promise<string | null> {
  const config = configFrom(given);
  const { pad, rows } = startPad(config, momentNow());
  const leaves = new Map([...given, ...toChanges(pad.observation, given, instantAt)]);
  const made = begin(pen(), place.id, 'observation', Object.fromEntries(leaves));
  const held = appointment === null ? null : ended(place.id, appointment.id, 'done', made.record);
  if (!(await keep([made, held], draft))) return null;
  const { tap, settle } = theEngine().pad;
  for (const row of rows) await tap(made.record, row);
  await settle(made.record, { ...pad.anchor, next: pad.next });
  return made.record;
}

function configFrom(given: Leaves): Config {
  return {
    interval_seconds: wholeFrom(given, 'interval_seconds') ?? USUAL.seconds,
    interval_count: wholeFrom(given, 'interval_count') ?? USUAL.count,
    tick_rule: textFrom(given, 'tick_rule') ?? USUAL.rule,
    tick_rule_words: textFrom(given, 'tick_rule_words'),
    behaviours: behavioursOf(newest('observation')).map(({ value }) => value),
  };
}

/** Go on with an observation; null where nothing of it can be gone on with here. */
export async function goOnWatching(vault: string, record: string): Promise<Watching | null> {
  const { taps, alive: lastAlive } = theEngine().pad;
  const [{ events }, alive] = await Promise.all([taps(record), lastAlive(record)]);
  const base = fromLeaves(leavesNow(vault, record), behavioursOf(newest('observation')).map(({ value }) => value));
  const step = openPad({ rows: events, base, alive: alive as Kept['alive'] }, momentNow(), idNow);
  return step === null ? null : new Observer(vault, record, step);
}

const idNow = (): string => pen().newId();

function leavesNow(vault: string, record: string): Leaves {
  const found = viewOf(vaultOf(theEngine().replica(), vault).state, record);
  return found === null ? new Map() : leavesOf(found);
}

class Observer implements Watching {
  readonly pad;
  readonly moment = signal(momentNow());
  private lived = 0;
  private written: Promise<void> = Promise.resolve();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly vault: string;
  private readonly record: string;
  private readonly noMoreBeforeLock: () => void;
  private readonly noMoreTurns: () => void;
  private letGo: (() => void) | null = null;

  constructor(vault: string, record: string, step: Step) {
    [this.vault, this.record] = [vault, record];
    this.pad = signal(step.pad);
    this.take(step);
    this.timer = setInterval(() => {
      // Out of sight nobody looks: the beat on coming back tells all of it at once.
      if (sight.isHidden()) this.holdOff();
      else this.beat();
    }, BEAT_MS);
    this.noMoreTurns = sight.onTurn(() => { this.beat(); });
    this.noMoreBeforeLock = theEngine().door.beforeLock(async () => { await this.settle(); });
  }

  perform(intent: Intent): void {
    this.moment.value = momentNow();
    this.take(perform(this.pad.value, intent, this.moment.value, idNow));
  }

  settle(): Promise<boolean> {
    return this.next(async () => {
      const { settle, taps, flush } = theEngine().pad;
      const { observation, anchor, next } = this.pad.value;
      // Without its rows the pad goes on from here.
      await settle(this.record, { ...anchor, next });
      const { last } = await taps(this.record);
      await flush(this.record, this.vault, this.changes({}), mayEmpty(observation) ? last : null);
    });
  }

  finish(beside: Readonly<Record<string, Leaf>>, draft: string): Promise<boolean> {
    return this.next(() => theEngine().pad.end(this.record, this.vault, this.changes(beside), draft));
  }

  leave(): void {
    clearInterval(this.timer);
    this.noMoreTurns();
    this.noMoreBeforeLock();
    this.letGo?.();
    this.letGo = null;
  }

  /** What the pad says and the record does not yet. */
  private changes(beside: Readonly<Record<string, Leaf>>): readonly Change[] {
    const { state } = vaultOf(theEngine().replica(), this.vault);
    const values = toChanges(this.pad.value.observation, leavesNow(this.vault, this.record), instantAt);
    return setChanges(state, this.record, { ...Object.fromEntries(values), ...beside });
  }

  private beat(): void {
    // Locked meanwhile: the journal goes on from what it has when the tablet is opened again.
    if (theEngine().stage.value !== 'open') {
      this.leave();
      return;
    }
    this.moment.value = momentNow();
    this.take(beat(this.pad.value, this.moment.value, idNow));
  }

  private take({ pad, rows, flush }: Step): void {
    this.pad.value = pad;
    this.holdOff();
    const settles = this.moment.value.mono - this.lived >= ALIVE_MS;
    if (settles) this.lived = this.moment.value.mono;
    if (rows.length > 0 || settles) void this.next(() => this.write(rows, settles));
    if (flush) void this.settle();
  }

  /** The tablet does not lock by itself while somebody watches; long after the last interval nobody does. */
  private holdOff(): void {
    const { observation, anchor } = this.pad.value;
    const now = { wall: Date.now(), mono: Math.round(performance.now()), session: SESSION, hidden: true };
    if (attended(observation, elapsedAt(anchor, now))) this.letGo ??= theEngine().door.hold('observation');
    else {
      this.letGo?.();
      this.letGo = null;
    }
  }

  /** One after the other, in the order of the taps. False, and said, where it could not be kept. */
  private next(work: () => Promise<void>): Promise<boolean> {
    const done = this.written.then(work).then(() => true, (error: unknown) => {
      said.value = saidOf(error);
      // Held in memory, it is tried again by itself.
      return error instanceof TabletFull;
    });
    this.written = done.then(() => undefined);
    return done;
  }

  private async write(rows: Step['rows'], settles: boolean): Promise<void> {
    const { tap, settle } = theEngine().pad;
    for (const row of rows) await tap(this.record, row);
    const { anchor, next } = this.pad.value;
    if (settles) await settle(this.record, { ...anchor, next });
  }
}
