/** The safety sheet before setting out: where, how reached, until when, what to do; then who will be told, and how. */
import { FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { LadderCard } from './LadderCard';
import { SafetyBanner } from './SafetyBanner';
import type { SafetySheetActions, SafetySheetModel } from './model';

const ARRANGEMENT = { only: ['plan', 'risks', 'watch'], later: ['purpose', 'car', 'interpreter', 'interpreter_name', 'step_minutes'] } as const;

/** Written by the tablet and by whoever watches. */
const HIDDEN = new Set(['visit_id', 'cases', 'armed_at', 'extensions', 'alarms', 'checked_in_at', 'checked_in_by']);

export interface SafetySheetViewProps {
  readonly model: SafetySheetModel;
  readonly actions: SafetySheetActions;
}

export function SafetySheetView({ model, actions }: SafetySheetViewProps) {
  const out = model.safety.kind === 'armed' || model.safety.kind === 'overdue';
  return (
    <div class="visit">
      {model.safety.kind === 'none' || model.safety.kind === 'planned' ? null : (
        <SafetyBanner safety={model.safety} actions={actions} sheet="" />
      )}
      <PageHeader above="Safety sheet" title={model.title} back={{ href: '/', label: 'Today' }} />
      <div class="stack form-alone">
        <KeptNotice kept={model.draft.kept} today={model.draft.today} />
        <FormView {...model.draft} {...ARRANGEMENT} hidden={HIDDEN} />
        <LadderCard title="If you are not back" ladder={model.ladder} onTest={actions.test} />
        {model.canArm ? null : (
          <Notice kind="warn" title="A test alarm has not arrived today.">
            <p>Send one to whoever watches and wait for it, or agree that they will phone you.</p>
          </Notice>
        )}
      </div>
      <div class="foot">
        <span class="foot-note soft small">Kept on this tablet as you write.</span>
        {out ? null : (
          <Button kind="filled" onPress={actions.arm}>
            Set out now
          </Button>
        )}
      </div>
    </div>
  );
}
