/** The caseload: who, where each case stands, when next; a search over everything on the tablet. */
import type { PillKind } from '../../ui/kit/Pill';

export interface CaseLine {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  /** "8B · behaviour, confidence" */
  readonly about: string;
  /** "Plan · review Thu 26 · seen 20 Nov" */
  readonly standing: string;
  /** "Review overdue", "Not seen for 3 weeks", "Asked to talk"; at most one. */
  readonly flag: { readonly kind: PillKind; readonly text: string } | null;
  /** A practice pupil: no child, and in no count. */
  readonly practice: boolean;
}

export interface Found {
  readonly id: string;
  readonly title: string;
  /** The words around what was found. */
  readonly detail: string;
  readonly href: string;
}

export interface CaseloadModel {
  /** "12 cases, 3 of them long" */
  readonly summary: string;
  readonly lines: readonly CaseLine[];
  readonly filters: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  readonly filter: string;
  readonly query: string;
  /** What the query finds in the records; empty without one. */
  readonly found: readonly Found[];
  /** It was looked for in the records too, and is in none. */
  readonly nothingWritten: boolean;
  /** Said where the load is full, by the school's own figure. */
  readonly full: string | null;
}

export interface CaseloadActions {
  readonly search: (query: string) => void;
  readonly filterBy: (filter: string) => void;
}
