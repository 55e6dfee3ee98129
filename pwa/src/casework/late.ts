/** What was written too late, as the line manager meets it: what it would change, and whether it is taken in. */
import type { LateModel } from '../screens/record/detail_model';
import { type Change, recordOf } from '../sync/op';
import { moment } from '../ui/dates';
import type { Answer } from '../ui/fields/ChoiceField';
import { leafWords, type ReadSection } from '../ui/form/reading';
import { capital } from '../ui/words';
import { to } from './addresses';
import { whoIn } from './arrivals';
import type { Book } from './book';
import { fieldAt, type Form, formNamed, type Leaf, newest } from './forms';
import { namesIn } from './names';
import type { Late } from './source';
import { formOf } from './standing';
import { titleOf } from './telling';

/** Why it is left out: words of the protocol, and how they are said. */
export const REASONS: readonly Answer[] = [
  { value: 'known_already', label: 'It is known here already' },
  { value: 'overtaken', label: 'What happened since has overtaken it' },
  { value: 'another_case', label: 'It belongs to another case' },
  { value: 'not_trusted', label: 'I am not sure that they wrote it' },
];

/** `changes` are what it would change; null while it is being opened. `trouble`: why it cannot be. */
export function lateModel(book: Book, late: Late, changes: readonly Change[] | null, trouble: string | null = null): LateModel {
  const who = capital(late.member === null ? 'somebody' : book.who(late.member));
  return {
    above: capital(whoIn(book, late.vault)),
    title: `${who} wrote this too late`,
    below: `Arrived ${moment(late.at, book.today)}, after the case was handed over or the device was locked out`,
    back: { href: to('inbox'), label: 'Inbox' },
    sections: saidSections(book, late.vault, changes ?? []),
    notice: trouble ?? (changes === null ? 'It is being opened.' : null),
    canTake: changes !== null && trouble === null,
  };
}

/** A section for each record that it touches, in the words of its form. */
export function saidSections(book: Book, vault: string, changes: readonly Change[]): readonly ReadSection[] {
  const byRecord = new Map<string, Change[]>();
  for (const change of changes) byRecord.set(recordOf(change.path), [...(byRecord.get(recordOf(change.path)) ?? []), change]);
  return [...byRecord].map(([record, own]) => {
    const view = book.viewOf(vault, record);
    const leaves = new Map(own.map(({ path, value }): [string, Leaf] => [path.slice(record.length + 1), value]));
    const form = view === null ? formNamed(leaves.get('_form'), leaves.get('_version')) ?? newest(leaves.get('_form') as unknown) : formOf(view);
    return { label: view === null ? `New: ${form?.label ?? 'a record'}` : `A change to: ${titleOf(view)}`, lines: linesOf(book, vault, form, leaves) };
  });
}

function linesOf(book: Book, vault: string, form: Form | undefined, leaves: ReadonlyMap<string, Leaf>): ReadSection['lines'] {
  return [...leaves].flatMap(([path, leaf]) => {
    const field = form && fieldAt(form, path);
    if (field === undefined || /(?:^|\/)_|_source$|_told_by$/.test(path) || field.type === 'ticks') return [];
    const text = leafWords(field, leaf, { names: namesIn(book, vault), today: book.today });
    return [{ path, label: field.label, text: text === '' ? 'left empty' : text, source: null }];
  });
}
