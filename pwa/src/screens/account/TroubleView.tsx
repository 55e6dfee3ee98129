/** Beside cannot start here, and what to do: a plain address, a private window, a full tablet, an old browser. */
import type { ComponentChildren } from 'preact';

import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';

export interface TroubleModel {
  /** "This window keeps nothing." */
  readonly title: string;
  readonly because: string;
  readonly remedy: string;
  readonly action: { readonly label: string; readonly act: () => void } | null;
}

interface TroubleViewProps {
  readonly model: TroubleModel;
  /** In the place of an action, what answers where it stands. */
  readonly children?: ComponentChildren;
}

export function TroubleView({ model, children }: TroubleViewProps) {
  return (
    <Entry title={model.title}>
      <p>{model.because}</p>
      <p class="strong">{model.remedy}</p>
      {model.action === null ? null : (
        <Button kind="filled" wide onPress={model.action.act}>
          {model.action.label}
        </Button>
      )}
      {children}
    </Entry>
  );
}
