/** The inbox. What waits for an answer stands first; what only arrived stands under it. */
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Line, Lines } from '../../ui/kit/Lines';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import { StepButton } from '../StepButton';
import { foldWords, seenWords, type InboxActions, type InboxItem, type InboxModel } from './model';

export interface InboxViewProps {
  readonly model: InboxModel;
  readonly actions: InboxActions;
}

export function InboxView({ model, actions }: InboxViewProps) {
  const unseen = [...model.arrived, ...model.earlier].some(({ seen }) => !seen);
  return (
    <>
      <PageHeader title="Inbox" />
      <div class="stack">
        <Card title="Waiting for you">
          {model.waiting.length === 0 ? (
            <EmptyState title="Nothing is waiting for you." />
          ) : (
            <Items items={model.waiting} label="Waiting for you" />
          )}
        </Card>
        <Card
          title="Arrived"
          aside={
            unseen ? (
              <Button kind="quiet" onPress={actions.seeAll}>
                {seenWords(model)}
              </Button>
            ) : undefined
          }
        >
          <Arrived model={model} />
        </Card>
      </div>
    </>
  );
}

function Arrived({ model: { arrived, earlier } }: { model: InboxModel }) {
  return (
    <>
      {arrived.length > 0 ? (
        <Items items={arrived} label="Arrived" />
      ) : earlier.length > 0 ? (
        <EmptyState title="Nothing new has arrived." />
      ) : (
        <EmptyState title="Nothing has arrived.">What colleagues write in cases that you can read appears here.</EmptyState>
      )}
      {earlier.length === 0 ? null : (
        <details class="fold">
          <summary>{foldWords(earlier)}</summary>
          <Items items={earlier} label="More that arrived" />
        </details>
      )}
    </>
  );
}

function Items({ items, label }: { items: readonly InboxItem[]; label: string }) {
  return (
    <Lines label={label}>
      {items.map((item) => (
        <Line
          key={item.id}
          when={item.when}
          whenMore={item.seen ? undefined : 'new'}
          title={item.title}
          detail={item.detail}
          href={item.href}
          action={
            item.state !== null ? (
              <Pill kind={item.state.kind}>{item.state.text}</Pill>
            ) : item.step === null ? undefined : (
              <StepButton step={item.step} about={item.title} />
            )
          }
        />
      ))}
    </Lines>
  );
}
