/** What happened in a case, newest first, all of it or one kind. Two versions of a sentence are settled right here. */
import { useState } from 'preact/hooks';
import { shortDay } from '../../ui/dates';
import { Moment, Timeline } from '../../ui/figures/Timeline';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Pill } from '../../ui/kit/Pill';
import { SelectBox } from '../../ui/kit/SelectBox';
import type { CaseActions, CaseModel, Happened } from './model';

export function HappenedCard({ model, actions }: { readonly model: CaseModel; readonly actions: CaseActions }) {
  const [kind, setKind] = useState('');
  const shown = model.happened.filter((one) => kind === '' || one.kind === kind);
  return (
    <Card
      title="What happened"
      aside={
        model.kinds.length < 2 ? undefined : (
          <SelectBox
            class="filter"
            aria-label="Show"
            value={kind}
            onChange={(event) => { setKind(event.currentTarget.value); }}
          >
            <option value="">All</option>
            {model.kinds.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectBox>
        )
      }
    >
      {shown.length === 0 ? (
        <EmptyState title="Nothing has been written down yet.">What you record about this case appears here.</EmptyState>
      ) : (
        <Timeline label="What happened, newest first">
          {shown.map((one) => (
            <One key={one.id} one={one} today={model.today} actions={actions} />
          ))}
        </Timeline>
      )}
    </Card>
  );
}

function One({ one, today, actions }: { one: Happened; today: string; actions: CaseActions }) {
  return (
    <Moment
      when={one.date === today ? 'Today' : shortDay(one.date, today)}
      title={one.title}
      href={one.href}
      withdrawn={one.withdrawn !== null}
    >
      {one.withdrawn === null ? null : <p>{one.withdrawn}</p>}
      {one.withdrawn !== null || one.text.length === 0 ? null : <p>{one.text.join(' ')}</p>}
      <AllVersions of={one.versions} settle={actions.settle(one.id)} />
      {one.state === null ? null : <Pill kind={one.state.kind}>{one.state.text}</Pill>}
    </Moment>
  );
}
