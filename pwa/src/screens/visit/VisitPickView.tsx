/** Which visit: one that is planned, or to whom a new one goes. */
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { PickView } from '../record/PickView';
import type { PickActions, PickModel } from '../record/model';
import type { PlannedVisit } from './model';

export interface VisitPickViewProps {
  readonly model: PickModel;
  /** Those with a safety sheet. */
  readonly planned: readonly PlannedVisit[];
  readonly actions: PickActions;
}

export function VisitPickView({ model, planned, actions }: VisitPickViewProps) {
  return (
    <PickView model={model} actions={actions}>
      {planned.length === 0 ? null : (
        <Card title="Planned">
          <Lines label="Planned">
            {planned.map(({ id, when, more, title, detail, href }) => (
              <Line key={id} when={when} whenMore={more} title={title} detail={detail} href={href} />
            ))}
          </Lines>
        </Card>
      )}
    </PickView>
  );
}
