/** A drop-in in two taps: what about, save. A few letters of a name are enough to find whose case it goes to. */
import { fieldsOf } from '../../casework/forms';
import { ComboField } from '../../ui/fields/ComboField';
import { controlId } from '../../ui/fields/control';
import { FormSummary, FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import { errorAt, type FormDraft } from '../../ui/form/rendering';
import { Button } from '../../ui/kit/Button';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { words } from '../../ui/words';
import type { DropInActions, DropInModel } from './model';
import '../../ui/fields/fields.css';
import './dropin.css';

/** The one question stands large above; date and time are known. */
const HIDDEN = new Set(['about', 'who', 'self_referral', 'followed_up_on', 'lead_told', 'lead_told_at']);
const ARRANGEMENT = {
  only: ['drop_in', 'paper'],
  folded: ['paper'],
  later: ['date', 'at', 'class_form', 'minutes', 'note', 'follow_up', 'follow_up_by'],
} as const;

const ON_PAPER = { only: ['paper', 'drop_in'] } as const;
const SAID_BY_PAPER = new Set([...HIDDEN, 'from_paper', 'date']);

export interface DropInViewProps {
  readonly model: DropInModel;
  readonly actions: DropInActions;
}

export function DropInView({ model, actions }: DropInViewProps) {
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
      <PageHeader above={model.above} title="What about?" back={model.back} />
      <div class="stack form-alone">
        <KeptNotice kept={model.draft.kept} today={model.draft.today} />
        <FormSummary {...model.draft} />
        <div class="big-answers" id={controlId('about')} role="group" aria-label="What about?">
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
        <SelfReferral draft={model.draft} />
        <Who model={model} actions={actions} />
        <FormView {...model.draft} {...(model.fromPaper ? ON_PAPER : ARRANGEMENT)} hidden={model.fromPaper ? SAID_BY_PAPER : HIDDEN} isSummedUp />
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

function Who({ model: { who, draft }, actions }: DropInViewProps) {
  const field = fieldsOf(draft.form).get('who');
  return (
    <ComboField
      id={controlId('who')}
      label={field?.label ?? ''}
      help={`A few letters find a ${words.value.pupil}’s case. ${field?.help ?? ''}`}
      error={draft.tries > 0 ? errorAt(draft, 'who') : undefined}
      sensitive
      value={who.typed}
      onChange={actions.name}
      offers={who.fits}
      onChoose={actions.choose}
      chosen={who.chosen}
      says={who.says}
    />
  );
}

/** Enough by itself: who asks for a mentor need not say what about. */
function SelfReferral({ draft }: { draft: FormDraft }) {
  return (
    <label class="chip big-answer self-referral">
      <input
        type="checkbox"
        checked={draft.values.get('self_referral') === true}
        onChange={(event) => { draft.onChange('self_referral', event.currentTarget.checked ? true : null); }}
      />
      {fieldsOf(draft.form).get('self_referral')?.label}
    </label>
  );
}
