/** The scale on the mentor's side: giving the tablet, what comes first afterwards, and the pictures. */
import type { ChildView, StaffView, Wish } from '../../capture/scale';
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { Answer } from '../../ui/fields/ChoiceField';
import type { FormDraft } from '../../ui/form/rendering';
import type { PillKind } from '../../ui/kit/Pill';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

export interface GiveModel {
  /** "Kai Brennan" */
  readonly name: string;
  readonly firstName: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly scales: readonly Answer[];
  readonly scale: string | null;
  /** "Go on with the one of 20 Nov: 5 of 13 left", for a scale that can be gone on with. */
  readonly begun: string | null;
  /** Whether it is; else a new one is begun. */
  readonly goesOn: boolean;
  readonly stages: readonly Answer[];
  readonly stage: string | null;
  readonly hows: readonly Answer[];
  readonly how: string | null;
  /** Who will read the answers: "you and Ms Ward". */
  readonly readers: string;
  readonly atRisk: AtRiskProps;
}

export interface GiveActions {
  readonly change: (field: 'scale' | 'stage' | 'how', value: string | null) => void;
  readonly goOn: (goesOn: boolean) => void;
  /** Locks everything and opens the pupil's page. */
  readonly give: () => void;
}

export interface LowModel {
  /** "Low today", "Low on 19 Nov" */
  readonly title: string;
  /** "Seen by Sam Ortiz, 19 Nov, 10:12"; null while nobody has looked at all of it. */
  readonly seen: string | null;
}

export interface StaffScaleModel {
  readonly name: string;
  readonly firstName: string;
  readonly title: string;
  readonly today: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Where everything that was ever saved of it stands. */
  readonly everyVersion: string;
  readonly view: StaffView;
  /** "5 still to be answered.": what another sitting would go on with; null where nothing is, or a newer one stands. */
  readonly goOn: string | null;
  /** The wish with the words that the pupil pressed, and when: "today at 9:52". */
  readonly wishes: readonly { readonly id: string; readonly what: Wish; readonly words: string; readonly when: string }[];
  /** Low answers about welfare; null where there are none. */
  readonly low: LowModel | null;
  readonly ownWords: string | null;
  readonly disagrees: string | null;
  readonly atRisk: AtRiskProps;
  readonly versions: readonly Unsettled[];
  /** Where it is: "Received by Ms Ward, 10:04". */
  readonly state: { readonly kind: PillKind; readonly text: string };
  readonly canChange: boolean;
  readonly canMove: boolean;
  /** What staff write beside it; null for whoever may only read. */
  readonly notes: FormDraft | null;
}

export interface StaffScaleActions {
  /** Keeps that the wish was seen, with what was done about it. */
  readonly answer: (wish: string, done: string | null) => void;
  /** Keeps that the low answers were looked at. */
  readonly seeLow: () => void;
  readonly together: () => void;
  readonly print: () => void;
  readonly goOn: () => void;
  readonly saveNotes: () => void;
  readonly change: () => void;
  readonly aboutSomebodyElse: () => void;
  readonly settle: Settling | null;
}

export interface ChildLadderModel {
  readonly firstName: string;
  readonly title: string;
  readonly view: ChildView;
  readonly disagrees: string | null;
  readonly atRisk: AtRiskProps;
}

export interface ChildLadderActions {
  readonly choose: (statement: string) => void;
  readonly disagree: (words: string | null) => void;
  readonly done: () => void;
}
