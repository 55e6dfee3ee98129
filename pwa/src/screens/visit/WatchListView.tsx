/** The visits that are out and that this person looks after. */
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import type { Reached, WatchListModel } from './model';
import { ReachedNotice } from './ReachedNotice';

export interface WatchListViewProps {
  readonly model: WatchListModel;
  readonly reached: Reached | null;
}

export function WatchListView({ model, reached }: WatchListViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/', label: 'Today' }} title="Visits that are out" below="Those that you watch, and those that you were told of." />
      <div class="stack form-alone">
        {model.stale === null ? null : <Notice kind="warn" title={model.stale} />}
        <Card>
          {model.visits.length === 0 ? (
            <EmptyState title="Nobody you watch is out.">When somebody sets out and you are the one who watches, their sheet appears here.</EmptyState>
          ) : (
            <Lines label="Visits that are out">
              {model.visits.map(({ id, title, detail, href, alarm, state }) => (
                <Line key={id} title={title} detail={detail} href={href} action={<Pill kind={alarm ? 'alarm' : 'armed'}>{state}</Pill>} />
              ))}
            </Lines>
          )}
        </Card>
        <ReachedNotice of={reached} />
      </div>
    </>
  );
}
