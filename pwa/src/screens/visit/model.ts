/** What the home visit shows: the safety of whoever is out, the record, the watcher's sheet, the risk note. */
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { Answer } from '../../ui/fields/ChoiceField';
import type { ReadSection } from '../../ui/form/reading';
import type { FormDraft } from '../../ui/form/rendering';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

/** Whom to phone; the number is null where the school's directory has none. */
interface Watching {
  readonly watcher: string;
  readonly phone: string | null;
  /**
   * Who watched and does no more, most often because they have left the school (`isGone`): nobody watches then, and `watcher` is whom
   * to phone all the same. `nextIsTold`: they stand on the list of who is told if the visitor is not back.
   */
  readonly left: { readonly name: string; readonly isGone: boolean; readonly nextIsTold: boolean } | null;
}

/** How it stands with the safety of a visit. Only the server's answer makes it armed. */
export type Safety =
  | { readonly kind: 'none' }
  | { readonly kind: 'planned'; readonly watcher: string; readonly backBy: string | null }
  /** It was tried; `why` says what came of it, or that it is being tried. `lost`: it was armed, and the server knows of it no more. */
  | ({ readonly kind: 'not_armed'; readonly why: string; readonly asking: boolean; readonly lost: boolean } & Watching)
  /** `trouble`: more time was asked for, and the server did not answer. */
  | ({ readonly kind: 'armed'; readonly at: string; readonly backBy: string; readonly trouble: string | null } & Watching)
  /** `raised`: who had the visitor looked for before they were due. */
  | ({ readonly kind: 'overdue'; readonly backBy: string; readonly raised: string | null; readonly told: string; readonly trouble: string | null } & Watching)
  /** Back, and the server does not know it. */
  | ({ readonly kind: 'not_heard'; readonly at: string } & Watching)
  | { readonly kind: 'back'; readonly at: string; readonly by: string | null };

export interface SafetyActions {
  readonly arm: () => void;
  readonly back: () => void;
  readonly more: () => void;
}

export interface VisitModel {
  /** "Home visit · Novak family" */
  readonly above: string;
  /** "Tuesday 24 November, 14:10" */
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly safety: Safety;
  /** Where the safety sheet is; null where there is none. */
  readonly safetySheet: string | null;
  /** A visit to this family on a later day, where there is none today: it is not to be planned twice. */
  readonly later: PlannedVisit | null;
  /** "15 min more" */
  readonly moreMinutes: number;
  /** Brothers and sisters in whose cases it can be kept as well, and those chosen. */
  readonly siblings: readonly Answer[];
  readonly also: readonly string[];
  readonly notes: readonly NextVisitorNote[];
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
}

export interface VisitActions extends SafetyActions {
  readonly save: () => void;
  /** Plans a visit: a safety sheet is begun. */
  readonly plan: () => void;
  readonly also: (cases: readonly string[] | null) => void;
}

/** A visit with a safety sheet that is not over. */
export interface PlannedVisit {
  readonly id: string;
  /** "14:00", "Thu 26" */
  readonly when: string;
  /** "14:00" where `when` is another day. */
  readonly more: string | undefined;
  /** "Mila Novak and Tobias Novak" */
  readonly title: string;
  /** "Watched by Jo Marsh" */
  readonly detail: string;
  readonly href: string;
}

/** What an earlier visitor left for whoever goes next. */
export interface NextVisitorNote {
  readonly id: string;
  /** "Mila Novak, 20 Nov" */
  readonly title: string;
  readonly text: string;
  readonly href: string;
}

/** One of those who are told when somebody is not back, in their order. */
export interface Rung {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly phone: string | null;
  /** "Test arrived 8:42", "No test today", "Reminders off" */
  readonly reach: string;
  readonly reachable: boolean;
  /** "Only while their Beside is open and unlocked, or by phone": where a locked tablet of theirs is told nothing. */
  readonly only: string | null;
  /** "15:10" */
  readonly when: string;
}

/** Said to whoever watches: whether an alarm comes to them while their tablet is locked. */
export interface Reached {
  readonly comes: boolean;
  readonly title: string;
  readonly words: string;
  /** What the link to the settings says; null where they change nothing. */
  readonly settings: string | null;
}

/** What became of a test alarm that was asked for. */
export interface TestAnswer {
  readonly sent: boolean;
  readonly words: string;
}

