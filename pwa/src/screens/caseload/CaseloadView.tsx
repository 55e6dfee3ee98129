/** The caseload, and one field that finds a pupil or a word in any record, offline. */
import { Plus, Search } from 'lucide';
import { ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Chip } from '../../ui/kit/Chip';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Icon } from '../../ui/kit/Icon';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import { counted, words } from '../../ui/words';
import type { CaseLine, CaseloadActions, CaseloadModel } from './model';
import './caseload.css';

export interface CaseloadViewProps {
  readonly model: CaseloadModel;
  readonly actions: CaseloadActions;
}

export function CaseloadView({ model, actions }: CaseloadViewProps) {
  const nowhere = model.nothingWritten ? 'No record says it either. Try fewer letters, or another word.' : undefined;
  return (
    <>
      <PageHeader title="Caseload" below={model.summary}>
        <ButtonLink href="/case-new" kind="filled" icon={Plus}>
          New case
        </ButtonLink>
      </PageHeader>
      <div class="stack">
        <SearchBox query={model.query} onSearch={actions.search} finds="written" />
        {model.full === null ? null : <Notice kind="warn">{model.full}</Notice>}
        <div class="chips" role="group" aria-label="Show">
          {model.filters.map(({ value, label, count }) => (
            <Chip key={value} on={model.filter === value} onPress={() => { actions.filterBy(value); }}>
              {label} {count}
            </Chip>
          ))}
        </div>
        <Card>
          {model.lines.length === 0 ? (
            <EmptyState title={model.query === '' ? 'There are no cases here yet.' : 'Nobody by that name.'}>
              {model.query === '' ? 'Begin one with “New case”, or wait until one is shared with you.' : nowhere}
            </EmptyState>
          ) : (
            <ul class="cases">
              {model.lines.map((line) => (
                <One key={line.id} line={line} />
              ))}
            </ul>
          )}
        </Card>
        {model.found.length === 0 ? null : (
          <Card title={`Found in ${counted(model.found.length, 'record')}`}>
            <Lines label="Found">
              {model.found.map(({ id, title, detail, href }) => (
                <Line key={id} title={title} detail={detail} href={href} />
              ))}
            </Lines>
          </Card>
        )}
      </div>
    </>
  );
}

export interface SearchBoxProps {
  readonly query: string;
  readonly onSearch: (query: string) => void;
  /** Pupils alone, or what was written about them as well. */
  readonly finds: 'pupils' | 'written';
}

export function SearchBox({ query, onSearch, finds }: SearchBoxProps) {
  const { pupil } = words.value;
  return (
    <search class="search">
      <Icon of={Search} />
      <input
        class="search-input"
        type="search"
        aria-label={finds === 'pupils' ? `Find a ${pupil}` : `Find a ${pupil}, or a word in what was written`}
        placeholder={finds === 'pupils' ? 'Name, initials or class' : 'Name, or any word'}
        autocomplete="off"
        spellcheck={false}
        value={query}
        onInput={(event) => { onSearch(event.currentTarget.value); }}
      />
    </search>
  );
}

function One({ line }: { line: CaseLine }) {
  return (
    <li class="case-line">
      <span class="initials initials-small" aria-hidden="true">
        {line.initials}
      </span>
      <div class="case-line-words">
        <a class="case-line-name strong" href={`/case/${line.id}`}>
          {line.name}
          {line.practice ? ' (practice)' : ''}
        </a>
        <span class="small soft">{line.about}</span>
        <span class="small soft">{line.standing}</span>
      </div>
      {line.flag === null ? null : <Pill kind={line.flag.kind}>{line.flag.text}</Pill>}
    </li>
  );
}
