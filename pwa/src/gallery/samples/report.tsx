/** The end of an observation and its report, worked out from invented ticks by the real functions. */
import { type Behaviour, behavioursFrom } from '../../capture/behaviours';
import type { Observation } from '../../capture/observation';
import { pictures, report as reportOf, type Subject, unwatchedTold } from '../../capture/report';
import { newest } from '../../casework/forms';
import { PadEndView } from '../../screens/observe/PadEndView';
import { ReportView } from '../../screens/observe/ReportView';
import type { ReportActions, ReportModel } from '../../screens/observe/model';
import { type Exhibit, nothing } from '../show';
import { AT_RISK } from './people';
import { NOTES, SETTLE } from './versions';

const TICKS = newest('observation').sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'ticks');
const BEHAVIOURS: readonly Behaviour[] = behavioursFrom(TICKS?.items ?? []);
const MINUTE = 60_000;

function lesson(counts: Readonly<Record<string, readonly number[]>>, minutes: number): Observation {
  const ticks = Object.entries(counts).flatMap(([behaviour, perInterval]) =>
    perInterval.flatMap((count, interval) =>
      Array.from({ length: count }, (_, index) => {
        const mono = Math.round((interval + (index + 0.6) / (count + 1)) * 5 * MINUTE);
        const struck = behaviour === 'distracted' && interval === 1 && index === 0 ? 1 : null;
        return { id: `${behaviour}${interval}.${index}`, behaviour, interval: interval + 1, wall: 1 + mono, mono, struck };
      }),
    ),
  );
  return {
    config: { interval_seconds: 300, interval_count: 6, tick_rule: 'starts', tick_rule_words: null, behaviours: BEHAVIOURS.map(({ value }) => value) },
    started: 1,
    ended: minutes * MINUTE,
    stoppedWhy: minutes < 30 ? 'the bell rang early' : null,
    ticks,
    gaps: [
      { id: 'p', kind: 'paused', from: 4 * MINUTE, until: 7 * MINUTE, reason: 'the class stopped', watched: false, inView: false },
      { id: 'g', kind: 'away', from: 12 * MINUTE, until: 14 * MINUTE, reason: null, watched: false, inView: false },
      { id: 'n', kind: 'not_visible', from: 16 * MINUTE, until: 17 * MINUTE, reason: null, watched: false, inView: false },
    ],
    clockSteps: [],
    looked: { initiates: 'saw_none', other: 'did_not_look' },
    otherIs: null,
  };
}

const NOW: Subject = {
  record: 'november',
  date: '2026-11-23',
  behaviours: BEHAVIOURS,
  typical: 'yes',
  observation: lesson({ raises_hand: [1, 0, 1, 2], stays_in_chair: [2, 1, 2, 1], on_task: [3, 1, 2, 2], ignores: [0, 1], shouts_out: [2, 3, 3, 2], distracted: [1, 2, 1, 2], out_of_seat: [1, 1], negative: [0, 1], joins_in: [1, 1, 1] }, 22),
};

const OCTOBER: Subject = {
  record: 'october',
  date: '2026-10-06',
  behaviours: BEHAVIOURS,
  typical: 'yes',
  observation: lesson({ raises_hand: [0, 1], shouts_out: [4, 3, 2, 2, 1, 1], distracted: [2, 2, 1, 1], on_task: [1, 1, 1], joins_in: [1, 2] }, 30),
};

const REPORT: ReportModel = {
  title: 'Observation, maths 8B',
  detail: 'Monday 23 November, 9:15 · Mr Okafor · observed by Sam Ortiz',
  back: { href: '/case/kai', label: 'Kai Brennan' },
  everyVersion: '/of/v/r/history',
  today: '2026-11-23',
  behaviours: BEHAVIOURS,
  report: reportOf(NOW, [OCTOBER]),
  notWatched: unwatchedTold(NOW.observation),
  overTime: pictures([OCTOBER, NOW], BEHAVIOURS),
  rule: 'tick when it starts',
  otherIs: null,
  running: null,
  notes: 'A cover teacher for the first ten minutes.',
  versions: [],
  state: { kind: 'received', text: 'Received by Ms Ward, 10:04' },
};

const ACTIONS: ReportActions = { settle: SETTLE, print: nothing, planFrom: nothing, change: nothing, aboutSomebodyElse: nothing };

export const report: readonly Exhibit[] = [
  {
    name: 'pad-end',
    frame: 'page',
    view: () => (
      <PadEndView
        model={{
          who: 'K.B.',
          what: 'maths 8B',
          watched: '18 of 30 minutes watched.',
          canGoOn: true,
          stoppedWhy: null,
          other: { words: null },
          question: { gap: 'g1', words: 'This screen was away for 4 minutes. Did you keep watching?', orClock: false },
          untouched: [
            { value: 'initiates', label: 'Initiates inappropriate behaviour', looked: 'saw_none' },
            { value: 'negative', label: 'Interacts negatively with others', looked: null },
          ],
          typical: null,
          notes: null,
          notesSource: null,
          notesToldBy: null,
          atRisk: AT_RISK,
        }}
        actions={{ answer: nothing, looked: nothing, lookedAll: nothing, change: nothing, goOn: nothing, save: nothing }}
      />
    ),
  },
  { name: 'report', frame: 'caseload', view: () => <ReportView model={REPORT} actions={ACTIONS} /> },
  {
    name: 'report-not-ended',
    frame: 'caseload',
    view: () => <ReportView model={{ ...REPORT, running: { goOn: '/pad/kai' } }} actions={ACTIONS} />,
  },
  { name: 'report-in-two', frame: 'caseload', view: () => <ReportView model={{ ...REPORT, versions: [NOTES] }} actions={ACTIONS} /> },
];
