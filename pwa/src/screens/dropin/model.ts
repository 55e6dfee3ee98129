/** A drop-in: what about, save. A name only if they wish. */
import type { Answer } from '../../ui/fields/ChoiceField';
import type { Offer } from '../../ui/fields/ComboField';
import type { AtRiskProps } from '../../ui/shell/AtRisk';
import type { FormDraft } from '../../ui/form/rendering';

/** Who it was, as far as that was typed. */
export interface WhoModel {
  readonly typed: string | null;
  /** Whether it is somebody whose case it goes to. */
  readonly chosen: boolean;
  /** Pupils whom the letters fit; empty once one is chosen. */
  readonly fits: readonly Offer[];
  /** "2 pupils found. Choose one, or leave it as you typed it." */
  readonly says: string;
}

export interface DropInModel {
  readonly about: readonly string[];
  readonly answers: readonly Answer[];
  /** "Drop-in · Today, 15:20 · 2 today already" */
  readonly above: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Typed in from a sheet of paper: all that can stand on it is asked at once. */
  readonly fromPaper: boolean;
  readonly who: WhoModel;
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
}

export interface DropInActions {
  readonly about: (value: string, on: boolean) => void;
  readonly name: (typed: string | null) => void;
  readonly choose: (pupil: string) => void;
  readonly save: () => void;
}
