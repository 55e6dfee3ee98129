/** The pad as it runs, asks, pauses and ends. Everybody here is invented. */
import { type Signal, signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Behaviour } from '../../capture/behaviours';
import type { PadView } from '../../capture/observation';
import type { PadActions, PadModel } from '../../screens/observe/model';
import { PadScreen } from '../../screens/observe/PadScreen';
import { MoreSheet } from '../../screens/observe/PadSheets';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Above } from '../../ui/shell/Above';
import { type Exhibit, nothing } from '../show';
import { AT_RISK } from './people';

const BEHAVIOURS: readonly (readonly [string, string, Behaviour['side'], number, number])[] = [
  ['raises_hand', 'Raises hand to speak', 'helps', 1, 4],
  ['stays_in_chair', 'Stays in chair', 'helps', 2, 7],
  ['on_task', 'On task', 'helps', 2, 9],
  ['ignores', 'Ignores inappropriate behaviour', 'helps', 0, 1],
  ['shouts_out', 'Shouts out', 'concern', 3, 8],
  ['distracted', 'Distracted', 'concern', 1, 6],
  ['out_of_seat', 'Out of seat', 'concern', 0, 2],
  ['negative', 'Interacts negatively with others', 'concern', 0, 1],
  ['initiates', 'Initiates inappropriate behaviour', 'concern', 0, 0],
  ['joins_in', 'Joins in inappropriate behaviour', 'concern', 1, 3],
  ['other', 'Other', 'other', 0, 0],
];

const VIEW: PadView = {
  phase: 'running',
  interval: 3,
  clock: '2:54',
  leftOf: 'left of the third five minutes',
  bars: [1, 1, 0.42, 0, 0, 0],
  cells: BEHAVIOURS.map(([value, label, side, now, all]) => ({ behaviour: { value, label, side, measure: 'event' }, now, all })),
  undo: 'Shouts out, 2 s ago',
  sendBack: null,
  sweep: null,
  tint: false,
  pupilVisible: true,
  question: null,
  clockNote: null,
  watched: '12 of 30 minutes watched.',
};

const PAD: PadModel = {
  who: 'K.B.',
  what: 'maths 8B',
  detail: 'Mr Okafor · asked for by staff',
  view: VIEW,
  otherIs: null,
  dim: false,
  staysAwake: true,
  atRisk: AT_RISK,
};

/** Counts in the view alone, so that a tap can be felt in the gallery. */
function counting(counted: Signal<PadView>): PadActions {
  return {
    tick: (behaviour) => {
      counted.value = {
        ...counted.value,
        undo: `${behaviour}, just now`,
        cells: counted.value.cells.map((cell) =>
          cell.behaviour.value === behaviour ? { ...cell, now: cell.now + 1, all: cell.all + 1 } : cell,
        ),
      };
      return behaviour;
    },
    hold: (behaviour) => {
      counted.value = {
        ...counted.value,
        cells: counted.value.cells.map((cell) =>
          cell.behaviour.value === behaviour ? { ...cell, now: cell.now - 1, all: cell.all - 1 } : cell,
        ),
      };
    },
    undo: () => {
      counted.value = { ...counted.value, undo: null };
    },
    minus: nothing, moveBack: nothing, sendBack: nothing, pause: nothing, resume: nothing, hide: nothing,
    show: nothing, answer: nothing, other: nothing, dim: nothing, end: nothing,
  };
}

const LIVE = counting(signal(VIEW));

/** A pad that begins at the same counts whenever it is shown. */
function LivePad() {
  const [counted] = useState(() => signal(VIEW));
  const [actions] = useState(() => counting(counted));
  return <PadScreen model={{ ...PAD, view: counted.value }} actions={actions} />;
}

function padWith(change: Partial<PadView>, more: Partial<PadModel> = {}) {
  return () => <PadScreen model={{ ...PAD, ...more, view: { ...VIEW, ...change } }} actions={LIVE} />;
}

export const observe: readonly Exhibit[] = [
  { name: 'pad', frame: 'screen', view: () => <LivePad /> },
  {
    name: 'pad-send-back',
    frame: 'screen',
    view: padWith({ clock: '4:58', tint: true, sendBack: 'Send “Shouts out” back to the second five minutes' }),
  },
  {
    name: 'pad-asks',
    frame: 'screen',
    view: padWith({ question: { gap: 'g1', words: 'This screen was away for 4 minutes. Did you keep watching?', orClock: false } }),
  },
  {
    name: 'pad-asks-lid',
    frame: 'screen',
    view: padWith({
      question: { gap: 'g1', words: 'This screen stood still for 25 minutes, or its clock was put forward. Did you keep watching?', orClock: true },
    }),
  },
  { name: 'pad-last-seconds', frame: 'screen', view: padWith({ clock: '0:03', sweep: 0.4 }, { otherIs: 'hums', dim: true }) },
  { name: 'pad-out-of-sight', frame: 'screen', view: padWith({ pupilVisible: false }) },
  {
    name: 'pad-alarm',
    frame: 'screen',
    view: () => (
      <>
        <Above>
          <Notice
            kind="alarm"
            title="Tamsin Fairweather is not back: due at 15:00."
            action={<><ButtonLink href="/watch/v1">See what to do</ButtonLink><Button onPress={nothing}>Later</Button></>}
          />
          <Notice kind="alarm" title="Sam Ortiz is not back: due at 15:10." action={<ButtonLink href="/watch/v2">See what to do</ButtonLink>} />
        </Above>
        <LivePad />
      </>
    ),
  },
  {
    name: 'pad-told',
    frame: 'screen',
    view: () => (
      <>
        <Above role="alert">
          <Notice
            kind="warn"
            title="This tablet has no room left. Delete something else on it; what is waiting is then kept by itself."
            action={<Button onPress={nothing}>Close</Button>}
          />
        </Above>
        <LivePad />
      </>
    ),
  },
  {
    name: 'pad-more',
    frame: 'screen',
    view: () => (
      <>
        <PadScreen model={PAD} actions={LIVE} />
        <MoreSheet model={{ ...PAD, staysAwake: false }} actions={LIVE} onClose={nothing} />
      </>
    ),
  },
  { name: 'pad-may-go-dark', frame: 'screen', view: padWith({}, { staysAwake: false }) },
  { name: 'pad-paused', frame: 'screen', view: padWith({ phase: 'paused' }) },
  {
    name: 'pad-time-up-asks',
    frame: 'screen',
    view: padWith({
      phase: 'time_up', clock: '0:00', watched: '18 of 30 minutes watched.',
      question: { gap: 'g1', words: 'This screen was away for the last 12 minutes. Did you keep watching?', orClock: false },
    }),
  },
  { name: 'pad-time-up', frame: 'screen', view: padWith({ phase: 'time_up', clock: '0:00', watched: '30 of 30 minutes watched.' }) },
];
