/** A page that is one form: the lesson before an observation, an appointment, the case's details, the calendar. */
import type { ComponentChildren } from 'preact';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import type { FormPageActions, FormPageModel } from './model';
import './forms.css';

export interface FormPageViewProps {
  readonly model: FormPageModel;
  readonly actions: FormPageActions;
  /** Stands between the head and the form: a banner, a notice. */
  readonly children?: ComponentChildren;
  /** Stands beside the form where there is room: the last note. */
  readonly beside?: ComponentChildren;
}

export function FormPageView({ model, actions, children, beside }: FormPageViewProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    actions.save();
  };
  return (
    <form class="form-page" autocomplete="off" noValidate onSubmit={submit}>
      <PageHeader above={model.above} title={model.title} below={model.below} back={model.back} />
      {children}
      {model.versions === undefined || model.versions.length === 0 ? null : (
        <div class="form-alone form-versions">
          <AllVersions of={model.versions} settle={actions.settle ?? null} />
        </div>
      )}
      <KeptNotice kept={model.draft.kept} today={model.draft.today} />
      <div class={beside === undefined ? 'form-alone' : 'form-beside'}>
        {beside}
        <FormView {...model.draft} {...model.arrangement} />
      </div>
      {model.everyVersion === undefined ? null : (
        <div class="form-history">
          <ButtonLink kind="quiet" href={model.everyVersion}>History</ButtonLink>
        </div>
      )}
      <div class="foot">
        {model.atRisk === null ? <span class="foot-note soft small">Kept on this tablet as you write.</span> : <AtRiskButton {...model.atRisk} />}
        <Button kind="filled" submits>
          {model.saveLabel}
        </Button>
      </div>
    </form>
  );
}
