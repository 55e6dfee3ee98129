/**
 * A form being filled in on a page: its answers so far, what is wrong with them, and how often it was tried to be saved. What is
 * answered is kept as it is typed (`writing.ts`), and is there again when the page is opened anew.
 */
import { useMemo, useState } from 'preact/hooks';

import { atRiskFor } from './at_risk.ts';
import { keep, pen } from './shared.ts';
import { useWriting } from './writing.ts';
import { type Opened, settledBeside } from '../casework/acts/edit.ts';
import { alongside } from '../casework/acts/paper.ts';
import type { Book } from '../casework/book.ts';
import { choicesFor } from '../casework/choices.ts';
import { newRow } from '../casework/defaults.ts';
import { type Form, type Leaf, type Leaves, rowPath } from '../casework/forms.ts';
import { lastOrder, type Save, type Values } from '../casework/acts/save.ts';
import { judge, type Problem } from '../casework/validate.ts';
import type { Dot } from '../sync/op.ts';
import { isObject } from '../sync/op.ts';
import { orderBetween, type RecordView } from '../sync/records.ts';
import type { FormDraft } from '../ui/form/rendering.ts';
import type { AtRiskProps } from '../ui/shell/AtRisk.tsx';

export interface Draft {
  readonly draft: FormDraft;
  /** What is answered elsewhere than in the form: the grid of a sheet of paper. */
  readonly put: (pairs: readonly (readonly [string, Leaf])[]) => void;
  readonly atRisk: AtRiskProps;
  /** The record as it was when the form was first opened; null where it is begun by saving. */
  readonly opened: Opened | null;
  /** Two versions were settled beside the form: what was kept stands in it from now on. */
  readonly settled: (view: RecordView, kept: Values) => void;
  /** True where nothing is wrong; else each fault stands at its field from now on. */
  readonly tried: () => boolean;
  /** Keeps what was made of the form, and forgets the draft with it. False, and said, where it could not be kept. */
  readonly finish: (saves: readonly (Save | null)[]) => Promise<boolean>;
  /** The same for what is kept in another way: `save` is given the draft to be forgotten. */
  readonly finishBy: (save: (draft: string) => Promise<boolean>) => Promise<boolean>;
}

/** A form half filled in, as it is kept. */
interface Typed {
  readonly values: readonly (readonly [path: string, leaf: Leaf])[];
  readonly opened: {
    readonly record: string;
    readonly leaves: readonly (readonly [path: string, leaf: Leaf])[];
    readonly dots: readonly (readonly [path: string, dots: readonly Dot[]])[];
  } | null;
}

/**
 * `start` is asked when the form is begun: when the page opens, unless it was left half filled in, and when that is thrown away.
 * `open` gives the record that is changed as it is then: what its author had before them goes with the draft, so that a save a day
 * later replaces nothing that arrived meanwhile.
 * `also`: what is wrong beside what the form itself says.
 */
export function useDraft(
  book: Book, form: Form, start: () => Leaves, open: () => Opened | null = () => null, also: (values: Leaves) => readonly Problem[] = () => [],
): Draft {
  const writing = useWriting<Typed>(form.name, () => ({ values: [...start()], opened: spell(open()) }), isTyped);
  const typed = writing.content.value;
  const values: Leaves = useMemo(() => new Map(typed.values), [typed]);
  const [tries, setTries] = useState(0);
  const put = (pairs: readonly (readonly [string, Leaf])[]): void => {
    writing.change((before) => ({ ...before, values: [...new Map([...before.values, ...pairs])] }));
  };
  const kept = { since: writing.since.value, isElsewhere: writing.isElsewhere.value, startAfresh: () => void writing.startAfresh() };
  const draft: FormDraft = { ...formDraft(book, form, { values, put, tries, also: also(values) }), kept };
  const settled: Draft['settled'] = (view, kept) => {
    writing.amend((before) => {
      const behind = read(before.opened);
      if (behind === null) return before;
      const made = settledBeside({ opened: behind, draft: new Map(before.values) }, view, kept);
      return { values: [...made.draft], opened: spell(made.opened) };
    });
  };
  const tried = (): boolean => {
    setTries((before) => before + 1);
    return draft.problems.every(({ advice }) => advice === true);
  };
  const finishBy: Draft['finishBy'] = (save) => writing.finish(save);
  const finish: Draft['finish'] = (saves) => finishBy((id) => keep(saves, id));
  return { draft, put, settled, tried, finish, finishBy, opened: read(typed.opened), atRisk: atRiskFor(book, values, put) };
}

export interface Filled {
  readonly values: Leaves;
  readonly put: (pairs: readonly (readonly [string, Leaf])[]) => void;
  readonly tries: number;
  /** What is wrong beside what the form itself says. */
  readonly also?: readonly Problem[];
}

/** A form over what was answered so far. */
export function formDraft(book: Book, form: Form, { values, put, tries, also }: Filled): FormDraft {
  return {
    form, values, tries, today: book.today,
    problems: [...judge(values, { today: book.today, form }), ...(also ?? [])],
    onChange: (path, value) => { put([[path, value], ...alongside(form, values, path, value, book.today)]); },
    onAddRow: (list) => { put(rowFor(form, list, values)); },
    onRemoveRow: (list, row) => { put([[rowPath(list, row, '_deleted'), [true, '']]]); },
    choose: choicesFor(book, null, values),
  };
}

function spell(opened: Opened | null): Typed['opened'] {
  return opened === null ? null : { record: opened.record, leaves: [...opened.leaves], dots: [...opened.dots] };
}

function read(opened: Typed['opened']): Opened | null {
  return opened === null ? null : { record: opened.record, leaves: new Map(opened.leaves), dots: new Map(opened.dots) };
}

/** What lies sealed on this tablet was written by this app: it is enough to know that it is a form's. */
function isTyped(kept: unknown): kept is Typed {
  return isObject(kept) && Array.isArray(kept['values']) && (kept['opened'] === null || isObject(kept['opened']));
}

function rowFor(form: Form, list: string, values: Leaves): readonly (readonly [string, Leaf])[] {
  const { author, newId } = pen();
  const row = newId();
  const order = orderBetween(lastOrder(values, list), '');
  return [...newRow(form, list, author), ['_order', order] as const].map(([column, leaf]) => [rowPath(list, row, column), leaf] as const);
}