export interface SafetySheetModel {
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Where everything that was ever saved of it stands. */
  readonly everyVersion: string;
  readonly safety: Safety;
  readonly moreMinutes: number;
  readonly draft: FormDraft;
  readonly versions: readonly Unsettled[];
  /** What was sent to those who watch, once the visitor is out; of a visit that is written down and was never armed the whole sheet. */
  readonly sections: readonly ReadSection[];
  readonly ladder: readonly Rung[];
  /** "Jo Applegarth"; null while nobody was chosen. */
  readonly watcher: string | null;
  readonly watcherPhone: string | null;
  /** Whether it is known that a locked tablet of theirs is told nothing. */
  readonly unreached: boolean;
  /** Who reads the diary that the sheet lies in: "you and Ms Ward". */
  readonly diaryReaders: string;
  /** Whether a test alarm arrived at whoever watches today. */
  readonly tested: boolean;
  readonly testAnswer: TestAnswer | null;
  readonly notes: readonly NextVisitorNote[];
  /** Whether the sheet is changed while the visitor is out, or after. */
  readonly changing: boolean;
  /** Whether the visitor is out, and those who watch have the sheet as it was before it was changed. */
  readonly unsent: boolean;
  /** Whether it is written down what happened. */
  readonly written: boolean;
  /** Where that is: one link for each pupil. */
  readonly writeDown: readonly { readonly label: string; readonly href: string }[];
  readonly atRisk: AtRiskProps;
}

export interface SafetySheetActions extends SafetyActions {
  /** A test alarm to whoever watches. */
  readonly test: () => void;
  readonly change: () => void;
  /** What was changed is kept, and the sheet read again. */
  readonly done: () => void;
  readonly settle: Settling | null;
  /** Another visit like this one. */
  readonly again: () => void;
  /** Takes a plan away that nothing came of. */
  readonly remove: () => void;
}

const STATES = { out: 'is out', alarm: 'is not back', back: 'is back' } as const;

/** "is out", as the list of visits and the page of one of them say it. */
export function standsAs({ lost, early, state }: Pick<WatchModel, 'lost' | 'early' | 'state'>): string {
  if (lost) return 'may still be out';
  return early ? 'is being looked for' : STATES[state];
}

/** What the colleague who watches sees: this and nothing else of the case. */
export interface WatchModel {
  readonly visitor: string;
  readonly state: 'out' | 'alarm' | 'back';
  /** They are looked for, and not due yet. */
  readonly early: boolean;
  /** The server has forgotten them: only phoning helps. */
  readonly lost: boolean;
  /** "Back by 15:00 · left at 14:02", "12 minutes overdue" */
  readonly standing: string;
  /** Of the visitor, as on the sheet, else as in the directory. */
  readonly phone: string | null;
  /** Null where the sheet cannot be read on this device. */
  readonly facts: readonly { readonly label: string; readonly text: string; readonly phone?: boolean | undefined }[] | null;
  readonly whatToDo: string | null;
  readonly ladder: readonly Rung[];
  /** "Jo is dealing with it, since 15:12"; null while nobody has. */
  readonly taken: string | null;
  readonly moreMinutes: number;
  /** "Tell Ms Ward now"; null where everybody has been told. */
  readonly next: string | null;
  /** What was pressed and did not reach the server. */
  readonly trouble: string | null;
  /** "Last heard at 14:20": said where the server does not answer just now. */
  readonly stale: string | null;
}

export interface WatchActions {
  /** To the visitor of a lost visit: nothing more is to be shown of it. */
  readonly spoke: () => void;
  readonly checkIn: () => void;
  readonly more: () => void;
  readonly escalate: () => void;
  readonly takeOn: () => void;
}

/** The visits that are out and concern this person. */
export interface WatchListModel {
  readonly visits: readonly {
    readonly id: string;
    readonly title: string;
    readonly detail: string;
    readonly href: string;
    readonly alarm: boolean;
    readonly state: string;
  }[];
  readonly stale: string | null;
}

/** A risk note as the line manager meets it. */
export interface RiskNoteModel {
  /** "Novak family" */
  readonly title: string;
  /** "Home visit of 24 November by Sam Ortiz" */
  readonly detail: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly level: string;
  readonly serious: boolean;
  readonly issues: string;
  /** "Sam saw or heard it", "told by Gran" */
  readonly source: string | null;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly seen: readonly { readonly who: string; readonly at: string; readonly reply: string | null }[];
  /** Whether it waits for this person. */
  readonly mine: boolean;
  readonly reply: string | null;
  readonly visitHref: string;
  readonly atRisk: AtRiskProps;
}

export interface RiskNoteActions {
  readonly reply: (words: string | null) => void;
  readonly see: () => void;
}
