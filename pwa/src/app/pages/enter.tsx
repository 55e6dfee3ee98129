import { useState } from 'preact/hooks';

import { DropInForm } from '../drop_in_form.tsx';
import { Editing } from '../editing.tsx';
import { PaperGrid } from '../paper_grid.tsx';
import { type CaseProps, NotHere, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { hasPlan } from '../../casework/acts/plan.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { arrangementOf, type EnteredForm, formOnPaper, isEntered, notAsked, onPaper } from '../../casework/from_paper.ts';
import { ButtonLink } from '../../ui/kit/Button.tsx';
import { EmptyState } from '../../ui/kit/EmptyState.tsx';

/** A sheet that was filled in by hand, typed into a case. */
function Enter({ book, place, params }: CaseProps) {
  const name = params['form'];
  return isEntered(name) ? <Sheet key={name} book={book} place={place} params={params} name={name} /> : <NotHere />;
}

function Sheet({ book, place, name }: CaseProps & { readonly name: EnteredForm }) {
  const [record] = useState(() => pen().newId());
  const [filled] = useState(() => onPaper(pen(), book, place, name));
  const form = formOnPaper(name);
  const back = { href: to('fromPaperFor', { case: place.id }), label: 'From paper' };
  const hidden = notAsked(form);
  if (name === 'observation') {
    return <PaperGrid book={book} place={place} start={() => filled} before={null} around={{ back, hidden, arrangement: arrangementOf(name) }} />;
  }
  if (name === 'drop_in') {
    const around = { above: `${form.label}, from paper`, back, fromPaper: true };
    return <DropInForm book={book} start={() => filled} around={around} after={(kept) => toRecord(kept.vault, kept.record, name)} />;
  }
  // A safety sheet lies in the visitor's diary, as one does that is filled in before setting out.
  const vault = name === 'visit_safety' ? book.diary?.id : place.id;
  if (vault === undefined) return <NoDiary />;
  return (
    <Editing
      book={book}
      vault={vault}
      view={null}
      record={record}
      form={form}
      filled={filled}
      hidden={hidden}
      around={{ above: `${form.label}, from paper`, title: place.name, back, arrangement: arrangementOf(name) }}
      aboutChild
      after={toRecord(vault, record, name)}
      also={() => (name === 'action_plan' ? hasPlan(place) : [])}
    />
  );
}

function NoDiary() {
  return (
    <>
      <h1 tabIndex={-1}>Safety sheet, from paper</h1>
      <EmptyState title="Your diary is not there yet." action={<ButtonLink href={to('fromPaper')}>From paper</ButtonLink>}>
        It is begun when this tablet next reaches the server. Type the sheet in then.
      </EmptyState>
    </>
  );
}

export default readingCase(Enter);
