/** One case on one page: where it stands, what happened, the plan, the child's own picture, who can read it. */
import type { CourseLine } from '../../ui/figures/Courses';
import type { LadderLine } from '../../ui/figures/Ladder';
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { PrintHeadProps } from '../../ui/kit/PrintHead';
import type { PillKind } from '../../ui/kit/Pill';
import type { Picture } from '../../capture/report';

export interface Happened {
  readonly id: string;
  /** "2026-11-20" */
  readonly date: string;
  /** "observation", "session" …: what the filter goes by. */
  readonly kind: string;
  readonly title: string;
  /** Sentences that tell it. */
  readonly text: readonly string[];
  readonly href: string;
  readonly state: { readonly kind: PillKind; readonly text: string } | null;
  readonly versions: readonly Unsettled[];
  /** "About somebody else: taken out by Sam Ortiz, 20 Nov" */
  readonly withdrawn: string | null;
}

export interface PlanSummary {
  readonly href: string;
  /** "2026-11-26", when it is looked at next; null where no day is set. */
  readonly reviewDate: string | null;
  readonly targets: readonly { readonly id: string; readonly text: string; readonly detail: string; readonly tenths: number | null }[];
}

export interface OwnPicture {
  readonly title: string;
  readonly href: string;
  readonly lines: readonly LadderLine[];
  /** "October": the time before; null the first time. */
  readonly before: string | null;
}

/** What the pupil says and what was seen, each over time; either may be missing. */
export interface OverTimePictures {
  readonly says: { readonly title: string; readonly href: string; readonly dates: readonly string[]; readonly lines: readonly CourseLine[] } | null;
  readonly seen: { readonly href: string; readonly overTime: readonly Picture[] } | null;
}

export interface CaseModel {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly initials: string;
  readonly today: string;
  readonly onPaper: PrintHeadProps;
  /** "8B · behaviour, confidence · weekly" */
  readonly about: string;
  /** "Sam Ortiz and Ms Ward can read this" */
  readonly readers: string;
  readonly steps: readonly string[];
  readonly stepNow: number;
  /** A wish to talk, a risk note or a low answer that waits, said before all else. */
  readonly urgent: { readonly title: string; readonly detail: string; readonly href: string; readonly label: string } | null;
  /** The record of the case itself, and what two people wrote in it. */
  readonly record: string;
  readonly versions: readonly Unsettled[];
  readonly happened: readonly Happened[];
  /** Kinds to filter by, with their words: [["observation", "Observations"]]. */
  readonly kinds: readonly (readonly [kind: string, label: string])[];
  readonly plan: PlanSummary | null;
  readonly own: OwnPicture | null;
  /** Null while nothing was repeated. */
  readonly overTime: OverTimePictures | null;
  readonly promises: readonly { readonly id: string; readonly text: string; readonly by: string; readonly late: boolean }[];
  readonly next: readonly { readonly id: string; readonly date: string; readonly text: string; readonly href: string }[];
  readonly contacts: readonly { readonly name: string; readonly relation: string; readonly phone: string | null; readonly doNotContact: boolean }[];
}

export interface CaseActions {
  /** Of one record of the case. */
  readonly settle: (record: string) => Settling | null;
  readonly done: (promise: string) => void;
  readonly print: () => void;
  readonly record: () => void;
}
