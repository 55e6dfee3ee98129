/** A drop-in: what about, save. A name only if they wish. */
import type { Answer } from '../../ui/fields/ChoiceField';
import type { AtRiskProps } from '../../ui/shell/AtRisk';
import type { FormDraft } from '../../ui/form/rendering';

export interface DropInModel {
  readonly about: readonly string[];
  readonly answers: readonly Answer[];
  /** "Today, 15:20" */
  readonly when: string;
  /** How many drop-ins there were today. */
  readonly today: number;
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
}

export interface DropInActions {
  readonly about: (value: string, on: boolean) => void;
  readonly save: () => void;
}
