/** A scale before the mentor: the wish to talk, then low answers about welfare, then prompts; the figures after them. */
import { useState } from 'preact/hooks';
import { Printer } from 'lucide';
import { NarrativeField } from '../../ui/fields/NarrativeField';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { NotesCard } from './NotesCard';
import { ScaleFigures } from './ScaleFigures';
import type { StaffScaleActions, StaffScaleModel } from './model';
import '../../ui/fields/fields.css';
import './scale.css';

export interface StaffScaleViewProps {
  readonly model: StaffScaleModel;
  readonly actions: StaffScaleActions;
}

export function StaffScaleView({ model, actions }: StaffScaleViewProps) {
  const { view } = model;
  return (
    <>
      <PageHeader back={model.back} above={model.title} title={model.name}>
        <Button icon={Printer} onPress={actions.print}>
          Print
        </Button>
        <Button kind="filled" onPress={actions.together}>
          Look at it together
        </Button>
      </PageHeader>
      <div class="stack">
        {model.wishes.map((wish) => (
          <Wish key={wish.id} wish={wish} actions={actions} />
        ))}
        <Low model={model} onSee={actions.seeLow} />
        <AllVersions of={model.versions} settle={actions.settle} />
        {view.prompts.length === 0 ? null : (
          <Card title="You may want to ask">
            <ul class="say">
              {view.prompts.map(({ kind, words }) => (
                <li key={kind}>{words}</li>
              ))}
            </ul>
          </Card>
        )}
        {model.goOn === null ? null : <Notice title={model.goOn} action={<Button onPress={actions.goOn}>Go on with it</Button>} />}
        <Words model={model} />
        <ScaleFigures model={model} />
        {model.notes === null ? null : <NotesCard draft={model.notes} onSave={actions.saveNotes} />}
        <div class="row screen-only">
          {model.canChange ? <Button onPress={actions.change}>Change</Button> : null}
          {model.canMove ? <Button onPress={actions.aboutSomebodyElse}>This was about somebody else</Button> : null}
          <ButtonLink href={model.everyVersion}>History</ButtonLink>
        </div>
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
      </div>
    </>
  );
}

function Wish({ wish, actions }: { wish: StaffScaleModel['wishes'][number]; actions: StaffScaleActions }) {
  const [done, setDone] = useState<string | null>(null);
  return (
    <div class="wish-card" role="group" aria-label={`Asked for: ${wish.words}`}>
      <div>
        <h2>“{wish.words}”</h2>
        <p>Pressed {wish.when}</p>
      </div>
      <div class="card stack">
        <NarrativeField id={`wish-${wish.id}`} label="What did you do?" lines={2} sensitive value={done} onChange={setDone} />
        <div>
          <Button onPress={() => { actions.answer(wish.id, done); }}>Seen and talked about</Button>
        </div>
      </div>
    </div>
  );
}

function Low({ model: { low, view }, onSee }: { model: StaffScaleModel; onSee: () => void }) {
  if (low === null) return null;
  const action = low.seen === null ? <Button onPress={onSee}>I have looked at this</Button> : undefined;
  return (
    <Notice kind={low.seen === null ? 'warn' : 'plain'} title={low.title} action={action}>
      <ul class="say">
        {view.low.map(({ statement, now }) => (
          <li key={statement.value}>
            {statement.label}: <strong class="numbers">{now}</strong> of 10
          </li>
        ))}
      </ul>
      {low.seen === null ? null : <p class="small soft">{low.seen}</p>}
    </Notice>
  );
}

function Words({ model }: { model: StaffScaleModel }) {
  if (model.ownWords === null && model.disagrees === null) return null;
  return (
    <Card title={`In ${model.firstName}’s own words`}>
      <div class="stack">
        {model.ownWords === null ? null : <blockquote class="own-words">{model.ownWords}</blockquote>}
        {model.disagrees === null ? null : (
          <div>
            <p class="small soft">Sees the picture differently</p>
            <blockquote class="own-words">{model.disagrees}</blockquote>
          </div>
        )}
      </div>
    </Card>
  );
}
