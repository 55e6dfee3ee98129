/** The home visit, on a doorstep: who was there, what was said, what was agreed, the risk note. The safety stays in view. */
import { ChoicesField } from '../../ui/fields/ChoiceField';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { FormPageView } from '../forms/FormPageView';
import { NextVisitorNotes } from './NextVisitorNotes';
import { SafetyBanner } from './SafetyBanner';
import type { VisitActions, VisitModel } from './model';
import '../../ui/fields/fields.css';

/** What one sees and hears first stands first; where and who, known beforehand, is folded away. */
const ARRANGEMENT = {
  only: ['what_happened', 'risk', 'about', 'paper'],
  folded: ['about', 'paper'],
  lead: ['present', 'discussion', 'actions', 'risk_level'],
  later: ['reason', 'other_agencies'],
} as const;

/** Written by the tablet, or by the line manager on a screen of their own. */
const HIDDEN = new Set(['visit_id', 'risk_seen', 'lead_told', 'lead_told_at']);

export interface VisitViewProps {
  readonly model: VisitModel;
  readonly actions: VisitActions;
}

export function VisitView({ model, actions }: VisitViewProps) {
  const sheet = model.safetySheet === null
    ? <Button onPress={actions.plan}>Make one</Button>
    : <ButtonLink href={model.safetySheet}>Safety sheet</ButtonLink>;
  return (
    <div class="visit">
      <SafetyBanner safety={model.safety} actions={actions} moreMinutes={model.moreMinutes} sheet={sheet} />
      <FormPageView
        model={{
          above: model.above,
          title: model.title,
          back: model.back,
          draft: { ...model.draft, hidden: HIDDEN, marksFirst: true },
          arrangement: ARRANGEMENT,
          saveLabel: 'Save',
          atRisk: model.atRisk,
        }}
        actions={actions}
      >
        <div class="stack form-alone visit-before">
          {model.later === null ? null : (
            <Notice
              title={`A visit is planned for ${model.later.when}${model.later.more === undefined ? '' : ` at ${model.later.more}`}.`}
              action={<ButtonLink href={model.later.href}>Its safety sheet</ButtonLink>}
            />
          )}
          <NextVisitorNotes notes={model.notes} />
          {model.siblings.length === 0 ? null : (
            <ChoicesField
              id="also"
              label="Also about"
              help="The same note goes into each case. What was agreed is listed once."
              answers={model.siblings}
              value={model.also}
              onChange={actions.also}
            />
          )}
        </div>
      </FormPageView>
    </div>
  );
}
