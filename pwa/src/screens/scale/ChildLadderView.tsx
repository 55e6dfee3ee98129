/** The pupil's own picture, looked at together: two marks on each ladder, plain words, up to three to talk about. */
import { NarrativeField } from '../../ui/fields/NarrativeField';
import { placeOn } from '../../ui/figures/ladder';
import { Button } from '../../ui/kit/Button';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import type { ChildLadder } from '../../capture/scale';
import type { ChildLadderActions, ChildLadderModel } from './model';
import '../../ui/fields/fields.css';
import './scale.css';

export interface ChildLadderViewProps {
  readonly model: ChildLadderModel;
  readonly actions: ChildLadderActions;
}

export function ChildLadderView({ model, actions }: ChildLadderViewProps) {
  return (
    <div class="child">
      <PageHeader title={model.title} below="Press up to three that you would like to talk about." />
      <ul class="child-ladders">
        {model.view.ladders.map((ladder) => (
          <One key={ladder.statement.value} ladder={ladder} more={model.view.canChooseMore} onChoose={actions.choose} />
        ))}
      </ul>
      {model.view.words === null ? null : <blockquote class="own-words">{model.view.words}</blockquote>}
      <NarrativeField
        id="disagrees"
        label="I see it differently"
        help="What is not right about this picture?"
        sensitive
        value={model.disagrees}
        onChange={actions.disagree}
      />
      <div class="row">
        <Button kind="filled" onPress={actions.done}>
          We have looked at it
        </Button>
        <AtRiskButton {...model.atRisk} />
      </div>
    </div>
  );
}

function One({ ladder, more, onChoose }: { ladder: ChildLadder; more: boolean; onChoose: (statement: string) => void }) {
  const { statement, now, wish, before, chosen, words } = ladder;
  return (
    <li class={chosen ? 'child-ladder child-chosen' : 'child-ladder'}>
      <label class="child-choose">
        <input
          type="checkbox"
          checked={chosen}
          disabled={!chosen && !more}
          onChange={() => { onChoose(statement.value); }}
        />
        <span>
          <span class="strong">{statement.label}</span>
          <span class="small">{words}</span>
        </span>
      </label>
      <svg class="child-track" aria-hidden="true" focusable="false">
        <rect class="ladder-ground" y="8" width="100%" height="22" rx="11" />
        {before === null ? null : <circle class="ladder-before" cx={placeOn(before)} cy="19" r="8" />}
        {now === null ? null : <circle class="ladder-now" cx={placeOn(now)} cy="19" r={now === wish ? 5 : 12} />}
        {wish === null ? null : <circle class="ladder-wish" cx={placeOn(wish)} cy="19" r="10" />}
      </svg>
    </li>
  );
}
