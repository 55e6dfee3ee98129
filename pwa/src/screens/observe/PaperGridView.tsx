/** An observation that was made on paper, typed in afterwards: how many ticks in each five minutes, and how much was watched. */
import { ordinal } from '../../capture/observation/words';
import type { Behaviour } from '../../capture/behaviours';
import { type Arrangement, FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import { errorAt, type FormDraft } from '../../ui/form/rendering';
import { controlId } from '../../ui/fields/control';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Sideways } from '../../ui/kit/Sideways';
import { AtRiskButton, type AtRiskProps } from '../../ui/shell/AtRisk';
import { watchedPath } from '../../casework/paper_grid';
import { capital } from '../../ui/words';
import { BlanksCard } from './BlanksCard';
import { Mark } from './Mark';
import type { Untouched } from './model';
import './report.css';

export interface PaperGridModel {
  readonly name: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly draft: FormDraft;
  readonly arrangement: Arrangement;
  /** Fields of the form that are not asked for here. */
  readonly hidden: readonly string[];
  readonly behaviours: readonly Behaviour[];
  readonly intervals: number;
  /** Standing ticks of a behaviour (by value) in an interval (from 1). */
  readonly count: (behaviour: string, interval: number) => number;
  /** What is asked for where it says how much was watched, and how much of it an interval has. */
  readonly unit: 'minutes' | 'seconds';
  readonly each: number;
  /** How much of an interval was watched; null where nobody said. */
  readonly watched: (interval: number) => number | null;
  /** "18 of 30 minutes watched" */
  readonly watchedSoFar: string;
  readonly untouched: readonly Untouched[];
  readonly atRisk: AtRiskProps;
}

export interface PaperGridActions {
  readonly setCount: (behaviour: string, interval: number, count: number) => void;
  readonly setWatched: (interval: number, watched: number | null) => void;
  /** All of every interval of which nothing else was said. */
  readonly allWatched: () => void;
  readonly looked: (behaviour: string, looked: 'saw_none' | 'did_not_look') => void;
  readonly save: () => void;
}

const ALWAYS_HIDDEN = ['lead_told', 'lead_told_at'];
const MOST = 99;

export interface PaperGridViewProps {
  readonly model: PaperGridModel;
  readonly actions: PaperGridActions;
}

export function PaperGridView({ model, actions }: PaperGridViewProps) {
  const { draft, untouched } = model;
  const watchedError = draft.tries === 0 ? undefined : errorAt(draft, watchedPath(firstUnsaid(model)));
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
      <PageHeader back={model.back} above="Observation, from paper" title={model.name} />
      <div class="stack">
        <KeptNotice kept={draft.kept} today={draft.today} />
        <div class="form-alone">
          <FormView {...draft} {...model.arrangement} hidden={new Set([...model.hidden, ...ALWAYS_HIDDEN])} />
        </div>
        <Card title="The grid" aside={<span class="small soft numbers">{model.watchedSoFar}</span>}>
          <div class="stack">
            <Watched model={model} error={watchedError} onAll={actions.allWatched} />
            <Grid model={model} actions={actions} />
          </div>
        </Card>
        <BlanksCard
          untouched={untouched}
          onLooked={actions.looked}
          onSawNone={() => {
            for (const { value } of untouched.filter(({ looked }) => looked === null)) actions.looked(value, 'saw_none');
          }}
        />
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

function firstUnsaid({ intervals, watched }: PaperGridModel): number {
  return Array.from({ length: intervals }, (_, index) => index + 1).find((interval) => watched(interval) === null) ?? 1;
}

function Watched({ model, error, onAll }: { model: PaperGridModel; error: string | undefined; onAll: () => void }) {
  return (
    <div class={error === undefined ? 'grid-watched' : 'grid-watched grid-wrong'}>
      <p class="small">
        In the first row, how many {model.unit} of each were watched: 0 if none. Below it, how many ticks. Leave empty what is blank on the paper.
      </p>
      <Button onPress={onAll}>All of it was watched</Button>
      {error === undefined ? null : <p class="field-error">{error}</p>}
    </div>
  );
}

function Grid({ model, actions }: PaperGridViewProps) {
  const intervals = Array.from({ length: model.intervals }, (_, index) => index + 1);
  return (
    <Sideways name={`${capital(model.unit)} watched and ticks in each interval`}>
      <table class="grid grid-typed">
        <thead>
          <tr>
            <th scope="col">Interval</th>
            {intervals.map((interval) => (
              <th key={interval} scope="col">
                {capital(ordinal(interval))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Times model={model} actions={actions} intervals={intervals} />
          {model.behaviours.map(({ value, label, side }) => (
            <tr key={value}>
              <th scope="row">
                <Mark side={side} />
                {label}
              </th>
              {intervals.map((interval) => (
                <td key={interval}>
                  <Count
                    name={`${label}, ${ordinal(interval)}`}
                    value={model.count(value, interval) === 0 ? null : model.count(value, interval)}
                    most={MOST}
                    onType={(count) => { actions.setCount(value, interval, count ?? 0); }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Times({ model, actions, intervals }: PaperGridViewProps & { readonly intervals: readonly number[] }) {
  return (
    <tr class="grid-time">
      <th scope="row">{capital(model.unit)} watched</th>
      {intervals.map((interval) => (
        <td key={interval}>
          <Count
            id={controlId(watchedPath(interval))}
            name={`${capital(model.unit)} watched, ${ordinal(interval)}`}
            value={model.watched(interval)}
            most={model.each}
            onType={(watched) => { actions.setWatched(interval, watched); }}
          />
        </td>
      ))}
    </tr>
  );
}

interface CountProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly value: number | null;
  readonly most: number;
  readonly onType: (value: number | null) => void;
}

function Count({ id, name, value, most, onType }: CountProps) {
  return (
    <input
      id={id}
      class="input grid-count numbers"
      type="text"
      inputMode="numeric"
      autocomplete="off"
      aria-label={name}
      value={value === null ? '' : String(value)}
      onInput={(event) => {
        const typed = event.currentTarget.value.replaceAll(/\D/g, '');
        onType(typed === '' ? null : Math.min(most, Number(typed)));
      }}
    />
  );
}
