/** What was written too late, as the line manager meets it: what it would change, and whether it is taken in. */
import type { DetailModel } from '../screens/record/detail_model';
import { type Change, recordOf } from '../sync/op';
import { moment } from '../ui/dates';
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

/** The path under which the decision is asked for, and its two answers. */
export const DECISION = 'late';
export type Decision = 'take' | 'leave';

/** `changes` are what it would change; null while it is being opened. */
export function lateModel(book: Book, late: Late, changes: readonly Change[] | null): DetailModel {
  const who = capital(late.member === null ? 'somebody' : book.who(late.member));
  return {
    above: whoIn(book, late.vault),
    title: `${who} wrote this too late`,
    below: `Handed in ${moment(late.at, book.today)}, after the case was handed over or the device was locked out`,
    back: { href: to('inbox'), label: 'Inbox' },
    sections: sectionsOf(book, late.vault, changes ?? []),
    versions: [{
      path: DECISION, of: 'What becomes of it', both: false,
      versions: [
        { id: 'take', text: 'It is taken into the case, under your name as the one who decided', by: 'as it was written' },
        { id: 'leave', text: 'It is left out. The server keeps it, sealed', by: 'as it stands' },
      ],
    }],
    places: [{ kind: 'waiting', text: 'Waits for a line manager' }],
    history: [],
    notice: changes === null ? 'It is being opened.' : null,
    canChange: false,
    canMove: false,
  };
}

/** A section for each record that it touches, in the words of its form. */
function sectionsOf(book: Book, vault: string, changes: readonly Change[]): readonly ReadSection[] {
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
