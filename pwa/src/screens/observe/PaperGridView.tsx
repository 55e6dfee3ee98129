/** An observation that was made on paper, typed in afterwards: how many ticks in each five minutes. */
import { ordinal } from '../../capture/observation/words';
import type { Behaviour } from '../../capture/behaviours';
import { FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import type { FormDraft } from '../../ui/form/rendering';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton, type AtRiskProps } from '../../ui/shell/AtRisk';
import { capital } from '../../ui/words';
import { Mark } from './Mark';
import './report.css';

export interface PaperGridModel {
  readonly name: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly draft: FormDraft;
  readonly behaviours: readonly Behaviour[];
  readonly intervals: number;
  /** Standing ticks of a behaviour (by value) in an interval (from 1). */
  readonly count: (behaviour: string, interval: number) => number;
  readonly atRisk: AtRiskProps;
}

export interface PaperGridActions {
  readonly setCount: (behaviour: string, interval: number, count: number) => void;
  readonly save: () => void;
}

const HIDDEN = new Set(['from_paper']);
const ARRANGEMENT = { only: ['paper', 'about', 'afterwards'], folded: ['afterwards'], later: ['room', 'purpose', 'setting', 'observer'] } as const;
const MOST = 99;

export interface PaperGridViewProps {
  readonly model: PaperGridModel;
  readonly actions: PaperGridActions;
}

export function PaperGridView({ model, actions }: PaperGridViewProps) {
  return (
    <form
      class="form-page"
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        actions.save();
      }}
    >
      <PageHeader back={model.back} above="Observation from paper" title={model.name} />
      <div class="stack">
        <KeptNotice kept={model.draft.kept} today={model.draft.today} />
        <FormView {...model.draft} {...ARRANGEMENT} hidden={HIDDEN} />
        <Card title="The grid">
          <Grid model={model} onCount={actions.setCount} />
        </Card>
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
        <Button kind="filled" submits>
          Save
        </Button>
      </div>
    </form>
  );
}

function Grid({ model, onCount }: { model: PaperGridModel; onCount: PaperGridActions['setCount'] }) {
  const intervals = Array.from({ length: model.intervals }, (_, index) => index + 1);
  return (
    <div class="scroll" role="region" aria-label="Ticks in each five minutes" tabIndex={0}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">Behaviour</th>
            {intervals.map((interval) => (
              <th key={interval} scope="col">
                {capital(ordinal(interval))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.behaviours.map(({ value, label, side }) => (
            <tr key={value}>
              <th scope="row">
                <Mark side={side} />
                {label}
              </th>
              {intervals.map((interval) => (
                <td key={interval}>
                  <input
                    class="input grid-count numbers"
                    type="text"
                    inputMode="numeric"
                    autocomplete="off"
                    aria-label={`${label}, ${ordinal(interval)}`}
                    value={model.count(value, interval) === 0 ? '' : String(model.count(value, interval))}
                    onInput={(event) => {
                      const count = Number(event.currentTarget.value.replaceAll(/\D/g, ''));
                      onCount(value, interval, Math.min(MOST, count));
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
