/** The plan as it stands: few targets, how far each has come, and the day it is looked at again. */
import type { AtRiskProps } from '../../ui/shell/AtRisk';
import type { PillKind } from '../../ui/kit/Pill';
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';

export interface PlanTarget {
  readonly id: string;
  readonly text: string;
  /** "Card on desk", "Mr Okafor and me" … each with its label. */
  readonly parts: readonly { readonly label: string; readonly text: string }[];
  /** From 0 to 10; null where nobody has said yet. */
  readonly tenths: number | null;
  /** "3 lessons in 5, 20 Nov" */
  readonly progress: string | null;
  /** "met", "partly", "not yet" after a review. */
  readonly result: string | null;
}

export interface PlanModel {
  readonly atRisk: AtRiskProps;
  /** "Kai Brennan" */
  readonly name: string;
  /** "Started 12 October · key worker Sam Ortiz" */
  readonly detail: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Where everything that was ever saved of it stands. */
  readonly everyVersion: string;
  /** The day on which it is looked at next, and the last on which it was; null where there is none. `followed`: another was begun after it. */
  readonly review: { readonly date: string | null; readonly reviewed: string | null; readonly today: string; readonly followed: boolean };
  readonly targets: readonly PlanTarget[];
  /** More than this are hard to keep in mind. */
  readonly advice: string | null;
  readonly about: readonly { readonly label: string; readonly text: string }[];
  readonly signed: readonly { readonly who: string; readonly when: string | null }[];
  readonly versions: readonly Unsettled[];
  /** Every place it has reached: "On this tablet", "Received by Ms Ward, 10:04". */
  readonly places: readonly { readonly kind: PillKind; readonly text: string }[];
  readonly canMove: boolean;
}

export interface PlanActions {
  readonly progress: (target: string, tenths: number) => void;
  readonly change: () => void;
  readonly review: () => void;
  readonly print: () => void;
  readonly aboutSomebodyElse: () => void;
  readonly settle: Settling | null;
}
