/** A risk note before the line manager: what it says, how it is known, and the answer that the mentor gets. */
import { NarrativeField } from '../../ui/fields/NarrativeField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import type { RiskNoteActions, RiskNoteModel } from './model';
import '../../ui/fields/fields.css';
import './visit.css';

export interface RiskNoteViewProps {
  readonly model: RiskNoteModel;
  readonly actions: RiskNoteActions;
}

export function RiskNoteView({ model, actions }: RiskNoteViewProps) {
  return (
    <>
      <PageHeader back={model.back} above="Risk note" title={model.title} below={model.detail} />
      <div class="stack form-alone">
        <Card title="Issues of concern" aside={<Pill kind={model.serious ? 'alarm' : 'mind'}>{model.level}</Pill>}>
          <div class="stack">
            <p class="risk-issues">{model.issues}</p>
            {model.source === null ? null : <p class="small soft">{model.source}</p>}
            <dl class="facts">
              {model.facts.map(({ label, text }) => (
                <div key={label} class="fact">
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            <a class="card-link" href={model.visitHref}>
              The whole visit
            </a>
          </div>
        </Card>
        {model.seen.map(({ who, at, reply }) => (
          <Card key={who + at}>
            <p class="strong">
              Seen by {who}, {at}
            </p>
            {reply === null ? null : <p>{reply}</p>}
          </Card>
        ))}
        {model.mine ? (
          <Card>
            <div class="stack">
              <NarrativeField id="risk-reply" label="Your answer" help="Goes to the mentor with the time you saw it." sensitive value={model.reply} onChange={actions.reply} />
              <div>
                <Button kind="filled" onPress={actions.see}>
                  I have seen this
                </Button>
              </div>
            </div>
          </Card>
        ) : null}
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
      </div>
    </>
  );
}
