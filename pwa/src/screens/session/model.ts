/** A session note, with the last one in view. */
import type { FormDraft } from '../../ui/form/rendering';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

/** The note before: what was meant, what happened, what was to come next. */
export interface LastNote {
  /** "16 Nov, 30 min" */
  readonly when: string;
  readonly href: string;
  readonly parts: readonly { readonly label: string; readonly text: string }[];
}

/** Something promised and not done yet. */
export interface Promised {
  readonly id: string;
  readonly text: string;
  /** "you, by Friday" */
  readonly by: string;
}

export interface SessionModel {
  /** "Kai Brennan" */
  readonly name: string;
  /** "Monday 23 November, 11:00" */
  readonly when: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly last: LastNote | null;
  readonly promises: readonly Promised[];
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
}

export interface SessionActions {
  readonly done: (promise: string) => void;
  readonly save: () => void;
}
