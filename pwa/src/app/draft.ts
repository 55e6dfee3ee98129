/** A form being filled in on a page: its answers so far, what is wrong with them, and how often it was tried to be saved. */
import { useState } from 'preact/hooks';

import { pen } from './shared.ts';
import type { Book } from '../casework/book.ts';
import { newRow } from '../casework/defaults.ts';
import { type Field, type Form, type Leaf, type Leaves, rowPath } from '../casework/forms.ts';
import { lastOrder } from '../casework/acts/save.ts';
import { judge } from '../casework/validate.ts';
import { orderBetween } from '../sync/records.ts';
import { clock, instantOf } from '../ui/dates.ts';
import type { Answer } from '../ui/fields/ChoiceField.tsx';
import type { FormDraft } from '../ui/form/rendering.ts';
import type { AtRiskProps } from '../ui/shell/AtRisk.tsx';

export interface Draft {
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
  /** True where nothing is wrong; else each fault stands at its field from now on. */
  readonly tried: () => boolean;
}

/** `start` is asked once, when the page opens. */
export function useDraft(book: Book, form: Form, start: () => Leaves): Draft {
  const [values, setValues] = useState(start);
  const [tries, setTries] = useState(0);
  const put = (pairs: readonly (readonly [string, Leaf])[]): void => {
    setValues((before) => new Map([...before, ...pairs]));
  };
  const problems = judge(values, { today: book.today, form });
  const draft: FormDraft = {
    form, values, problems, tries, today: book.today,
    onChange: (path, value) => { put([[path, value]]); },
    onAddRow: (list) => { put(rowFor(form, list, values)); },
    onRemoveRow: (list, row) => { put([[rowPath(list, row, '_deleted'), [true, '']]]); },
    choose: (field) => chosenFrom(book, field),
  };
  const tried = (): boolean => {
    setTries((before) => before + 1);
    return problems.every(({ advice }) => advice === true);
  };
  return { draft, tried, atRisk: atRiskFor(book, put) };
}

function rowFor(form: Form, list: string, values: Leaves): readonly (readonly [string, Leaf])[] {
  const { author, newId } = pen();
  const row = newId();
  const order = orderBetween(lastOrder(values, list), '');
  return [...newRow(form, list, author), ['_order', order] as const].map(([column, leaf]) => [rowPath(list, row, column), leaf] as const);
}

/** The people or cases that a field can point at. */
function chosenFrom(book: Book, field: Field): readonly Answer[] {
  if (field.type === 'person' || field.type === 'people') {
    return book.colleagues.map(({ member, name }) => ({ value: member, label: member === book.me ? `${name} (you)` : name }));
  }
  return field.of === 'case' ? book.cases.filter(({ opened }) => opened).map(({ id, name }) => ({ value: id, label: name })) : [];
}

/** "A child may be at risk", which keeps in this record whom was told, and when. */
function atRiskFor(book: Book, put: (pairs: readonly (readonly [string, Leaf])[]) => void): AtRiskProps {
  return {
    lead: book.team.lead,
    deputy: book.team.deputy,
    now: clock(Date.now()),
    onTold: (told, at) => { put([['lead_told', told], ['lead_told_at', instantOf(book.today, at)]]); },
  };
}
