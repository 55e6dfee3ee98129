/** The other end of a test alarm: it arrived, and whoever sent it can see that. */
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { Reached } from './model';
import { ReachedNotice } from './ReachedNotice';

export interface AlarmTestModel {
  readonly state: 'asking' | 'arrived' | 'failed';
  /** "8:42" */
  readonly at: string | null;
  /** Why it could not be said. */
  readonly trouble: string | null;
}

export interface AlarmTestViewProps {
  readonly model: AlarmTestModel;
  readonly again: () => void;
  readonly reached: Reached | null;
}

export function AlarmTestView({ model, again, reached }: AlarmTestViewProps) {
  return (
    <>
      <PageHeader title="Test alarm" back={{ href: '/', label: 'Today' }} />
      <div class="stack form-alone" role="status">
        {model.state === 'asking' ? <p>Saying that it arrived …</p> : null}
        {model.state === 'arrived' ? (
          <Card title={`It arrived at ${model.at ?? ''}.`}>
            <div class="stack">
              <p>Whoever sent it can see that. A real alarm looks like this one and says that a visit is overdue: touch it, and you see who is out, where, and what to do.</p>
              <p>It comes like this also while Beside is locked, when Beside itself shows nothing. Keep the sound of this device on while you watch over somebody.</p>
              <div><ButtonLink kind="filled" href="/">Go to Today</ButtonLink></div>
            </div>
          </Card>
        ) : null}
        {model.state === 'failed' ? (
          <Notice kind="warn" title={model.trouble ?? ''} action={<Button onPress={again}>Try again</Button>}>
            Until this is said the test does not count. Phone whoever sent it.
          </Notice>
        ) : null}
        {model.state === 'failed' ? <ReachedNotice of={reached} /> : null}
      </div>
    </>
  );
}
