/** A record on the sheet that its form is printed as, or the sheet blank, to be filled in by hand. */
import { blocks, footWords, leftOut } from '../screens/paper/blocks';
import type { BlanksModel, PaperModel } from '../screens/paper/model';
import type { RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { sourceAt } from '../ui/form/reading';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book, VaultBook } from './book';
import { type Form, type FormName, type Leaves, newest } from './forms';
import { reportOf, ruleWords } from './lessons';
import { namesIn } from './names';
import { printedWords } from './printed';
import { formOf, isWithdrawn, leavesOf } from './standing';
import { ended, titleOf } from './telling';

/** Which shape, of a form that has several, for whom it is cut, and whether without what was written. */
export interface OnSheet {
  readonly sheet: string | null;
  readonly copy: string | null;
  readonly blank: boolean;
}

/** The forms with a sheet of their own, for blank prints. */
export const PRINTED: readonly FormName[] = ['observation', 'scale_self_esteem', 'scale_learning', 'visit', 'action_plan', 'session', 'drop_in', 'visit_safety', 'case'];

/** Whether a form has a sheet of its own; any other record is printed as its page. */
export function isPrinted(form: string): boolean {
  return PRINTED.some((name) => name === form);
}

/** Null for a form that is printed as no sheet, and for what was withdrawn. */
export function paperModel(book: Book, place: VaultBook, view: RecordView, chosen: OnSheet): PaperModel | null {
  const form = formOf(view);
  if (form === undefined || isWithdrawn(view)) return null;
  const back = { href: to('detail', { vault: place.id, record: view.id }), label: titleOf(view) };
  const beneath = form.name === 'observation' ? [ruleLine(ruleWords(view)), ...(chosen.blank ? [] : gridWords(place, view))] : [];
  return sheetOf(book, place, form, leavesOf(view), chosen, { back, beneath });
}

/** Every sheet that can be printed blank. */
export function blanksModel(): BlanksModel {
  return {
    back: { href: to('more'), label: 'More' },
    typeIn: to('fromPaper'),
    sheets: PRINTED.map((name) => ({ title: newest(name).label, detail: newest(name).description, href: to('blank', { form: name }) })),
  };
}

/** A blank sheet of a form, for a pupil's case or for nobody in particular. */
export function blankPaper(book: Book, form: FormName, sheet: string | null): PaperModel | null {
  const leaves = form === 'observation' ? book.team.observation : new Map() as Leaves;
  const back = { href: to('blanks'), label: 'Blank sheets' };
  return sheetOf(book, null, newest(form), leaves, { sheet, copy: null, blank: true }, { back, beneath: form === 'observation' ? [ruleLine(schoolRule(book))].filter((line) => line !== '') : [] });
}

function sheetOf(
  book: Book, place: VaultBook | null, form: Form, leaves: Leaves, chosen: OnSheet, around: Pick<PaperModel, 'back' | 'beneath'>,
): PaperModel | null {
  const sheets = form.sheets ?? [];
  const shape = chosen.sheet ?? textFrom(leaves, 'shape') ?? textFrom(book.team.school, 'plan_shape');
  const sheet = sheets.find(({ name }) => name === shape) ?? sheets[0];
  if (sheet === undefined) return null;
  const copies = chosen.blank ? [] : form.copies ?? [];
  const copy = copies.find(({ name }) => name === chosen.copy) ?? null;
  const paper = {
    copy, form, leaves, sheet, blank: chosen.blank, today: book.today, inFull: true,
    names: namesIn(book, place?.id ?? ''),
    pupil: (place === null ? null : book.caseOf(place.id))?.leaves ?? new Map() as Leaves,
  };
  return {
    ...around,
    school: book.team.schoolName ?? '',
    address: book.team.address,
    sheets, sheet, copies, copy, blank: chosen.blank,
    hasRecord: place !== null,
    leftOut: leftOut(paper),
    blocks: blocks(paper),
    foot: footWords(paper, printedWords(book)),
  };
}

function ruleLine(rule: string | null): string {
  return rule === null ? '' : ended(`When a state is ticked: ${rule}`);
}

/** What the grid of an observation does not say by itself: how long was watched, what blank means, what was noted beside it. */
function gridWords(place: VaultBook, view: RecordView): readonly string[] {
  const leaves = leavesOf(view);
  const report = reportOf(place, view);
  const blank = (report?.figures ?? []).filter(({ count }) => count === null || count === 0);
  const named = (of: typeof blank): string => listed(of.map(({ behaviour }) => behaviour.label));
  const [sawNone, notLooked] = [
    blank.filter(({ count }) => count === 0), blank.filter(({ count, rate }) => count === null && !rate.defined && rate.reason === 'did_not_look'),
  ];
  const [other, notes, source] = [textFrom(leaves, 'other_is'), textFrom(leaves, 'notes'), sourceAt(leaves, 'notes')];
  return [
    ...(report?.sentences.slice(0, 1) ?? []),
    ...(sawNone.length === 0 ? [] : [`Looked for and not seen: ${named(sawNone)}.`]),
    ...(notLooked.length === 0 ? [] : [`Not looked for: ${named(notLooked)}.`]),
    ...(other === null ? [] : [ended(`“Other” stands for ${other}`)]),
    ...(notes === null ? [] : [`Notes${source === null ? '' : ` (${source})`}: ${notes}`]),
  ];
}

function schoolRule(book: Book): string | null {
  const leaves = book.team.observation;
  const rule = textFrom(leaves, 'tick_rule');
  if (rule === 'own') return textFrom(leaves, 'tick_rule_words');
  const field = newest('settings_observation').sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'tick_rule');
  return field?.options?.find(([value]) => value === (rule ?? 'starts'))?.[1] ?? null;
}
