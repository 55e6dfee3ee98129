/** Which visit: one that is planned for today, or to whom a new one goes. */
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { PickView } from '../record/PickView';
import type { PickActions, PickModel } from '../record/model';

export interface VisitPickViewProps {
  readonly model: PickModel;
  /** Those with a safety sheet. */
  readonly planned: readonly { readonly id: string; readonly when: string; readonly title: string; readonly detail: string; readonly href: string }[];
  readonly actions: PickActions;
}

export function VisitPickView({ model, planned, actions }: VisitPickViewProps) {
  return (
    <PickView model={model} actions={actions}>
      {planned.length === 0 ? null : (
        <Card title="Planned for today">
          <Lines label="Planned for today">
            {planned.map(({ id, when, title, detail, href }) => <Line key={id} when={when} title={title} detail={detail} href={href} />)}
          </Lines>
        </Card>
      )}
    </PickView>
  );
}
