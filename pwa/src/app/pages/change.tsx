import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { PaperGrid } from '../paper_grid.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { openEdit } from '../../casework/acts/edit.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import type { CaseBook } from '../../casework/book.ts';
import { formNamed, newest } from '../../casework/forms.ts';
import { arrangementOf, notAsked } from '../../casework/from_paper.ts';
import { isActive, leavesOf } from '../../casework/standing.ts';
import { titleOf } from '../../casework/telling.ts';
import { mayChange } from '../../casework/writers.ts';
import type { RecordView } from '../../sync/records.ts';

function Change({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  // What a newer Beside made is not changed by a form that does not know all of it.
  const form = view === null ? undefined : formNamed(view.form, leavesOf(view).get('_version'));
  if (place === null || view === null || form === undefined || !isActive(view) || !mayChange(book, place, view)) return <NotHere />;
  const back = { href: toRecord(place.id, view.id, view.form), label: titleOf(view) };
  const found = book.caseOf(place.id);
  if (found !== null && view.form === 'observation' && leavesOf(view).get('from_paper') === true) {
    return <OnPaper key={view.id} book={book} place={found} view={view} back={back} />;
  }
  return (
    <Editing
      key={view.id}
      book={book}
      vault={place.id}
      view={view}
      form={form}
      around={{ above: book.caseOf(place.id)?.name, title: titleOf(view), back, arrangement: ARRANGED.get(form.name) }}
      aboutChild
      after={view.form === 'appointment' ? to('today') : back.href}
    />
  );
}

interface OnPaperProps extends Pick<ReadingProps, 'book'> {
  readonly place: CaseBook;
  readonly view: RecordView;
  readonly back: { readonly href: string; readonly label: string };
}

/** What was typed in from a sheet of paper is put right in its grid. */
function OnPaper({ book, place, view, back }: OnPaperProps) {
  const [before] = useState(() => openEdit(view));
  const around = { back, hidden: notAsked(newest('observation')), arrangement: GRID };
  return <PaperGrid book={book} place={place} start={() => before.leaves} before={before} around={around} />;
}

/** What was seen was counted by the rule of its day. */
const GRID = { ...arrangementOf('observation'), only: ['paper', 'about', 'afterwards'] };

/** What is changed most stands first; the rest is folded. */
const ARRANGED = new Map([
  ['action_plan', { only: ['targets', 'about', 'support', 'agreed', 'comments', 'paper'], folded: ['support', 'agreed', 'comments', 'paper'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] }],
  ['observation', { only: ['about', 'watching', 'untouched', 'afterwards', 'paper'], folded: ['paper'], lead: ['subject', 'teacher'] }],
]);

export default reading(Change);
