/** The end of an observation: how much was watched, and what is asked about it. Save is the one thing to do. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { NarrativeField } from '../../ui/fields/NarrativeField';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { BlanksCard } from './BlanksCard';
import { KeptWatching } from './KeptWatching';
import type { PadEndActions, PadEndModel } from './model';
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
        {model.question === null ? null : (
          <Card>
            <div class="kept-watching">
              <KeptWatching question={model.question} onAnswer={actions.answer} />
              <p class="small soft">Until you say, these minutes do not count.</p>
            </div>
          </Card>
        )}
        <BlanksCard untouched={model.untouched} onLooked={actions.looked} onSawNone={() => { actions.lookedAll('saw_none'); }} />
        <Afterwards model={model} change={change} />
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

interface AfterwardsProps {
  readonly model: PadEndModel;
  readonly change: (path: string) => (value: string | null) => void;
}

function Afterwards({ model, change }: AfterwardsProps) {
  return (
    <Card>
      <div class="stack afterwards">
        {model.canGoOn ? <TextField id="stopped-why" label="Why did it stop early?" value={model.stoppedWhy} onChange={change('stopped_why')} /> : null}
        {model.other === null ? null : (
          <TextField
            id="other-is"
            label="What does “Other” stand for?"
            help="In a word or two."
            sensitive
            value={model.other.words}
            onChange={change('other_is')}
          />
        )}
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
  );
}
