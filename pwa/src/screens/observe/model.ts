/** What the pad, its end and its report show. The pad's own numbers come ready from `capture/observation`. */
import type { Behaviour } from '../../capture/behaviours';
import type { PadView, Question } from '../../capture/observation';
import type { Picture, Report } from '../../capture/report';
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { PillKind } from '../../ui/kit/Pill';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

export interface PadModel {
  /** Initials: the screen lies open in a classroom. */
  readonly who: string;
  /** "maths 8B" */
  readonly what: string;
  /** "Mr Okafor · asked for by staff" */
  readonly detail: string;
  readonly view: PadView;
  /** What "Other" stands for, as far as anybody said. */
  readonly otherIs: string | null;
  readonly dim: boolean;
  /** False where the tablet cannot be kept from dimming by itself; said once in the head, and on the sheet of what is seldom needed. */
  readonly staysAwake: boolean;
  readonly atRisk: AtRiskProps;
}

/** What is answered to "did you keep watching?". */
export type KeptAnswer = 'watched' | 'not_watched' | 'only_clock';

/** Each is one deed of `capture/observation`. */
export interface PadActions {
  /** Gives the id of the tick, or null where none could be made. */
  readonly tick: (behaviour: string) => string | null;
  readonly hold: (tick: string) => void;
  readonly undo: () => void;
  readonly minus: (behaviour: string) => void;
  readonly moveBack: (behaviour: string) => void;
  readonly sendBack: () => void;
  readonly pause: () => void;
  /** The reason for the pause, where one was chosen while it lasted. */
  readonly resume: (reason: string | null) => void;
  readonly hide: () => void;
  readonly show: () => void;
  readonly answer: (gap: string, answer: KeptAnswer) => void;
  readonly other: (words: string | null) => void;
  readonly dim: (on: boolean) => void;
  readonly end: () => void;
}

export interface Untouched {
  readonly value: string;
  readonly label: string;
  readonly looked: 'saw_none' | 'did_not_look' | null;
}

/** After the last interval, or when it was ended before. */
export interface PadEndModel {
  readonly who: string;
  readonly what: string;
  /** "18 of 30 minutes watched." */
  readonly watched: string;
  /** Ended before its time: it can be gone on with, and it is asked why. */
  readonly canGoOn: boolean;
  readonly stoppedWhy: string | null;
  /** What "Other" stands for, as far as it was said; null where nothing was ticked under it. */
  readonly other: { readonly words: string | null } | null;
  /** What was not answered while it ran; it stands first. */
  readonly question: Question | null;
  readonly untouched: readonly Untouched[];
  readonly typical: string | null;
  readonly notes: string | null;
  readonly notesSource: string | null;
  readonly notesToldBy: string | null;
  readonly atRisk: AtRiskProps;
}

export interface PadEndActions {
  readonly looked: (behaviour: string, looked: 'saw_none' | 'did_not_look') => void;
  readonly answer: PadActions['answer'];
  /** One touch for all that have no answer yet. */
  readonly lookedAll: (looked: 'saw_none' | 'did_not_look') => void;
  /** A field of the form: `stopped_why`, `other_is`, `typical`, `notes`, `notes_source`, `notes_told_by`. */
  readonly change: (path: string, value: string | null) => void;
  readonly goOn: () => void;
  readonly save: () => void;
}

export interface ReportModel {
  /** "Observation, maths 8B" */
  readonly title: string;
  /** "Monday 23 November, 9:15 · Mr Okafor · observed by Sam Ortiz" */
  readonly detail: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Where everything that was ever saved of it stands. */
  readonly everyVersion: string;
  readonly today: string;
  /** The behaviours of the form, in the order of the paper. */
  readonly behaviours: readonly Behaviour[];
  readonly report: Report;
  /** What does not count as watched, each stretch a sentence. */
  readonly notWatched: readonly string[];
  readonly overTime: readonly Picture[];
  /** "Tick when it starts" */
  readonly rule: string;
  readonly otherIs: string | null;
  readonly notes: string | null;
  /** It was not ended; `goOn` is where to, for whoever may go on with it. */
  readonly running: { readonly goOn: string | null } | null;
  readonly versions: readonly Unsettled[];
  readonly state: { readonly kind: PillKind; readonly text: string };
}

export interface ReportActions {
  readonly print: () => void;
  /** Begins a plan with these columns as targets. */
  readonly planFrom: () => void;
  readonly settle: Settling | null;
  readonly change: () => void;
  readonly aboutSomebodyElse: () => void;
}
