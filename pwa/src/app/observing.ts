/**
 * A running observation: each tap is sealed and in the browser's hands before it is shown, and becomes part of the record at every
 * turn of an interval, at a pause and at the end.
 *
 *     const record = await beginObservation(place, values);
 *     const watching = await goOnWatching(vault, record);
 *     watching.perform({ do: 'tick', behaviour: 'shouts_out' })
 *
 * What cannot be kept is said, and the pad goes on.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

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
import { type Journal, TabletFull } from '../store/index.ts';
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

/** Said where rows of a journal cannot be opened: they do not count, and the pad goes on without them. */
const LEFT_OUT = 'Something of this observation was damaged on this tablet, or changed by something other than Beside. '
  + 'It is left out: look whether the numbers are right.';

export interface Watching {
  readonly pad: ReadonlySignal<Pad>;
  /** Tells of the end alone, not of every tap. */
  readonly hasEnded: ReadonlySignal<boolean>;
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
  const journal = await theEngine().pad.open(made.record, sayWhy);
  for (const row of rows) journal.write(row);
  await journal.settle({ ...pad.anchor, next: pad.next });
  journal.close();
  return made.record;
}

function sayWhy(error: unknown): void {
  said.value = saidOf(error);
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
  const { open, alive: lastAlive } = theEngine().pad;
  const [journal, alive] = await Promise.all([open(record, sayWhy), lastAlive(record)]);
  const base = fromLeaves(leavesNow(vault, record), behavioursOf(newest('observation')).map(({ value }) => value));
  const step = openPad({ rows: journal.events, base, alive: alive as Kept['alive'] }, momentNow(), idNow);
  if (journal.unread > 0) said.value = LEFT_OUT;
  if (step !== null) return new Observer(vault, record, journal, step);
  journal.close();
  return null;
}

const idNow = (): string => pen().newId();

function leavesNow(vault: string, record: string): Leaves {
  const found = viewOf(vaultOf(theEngine().replica(), vault).state, record);
  return found === null ? new Map() : leavesOf(found);
}

class Observer implements Watching {
  readonly pad;
  readonly hasEnded;
  readonly moment = signal(momentNow());
  private lived = 0;
  private settled: Promise<void> = Promise.resolve();
  private isEnding = false;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly vault: string;
  private readonly record: string;
  private readonly journal: Journal;
  private readonly noMoreBeforeLock: () => void;
  private readonly noMoreTurns: () => void;
  private letGo: (() => void) | null = null;

  constructor(vault: string, record: string, journal: Journal, step: Step) {
    [this.vault, this.record, this.journal] = [vault, record, journal];
    this.pad = signal(step.pad);
    this.hasEnded = computed(() => this.pad.value.observation.ended !== null);
    this.take(step);
    this.timer = setInterval(() => {
      // Out of sight nobody looks: the beat on coming back tells all of it at once.
      if (sight.isHidden()) this.holdOff();
      else this.beat();
    }, BEAT_MS);
    this.noMoreTurns = sight.onTurn(() => {
      this.beat();
      this.outOfSight();
    });
    this.noMoreBeforeLock = theEngine().door.beforeLock(async () => { await this.settle(); });
  }

  perform(intent: Intent): void {
    // What is being saved is what was on the screen when it was said.
    if (this.isEnding) return;
    this.moment.value = momentNow();
    this.take(perform(this.pad.value, intent, this.moment.value, idNow));
  }

  settle(): Promise<boolean> {
    return this.next(async () => {
      // Without its rows the pad goes on from here.
      await this.journal.settle(this.alive());
      // In one moment: every row up to the last that is known came from this page, or was read by it, and so is in the changes.
      const upTo = mayEmpty(this.pad.value.observation) ? this.journal.upTo() : null;
      await theEngine().pad.flush(this.record, this.vault, this.changes({}), upTo);
    });
  }

  async finish(beside: Readonly<Record<string, Leaf>>, draft: string): Promise<boolean> {
    this.isEnding = true;
    const isSaved = await this.next(async () => {
      await this.journal.quiet();
      await theEngine().pad.end(this.record, this.vault, this.changes(beside), draft);
      this.journal.end();
    });
    this.isEnding = isSaved;
    return isSaved;
  }

  leave(): void {
    clearInterval(this.timer);
    this.noMoreTurns();
    this.journal.close();
    this.noMoreBeforeLock();
    this.letGo?.();
    this.letGo = null;
  }

  private alive(): object {
    const { anchor, next } = this.pad.value;
    return { ...anchor, next };
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
    if (this.isEnding) return;
    this.moment.value = momentNow();
    this.take(beat(this.pad.value, this.moment.value, idNow));
  }

  /** A page that goes out of sight may never come back. */
  private outOfSight(): void {
    if (sight.isHidden() && theEngine().stage.value === 'open') void this.next(() => this.journal.settle(this.alive()));
  }

  private take({ pad, rows, flush }: Step): void {
    // First: nothing is shown that is not in the browser's hands.
    for (const row of rows) this.journal.write(row);
    this.pad.value = pad;
    this.holdOff();
    if (this.moment.value.mono - this.lived >= ALIVE_MS) {
      this.lived = this.moment.value.mono;
      void this.next(() => this.journal.settle(this.alive()));
    }
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

  /** One after the other. False, and said, where it could not be kept. */
  private next(work: () => Promise<void>): Promise<boolean> {
    const done = this.settled.then(work).then(() => true, (error: unknown) => {
      sayWhy(error);
      // Held in memory, it is tried again by itself.
      return error instanceof TabletFull;
    });
    this.settled = done.then(() => undefined);
    return done;
  }
}
