/** Before the tablet is handed over: which scale, and what to say. Everything of the mentor's locks first. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import type { GiveActions, GiveModel } from './model';
import '../../ui/fields/fields.css';
import './scale.css';

export interface GiveViewProps {
  readonly model: GiveModel;
  readonly actions: GiveActions;
}

export function GiveView({ model, actions }: GiveViewProps) {
  const change = (field: 'scale' | 'stage' | 'how') => (value: string | null) => {
    actions.change(field, value);
  };
  return (
    <>
      <PageHeader back={model.back} title={`Give the tablet to ${model.firstName}`} />
      <div class="stack form-alone">
        <ChoiceField id="scale" label="Which one" answers={model.scales} value={model.scale} onChange={change('scale')} stays />
        {model.begun === null ? null : (
          <ChoiceField
            id="which"
            label="Go on, or begin again"
            answers={[
              { value: true, label: model.begun, help: 'Where it was left; what was put off is asked again.' },
              { value: false, label: 'Begin a new one', help: 'A new set of answers, to compare with it.' },
            ]}
            value={model.goesOn}
            onChange={(goesOn) => { actions.goOn(goesOn === true); }}
            stays
          />
        )}
        <ChoiceField id="how" label="How" answers={model.hows} value={model.how} onChange={change('how')} />
        <ChoiceField id="stage" label="When in your work together" answers={model.stages} value={model.stage} onChange={change('stage')} />
        <Card title="Say this first">
          <ul class="say">
            <li>“These are sentences about you. There is no right answer, and you can skip any.”</li>
            <li>“{model.readers} will read it. I look at it today, with you.”</li>
            <li>“If something makes me worry that you are not safe, I have to tell somebody who can help.”</li>
            <li>“You can ask for me, or to talk to someone, on every page. It does not ring: put your hand up as well.”</li>
          </ul>
        </Card>
        <p class="small soft">
          Your records lock before {model.firstName} has the tablet. Beside cannot stop
          them from leaving it: Guided Access (iPad) or app pinning (Android) can. Switch it on now. You unlock Beside when it comes back.
        </p>
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
        <Button kind="filled" onPress={actions.give}>
          Lock and give
        </Button>
      </div>
    </>
  );
}
