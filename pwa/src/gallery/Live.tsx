/** A draft that is kept for as long as the page is open, so that a form can be tried in the gallery. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { newRecord, newRow } from '../casework/defaults';
import { type Field, type FormName, type Leaf, newest, rowPath } from '../casework/forms';
import { judge } from '../casework/validate';
import type { FormDraft } from '../ui/form/rendering';

const AUTHOR = { me: 'c2FtAAAAAAAAAAAAAAAAAA', today: '2026-11-24', now: '2026-11-24T14:10:00.000+00:00' };

const STAFF = [
  { value: AUTHOR.me, label: 'me' },
  { value: 'd2FyZAAAAAAAAAAAAAAAAA', label: 'Ms Ward' },
  { value: 'am8AAAAAAAAAAAAAAAAAAA', label: 'Jo in the office' },
];

const RECORDS: ReadonlyMap<string | undefined, readonly { readonly value: string; readonly label: string }[]> = new Map([
  ['case', [{ value: 'kai', label: 'Kai Brennan' }, { value: 'amira', label: 'Amira Haddad' }]],
  ['action_plan/targets', [
    { value: 't1', label: 'Put my hand up before I speak' }, { value: 't2', label: 'Use my time-out card, not the door' },
  ]],
]);

export interface LiveProps {
  readonly form: FormName;
  readonly start?: Readonly<Record<string, Leaf>>;
  /** As after a failed try to save. */
  readonly tried?: boolean;
  readonly names?: readonly string[];
  readonly view: (draft: FormDraft) => VNode;
}

let rows = 0;

export function Live({ form: name, start = {}, tried = false, names = [], view }: LiveProps) {
  const form = newest(name);
  const [values, setValues] = useState(() => new Map([...newRecord(form, AUTHOR), ...Object.entries(start)]));
  const put = (pairs: readonly (readonly [string, Leaf])[]) => {
    setValues((before) => new Map([...before, ...pairs]));
  };
  return view({
    form,
    values,
    problems: judge(values, { today: AUTHOR.today, form }),
    tries: tried ? 1 : 0,
    today: AUTHOR.today,
    onChange: (path, value) => { put([[path, value]]); },
    onAddRow: (field) => {
      rows += 1;
      const id = `row${rows}`;
      put([...newRow(form, field, AUTHOR), ['_order', id] as const].map(([column, leaf]) => [rowPath(field, id, column), leaf]));
    },
    onRemoveRow: (field, row) => { put([[rowPath(field, row, '_deleted'), [true, '']]]); },
    choose: ({ type, of }: Field) => (type === 'person' || type === 'people' ? STAFF : RECORDS.get(of) ?? []),
    suggest: () => names,
  });
}
