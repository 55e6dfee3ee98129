import { useState } from 'preact/hooks';

import { CaseForm } from '../case_form.tsx';
import { DropInForm } from '../drop_in_form.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { pen } from '../shared.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';
import { CASE_ON_PAPER, type EnteredAlone, type EnteredForm, isEntered, isEnteredAlone, onPaperAlone } from '../../casework/from_paper.ts';
import { pupils } from '../../casework/pick.ts';
import { PickView } from '../../screens/record/PickView.tsx';

/** About whom a sheet is, or the sheet itself where no pupil's case need be chosen. */
function FromPaperPick({ book, params }: ReadingProps) {
  const form = params['form'];
  if (isEnteredAlone(form)) return <Alone key={form} book={book} form={form} />;
  return isEntered(form) ? <Pick book={book} form={form} /> : <NotHere />;
}

const BACK = { href: to('fromPaper'), label: 'From paper' };

function titleOf(form: EnteredForm | EnteredAlone): string {
  return `${newest(form).label}, from paper`;
}

function Pick({ book, form }: Pick<ReadingProps, 'book'> & { readonly form: EnteredForm }) {
  const [query, search] = useState('');
  const model = { title: titleOf(form), back: BACK, query, pupils: pupils(book, query, 'enter', { form }) };
  return <PickView model={model} actions={{ search }} />;
}

function Alone({ book, form }: Pick<ReadingProps, 'book'> & { readonly form: EnteredAlone }) {
  const around = { above: titleOf(form), back: BACK };
  const start = () => onPaperAlone(pen(), form);
  if (form === 'case') return <CaseForm book={book} start={start} around={{ ...around, arrangement: CASE_ON_PAPER.arrangement }} hidden={CASE_ON_PAPER.hidden} />;
  return <DropInForm book={book} start={start} around={{ ...around, fromPaper: true }} after={({ vault, record }) => toRecord(vault, record, form)} />;
}

export default reading(FromPaperPick);
