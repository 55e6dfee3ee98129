/** A drop-in in two taps: what about, save. */
import { FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import { Button } from '../../ui/kit/Button';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { counted } from '../../ui/words';
import type { DropInActions, DropInModel } from './model';
import './dropin.css';

/** The one question stands large above; date and time are known. */
const HIDDEN = new Set(['about', 'followed_up_on', 'lead_told', 'lead_told_at']);
const ARRANGEMENT = {
  only: ['drop_in', 'paper'],
  folded: ['paper'],
  lead: ['who'],
  later: ['date', 'at', 'class_form', 'minutes', 'self_referral', 'note', 'follow_up', 'follow_up_by'],
} as const;

export interface DropInViewProps {
  readonly model: DropInModel;
  readonly actions: DropInActions;
}

export function DropInView({ model, actions }: DropInViewProps) {
  const past = model.today === 0 ? '' : ` · ${counted(model.today, 'drop-in')} today already`;
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
      <PageHeader above={`Drop-in · ${model.when}${past}`} title="What about?" back={{ href: '/record', label: 'Record' }} />
      <div class="stack form-alone">
        <KeptNotice kept={model.draft.kept} today={model.draft.today} />
        <div class="big-answers" role="group" aria-label="What about?">
          {model.answers.map(({ value, label }) => (
            <label key={value} class="chip big-answer">
              <input
                type="checkbox"
                checked={model.about.includes(value)}
                onChange={(event) => {
                  actions.about(value, event.currentTarget.checked);
                }}
              />
              {label}
            </label>
          ))}
        </div>
        <FormView {...model.draft} {...ARRANGEMENT} hidden={HIDDEN} />
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
