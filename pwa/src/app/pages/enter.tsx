import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { PaperGrid } from '../paper_grid.tsx';
import { type CaseProps, NotHere, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { hasPlan } from '../../casework/acts/plan.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';
import { arrangementOf, type EnteredForm, isEntered, notAsked, onPaper } from '../../casework/from_paper.ts';

/** A sheet that was filled in by hand, typed into a case. */
function Enter({ book, place, params }: CaseProps) {
  const name = params['form'];
  return isEntered(name) ? <Sheet key={name} book={book} place={place} params={params} name={name} /> : <NotHere />;
}

function Sheet({ book, place, name }: CaseProps & { readonly name: EnteredForm }) {
  const [record] = useState(() => pen().newId());
  const [filled] = useState(() => onPaper(pen(), book, place, name));
  const form = newest(name);
  const back = { href: to('fromPaperFor', { case: place.id }), label: 'From paper' };
  const hidden = notAsked(form);
  if (name === 'observation') {
    return <PaperGrid book={book} place={place} start={() => filled} before={null} around={{ back, hidden, arrangement: arrangementOf(name) }} />;
  }
  return (
    <Editing
      book={book}
      vault={place.id}
      view={null}
      record={record}
      form={form}
      filled={filled}
      hidden={hidden}
      around={{ above: `${form.label}, from paper`, title: place.name, back, arrangement: arrangementOf(name) }}
      aboutChild
      after={toRecord(place.id, record, name)}
      also={() => (name === 'action_plan' ? hasPlan(place) : [])}
    />
  );
}

export default readingCase(Enter);
