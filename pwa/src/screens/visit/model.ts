/** What the home visit shows: the safety of whoever is out, the record, the watcher's sheet, the risk note. */
import type { FormDraft } from '../../ui/form/rendering';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

/** How it stands with the safety of a visit. Only the server's answer makes it armed. */
export type Safety =
  | { readonly kind: 'none' }
  | { readonly kind: 'planned'; readonly watcher: string; readonly phone: string; readonly backBy: string }
  | { readonly kind: 'not_armed'; readonly watcher: string; readonly phone: string }
  | { readonly kind: 'armed'; readonly at: string; readonly backBy: string; readonly watcher: string; readonly phone: string }
  | { readonly kind: 'overdue'; readonly backBy: string; readonly told: string; readonly watcher: string; readonly phone: string }
  | { readonly kind: 'back'; readonly at: string };

export interface SafetyActions {
  readonly arm: () => void;
  readonly back: () => void;
  /** Fifteen minutes more. */
  readonly more: () => void;
}

export interface VisitModel {
  /** "Home visit · Novak family" */
  readonly above: string;
  /** "Tuesday 24 November, 14:10" */
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly safety: Safety;
  readonly safetySheet: string;
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
}

export interface VisitActions extends SafetyActions {
  readonly save: () => void;
}

/** One of those who are told when somebody is not back, in their order. */
export interface Rung {
  readonly name: string;
  readonly role: string;
  readonly phone: string;
  /** "12:10 test arrived", "No test today", "No alarms on their device" */
  readonly reach: string;
  readonly reachable: boolean;
  /** "at 15:10" */
  readonly when: string;
}

export interface SafetySheetModel {
  readonly title: string;
  readonly safety: Safety;
  readonly draft: FormDraft;
  readonly ladder: readonly Rung[];
  readonly canArm: boolean;
}

export interface SafetySheetActions extends SafetyActions {
  readonly test: () => void;
}

/** What the colleague who watches sees: this and nothing else of the case. */
export interface WatchModel {
  readonly visitor: string;
  readonly state: 'out' | 'overdue' | 'alarm' | 'back';
  /** "Back by 15:00", "12 minutes overdue" */
  readonly standing: string;
  readonly facts: readonly { readonly label: string; readonly text: string; readonly phone?: boolean | undefined }[];
  readonly whatToDo: string;
  readonly ladder: readonly Rung[];
  /** Who took the alarm on; null while nobody has. */
  readonly takenBy: string | null;
}

export interface WatchActions {
  readonly checkIn: () => void;
  readonly more: () => void;
  readonly escalate: () => void;
  readonly takeOn: () => void;
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
}

export interface RiskNoteActions {
  readonly reply: (words: string | null) => void;
  readonly see: () => void;
}
