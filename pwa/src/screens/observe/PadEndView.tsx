/** The end of an observation: how much was watched, what blank means, was it typical. Save is the one thing to do. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { NarrativeField } from '../../ui/fields/NarrativeField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import type { PadEndActions, PadEndModel, Untouched } from './model';
import '../../ui/fields/fields.css';
import './report.css';

const TYPICAL = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'dont_know', label: 'I don’t know' },
];

export interface PadEndViewProps {
  readonly model: PadEndModel;
  readonly actions: PadEndActions;
}

export function PadEndView({ model, actions }: PadEndViewProps) {
  const change = (path: string) => (value: string | null) => {
    actions.change(path, value);
  };
  return (
    <>
      <PageHeader above={`Observation of ${model.who} · ${model.what}`} title={model.watched}>
        {model.canGoOn ? <Button onPress={actions.goOn}>Go on watching</Button> : null}
      </PageHeader>
      <div class="stack">
        {model.untouched.length === 0 ? null : <Blanks untouched={model.untouched} actions={actions} />}
        <Card>
          <div class="stack">
            <ChoiceField id="typical" label="Was this lesson typical?" answers={TYPICAL} value={model.typical} onChange={change('typical')} />
            <NarrativeField
              id="notes"
              label="Notes"
              help="What the ticks do not tell."
              sensitive
              value={model.notes}
              onChange={change('notes')}
              provenance={{
                source: model.notesSource,
                toldBy: model.notesToldBy,
                onSource: change('notes_source'),
                onToldBy: change('notes_told_by'),
              }}
            />
          </div>
        </Card>
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
        <Button kind="filled" onPress={actions.save}>
          Save
        </Button>
      </div>
    </>
  );
}

const LOOKED = [
  { value: 'saw_none', label: 'saw none' },
  { value: 'did_not_look', label: 'did not look' },
] as const;

function Blanks({ untouched, actions }: { untouched: readonly Untouched[]; actions: PadEndActions }) {
  return (
    <Card
      title="Not ticked at all"
      aside={
        <Button kind="quiet" onPress={() => { actions.lookedAll('saw_none'); }}>
          I saw none of these
        </Button>
      }
    >
      <p class="small soft">Blank is not the same as none. Leave open what you are not sure of.</p>
      <ul class="blanks">
        {untouched.map(({ value, label, looked }) => (
          <li key={value} class="blank">
            <span class="strong" aria-hidden="true">{label}</span>
            <ChoiceField
              id={`looked-${value}`}
              label={label}
              hideLabel
              answers={LOOKED}
              value={looked}
              onChange={(answer) => {
                if (answer !== null) actions.looked(value, answer);
              }}
              stays
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
