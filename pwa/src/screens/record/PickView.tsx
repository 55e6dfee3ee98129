/** About whom: whoever is next today and whoever was seen last stand first. */
import type { ComponentChildren } from 'preact';
import { EmptyState } from '../../ui/kit/EmptyState';
import { PageHeader } from '../../ui/kit/PageHeader';
import { words } from '../../ui/words';
import { SearchBox } from '../caseload/CaseloadView';
import type { PickActions, PickModel } from './model';
import './record.css';

export interface PickViewProps {
  readonly model: PickModel;
  readonly actions: PickActions;
  /** Stands before the list. */
  readonly children?: ComponentChildren;
}

export function PickView({ model, actions, children }: PickViewProps) {
  return (
    <>
      <PageHeader back={model.back} above={model.title} title={`Which ${words.value.pupil}?`} />
      <div class="stack form-alone">
        {children}
        <SearchBox query={model.query} onSearch={actions.search} finds="pupils" />
        {model.pupils.length === 0 ? (
          <Nobody hasLooked={model.query !== ''} />
        ) : (
          <ul class="kinds">
            {model.pupils.map(({ id, name, initials, detail, href }) => (
              <li key={id}>
                <a class="kind" href={href}>
                  <span class="initials initials-small" aria-hidden="true">
                    {initials}
                  </span>
                  <span>
                    <span class="strong">{name}</span>
                    <span class="small soft">{detail}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Nobody({ hasLooked }: { hasLooked: boolean }) {
  if (hasLooked) return <EmptyState title="Nobody by that name." />;
  return <EmptyState title="There are no cases here yet.">Begin one under Caseload, or wait until one is shared with you.</EmptyState>;
}
