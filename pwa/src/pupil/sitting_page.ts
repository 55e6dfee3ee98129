/**
 * The pupil's page at work: what a touch makes of the sitting, and what of it is put away before anything else.
 *
 *     const page = startSittingPage(sheet, tablet);
 *     page.model.value          what PupilView shows
 *     page.touched({ do: 'answer', mark: 'now', place: 4 });
 *
 * The page says "put away" only once the worker has said that every answer is written. Own words are put away whenever
 * the writing pauses, and before anything else is touched.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

import type { Sheet } from '../between/parcel.ts';
import type { FromSealer, ToSealer, Trouble } from '../between/sealing.ts';
import { type Sitting, sittingView, startSitting, type Touch, touch, type Touching } from '../capture/scale/index.ts';
import type { Change } from '../capture/leaves.ts';
import type { PupilModel } from './model.ts';

/** How long the writing of own words has to pause before they are put away, ms. */
const PAUSE = 1_500;

/** What the page needs from outside. */
export interface Tablet {
  /** To the worker that seals. */
  readonly send: (asked: ToSealer) => void;
  readonly touching: () => Touching;
  readonly canRead: ReadonlySignal<boolean>;
}

export interface SittingPage {
  readonly model: ReadonlySignal<PupilModel>;
  /** What keeps the last answers from being put away; null while all is well. */
  readonly trouble: ReadonlySignal<Trouble | null>;
  readonly reading: { value: boolean };
  readonly touched: (it: Touch) => void;
  readonly heard: (said: FromSealer) => void;
  /** Puts own words away now: the page may be about to go. */
  readonly putAway: () => void;
  /** Resolves once everything is written. */
  readonly settled: () => Promise<void>;
}

/** A sitting at its welcome. */
export function startSittingPage(sheet: Sheet, tablet: Tablet): SittingPage {
  const config = { statements: sheet.statements.map(({ value }) => value), open: sheet.open, first: sheet.first };
  let sitting = startSitting(config);
  const shown = signal<Sitting>(sitting);
  const words = signal('');
  const reading = signal(false);
  const keeping = startKeeping(tablet.send);
  const writing = new Writing((changes) => {
    keeping.keep(changes);
  });

  const show = async (): Promise<void> => {
    if (isEnd(sitting)) {
      await keeping.settled();
      // Put away, and nowhere else any more.
      sitting = { ...sitting, answers: {}, took: {} };
      words.value = '';
    }
    shown.value = sitting;
  };
  const touched = (it: Touch): void => {
    if (it.do === 'say') words.value = it.words;
    else writing.now();
    const { sitting: next, changes, refused } = touch(sitting, it, tablet.touching());
    if (refused !== null) return;
    sitting = next;
    if (it.do === 'say') writing.soon(changes);
    else if (changes.length > 0) keeping.keep(changes);
    void show();
  };
  return {
    model: computed(() => modelOf(sheet, shown.value, words.value, tablet.canRead.value, reading.value)),
    trouble: keeping.trouble,
    reading,
    touched,
    heard: keeping.heard,
    putAway: () => { writing.now(); },
    settled: keeping.settled,
  };
}

function isEnd({ place }: Sitting): boolean {
  return place.screen === 'finished' || place.screen === 'stopped';
}

function modelOf(sheet: Sheet, sitting: Sitting, words: string, canRead: boolean, reading: boolean): PupilModel {
  const view = sittingView(sitting);
  return {
    mentor: sheet.mentor,
    title: sheet.title,
    readers: sheet.readers,
    // Which answers are about welfare is not told to this page.
    statements: sheet.statements.map((statement) => ({ ...statement, welfare: false })),
    anchors: sheet.anchors,
    view,
    words,
    canRead,
    reading,
  };
}

/** Hands changes to the worker in order and knows when all are written. */
function startKeeping(send: (asked: ToSealer) => void) {
  const trouble = signal<Trouble | null>(null);
  let given = 0;
  let kept = 0;
  let waiting: (() => void)[] = [];
  return {
    trouble,
    keep: (changes: readonly Change[]) => {
      given += 1;
      send({ do: 'keep', number: given, changes });
    },
    heard: (said: FromSealer) => {
      if (said.is === 'trouble') trouble.value = said.why;
      if (said.is !== 'kept') return;
      kept = said.number;
      trouble.value = null;
      if (kept < given) return;
      for (const done of waiting) done();
      waiting = [];
    },
    settled: () => (kept >= given ? Promise.resolve() : new Promise<void>((done) => waiting.push(done))),
  };
}

/** Own words on their way: written when they pause, not at every letter. */
class Writing {
  readonly #keep: (changes: readonly Change[]) => void;
  #changes: readonly Change[] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keep: (changes: readonly Change[]) => void) {
    this.#keep = keep;
  }

  soon(changes: readonly Change[]): void {
    this.#changes = changes;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.now(); }, PAUSE);
  }

  now(): void {
    clearTimeout(this.#timer);
    if (this.#changes === null) return;
    this.#keep(this.#changes);
    this.#changes = null;
  }
}
