/** The scales of a case, as the pictures of them are made. */
import { type AskedFor, type Occasion, occasionFrom, openStatements, type Statement, statementsFrom } from '../capture/scale';
import type { RecordView } from '../sync/records';
import type { VaultBook } from './book';
import { type Form, newest, sectionsOf } from './forms';
import { dateOf, formOf, leavesOf, remembered } from './standing';

/** The two scales, by the names of their forms. */
export const SCALES = ['scale_self_esteem', 'scale_learning'] as const;
export type ScaleName = (typeof SCALES)[number];

export function isScale(form: string): form is ScaleName {
  return SCALES.some((name) => name === form);
}

/** The statements of a scale, in the order of the paper. */
export function statementsOf(form: Form): readonly Statement[] {
  const grid = sectionsOf(form).flatMap(({ fields }) => fields).find(({ name }) => name === 'statements');
  return statementsFrom(grid?.items ?? []);
}

/** One whose date cannot be read is of the day on which it was made, as everywhere else. */
export const occasionOf: (view: RecordView) => Occasion = remembered((view) => ({
  ...occasionFrom(leavesOf(view), statementsOf(formOf(view) ?? newest('scale_self_esteem'))), date: dateOf(view),
}));

/** How many statements are answered, of how many; what was put off is not. */
export function answered(view: RecordView): { readonly done: number; readonly all: number } {
  const statements = statementsOf(formOf(view) ?? newest('scale_self_esteem'));
  return { done: statements.length - openStatements(occasionOf(view), statements).length, all: statements.length };
}

/**
 * A scale of this form that another sitting can go on with: the newest, where a statement is still open (also one that was put off
 * and then finished without), or where it was never finished (also one that was stopped at the pupil's own words). A sheet of paper
 * is as it is.
 */
export function begunScale(place: VaultBook, form: ScaleName): RecordView | null {
  const newestOne = place.of(form)[0];
  if (newestOne === undefined || leavesOf(newestOne).get('from_paper') === true) return null;
  const { done, all } = answered(newestOne);
  return occasionOf(newestOne).finished && done === all ? null : newestOne;
}

/** What a pupil asked for and nobody has answered, with the scale it was pressed on. */
export interface Waiting {
  readonly view: RecordView;
  readonly asked: AskedFor;
}

/** Wishes without an answer, oldest first. */
export const wishesIn: (place: VaultBook) => readonly Waiting[] = remembered((place) =>
  SCALES.flatMap((form) => place.of(form))
    .flatMap((view) => occasionOf(view).asked.filter((one) => !one.answered).map((asked) => ({ view, asked })))
    .sort((one, other) => one.asked.at - other.asked.at));
