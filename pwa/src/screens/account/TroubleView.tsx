/** Beside cannot start here, and what to do: a plain address, a private window, a full tablet, an old browser. */
import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';

export interface TroubleModel {
  /** "This window keeps nothing." */
  readonly title: string;
  readonly because: string;
  readonly remedy: string;
  readonly action: { readonly label: string; readonly act: () => void } | null;
}

export function TroubleView({ model }: { readonly model: TroubleModel }) {
  return (
    <Entry title={model.title}>
      <p>{model.because}</p>
      <p class="strong">{model.remedy}</p>
      {model.action === null ? null : (
        <Button kind="filled" wide onPress={model.action.act}>
          {model.action.label}
        </Button>
      )}
    </Entry>
  );
}
