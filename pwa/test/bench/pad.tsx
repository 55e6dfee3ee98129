/**
 * The observation pad as it runs, for `bench/client.py` to tap: the real screen, the real observation, every tap sealed into a
 * real journal. Notes for each press how long it took from the finger to the frame that shows it.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';

import { beat, type Moment, type Pad, padView, perform, startPad, type Step } from '../../src/capture/observation/index.ts';
import { newest } from '../../src/casework/forms.ts';
import { behavioursOf } from '../../src/casework/lessons.ts';
import type { PadActions } from '../../src/screens/observe/model.ts';
import { PadScreen } from '../../src/screens/observe/PadScreen.tsx';
import { airOf } from '../../src/store/air.ts';
import { openJournal } from '../../src/store/journal.ts';
import { opened, type Replica } from '../../src/store/replica.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import '../../src/ui/index.css';

const BEHAVIOURS = behavioursOf(newest('observation'));
const CONFIG = {
  interval_seconds: 300, interval_count: 6, tick_rule: 'starts', tick_rule_words: null,
  behaviours: BEHAVIOURS.map(({ value }) => value),
};
const OBSERVATION = 'observation';
const SESSION = 'bench';
const BEAT_MS = 1000;
const SETTLE_MS = 5000;

const nothing = (): void => undefined;
const anId = (): string => b64u(newId());

function now(): Moment {
  return { wall: Date.now(), mono: Math.round(performance.now()), session: SESSION, hidden: false };
}

/** A pad at work, and what became of its taps. */
export interface Tapped {
  /** Milliseconds from finger to frame, of every press so far. */
  readonly took: readonly number[];
  /** Resolves once this many presses are on the screen. */
  readonly painted: (presses: number) => Promise<void>;
  /** How many ticks stand in the observation. */
  readonly ticks: () => number;
  /** Resolves once every tap is in the journal. */
  readonly written: () => Promise<void>;
}

/** Show the pad of an observation that has just begun. */
export async function showPad(replica: Replica, root: HTMLElement): Promise<Tapped> {
  const { suite, keeper } = replica;
  const rest = () => ({ suite, key: opened(replica).identity.rest });
  const places = { rest, keeper, air: airOf(localStorage, keeper.name), atLock: new Set<() => void>() };
  const journal = await openJournal(places, OBSERVATION, (error) => { throw error; });
  const pad = signal<Pad>(startPad(CONFIG, now()).pad);
  const take = (step: Step): void => {
    for (const row of step.rows) journal.write(row);
    pad.value = step.pad;
  };
  const actions: PadActions = {
    tick: (behaviour) => {
      take(perform(pad.value, { do: 'tick', behaviour }, now(), anId));
      return null;
    },
    hold: nothing, undo: nothing, minus: nothing, moveBack: nothing, sendBack: nothing, pause: nothing, resume: nothing, hide: nothing,
    show: nothing, answer: nothing, other: nothing, dim: nothing, end: nothing,
  };
  const atRisk = { lead: null, deputy: null, now: '14:20', told: null, onTold: nothing };
  const about = { who: 'K.B.', what: 'maths 8B', detail: 'Mr Okafor', otherIs: null, dim: false, staysAwake: true, atRisk };
  const Running = () => <PadScreen model={{ ...about, view: padView(pad.value, BEHAVIOURS, now()) }} actions={actions} />;
  render(<Running />, root);
  setInterval(() => {
    take(beat(pad.value, now(), anId));
  }, BEAT_MS);
  setInterval(() => {
    void journal.settle(pad.value.anchor);
  }, SETTLE_MS);
  return { ...watchPresses(), ticks: () => pad.value.observation.ticks.length, written: journal.quiet };
}

/** Every press from now on: from its own time stamp to the first moment after the frame that it led to. */
function watchPresses(): Pick<Tapped, 'took' | 'painted'> {
  const took: number[] = [];
  let tell: () => void = nothing;
  document.addEventListener('pointerdown', ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        took.push(performance.now() - timeStamp);
        tell();
      };
      port2.postMessage(null);
    });
  }, { capture: true });
  const painted = async (presses: number): Promise<void> => {
    while (took.length < presses) await new Promise<void>((resolve) => { tell = resolve; });
  };
  return { took, painted };
}
