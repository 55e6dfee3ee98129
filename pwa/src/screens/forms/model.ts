/** A page that is one form: what stands around it. */
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { FormDraft } from '../../ui/form/rendering';
import type { Arrangement } from '../../ui/form/FormView';
import type { AtRiskProps } from '../../ui/shell/AtRisk';

export interface FormPageModel {
  readonly above?: string | undefined;
  readonly title: string;
  readonly below?: string | undefined;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  /** What two people wrote in the record that is changed here. */
  readonly versions?: readonly Unsettled[] | undefined;
  readonly draft: FormDraft;
  readonly arrangement?: Arrangement | undefined;
  /** "Start", "Save", "Set out" */
  readonly saveLabel: string;
  /** Where everything that was ever saved of it stands; left out where it is begun. */
  readonly everyVersion?: string | undefined;
  /** Null where nothing about a child is written down: settings, the calendar. */
  readonly atRisk: AtRiskProps | null;
}

export interface FormPageActions {
  readonly save: () => void;
  readonly settle?: Settling | null | undefined;
}
