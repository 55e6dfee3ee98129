/**
 * What two people wrote in the same place. A narrative keeps both until somebody chooses one or keeps both; of anything else
 * one is shown, and it is asked too, for nothing is overwritten in silence.
 *
 *     unsettled(book, view)  →  [{ path: 'next_step', of: 'Next step', both: true, versions: [{ id, text, by }, …] }]
 */
import type { Unsettled, Version } from '../ui/figures/TwoVersions';
import { moment } from '../ui/dates';
import { leafWords } from '../ui/form/reading';
import type { Field as Standings, RecordView } from '../sync/records';
import type { Standing } from '../sync/merge';
import type { Book } from './book';
import { type Field, fieldAt, type Form } from './forms';
import { namesIn } from './names';
import { fieldsIn, formOf, isWithdrawn } from './standing';

/** The name of one version, as a press on it gives it back. */
export function versionId({ dot: [device, counter, index] }: Pick<Standing, 'dot'>): string {
  return `${device}.${counter}.${index}`;
}

/** Whether anything of a record waits to be settled. */
export function hasUnsettled(view: RecordView): boolean {
  return unsettledPaths(view).length > 0;
}

/** The paths with more than one version that a person can choose between, in the order of the record. */
export function unsettledPaths(view: RecordView): readonly string[] {
  const form = formOf(view);
  if (form === undefined || view.gone || isWithdrawn(view)) return [];
  return [...fieldsIn(view)].filter(([path, field]) => isUnsettled(form, path, field)).map(([path]) => path);
}

/** Every place with more than one version, each version with who wrote it and when, the oldest first. */
export function unsettled(book: Book, vault: string, view: RecordView): readonly Unsettled[] {
  const form = formOf(view);
  if (form === undefined) return [];
  const wanted = new Set(unsettledPaths(view));
  return [...fieldsIn(view)].filter(([path]) => wanted.has(path)).flatMap(([path, { versions }]): Unsettled[] => {
    const field = fieldAt(form, path);
    if (field === undefined) return [];
    const said = (one: Standing): Version => ({
      id: versionId(one),
      text: leafWords(field, one.value, { names: namesIn(book, vault), today: book.today }),
      by: `${book.by({ device: one.dot[0] })}, ${moment(one.time, book.today)}`,
      // Of a narrative none is shown for the other; of anything else the latest.
      counts: field.type !== 'narrative' && one === versions.at(-1),
    });
    return [{ path, of: labelAt(form, path, field), versions: versions.map(said), both: canKeepBoth(field, versions) }];
  });
}

/** Whether the texts of all versions fit into one. */
export function canKeepBoth({ type, most = 10_000 }: Pick<Field, 'type' | 'most'>, versions: readonly Standing[]): boolean {
  const texts = versions.map(({ value }) => (typeof value === 'string' ? value : ''));
  // Each may bring how it is known with it, which takes a few words.
  return type === 'narrative' && texts.join('\n\n').length + 200 * texts.length <= most;
}

function isUnsettled(form: Form, path: string, { versions }: Standings): boolean {
  if (versions.length < 2) return false;
  const field = fieldAt(form, path);
  if (field === undefined || !isForPeople(field, path)) return false;
  return new Set(versions.map(({ value }) => JSON.stringify(value ?? ''))).size > 1;
}

/** What the tablet measured is not for anybody to choose between, and a source goes with its sentence. */
function isForPeople(field: Field, path: string): boolean {
  if (field.type === 'ticks' || /^(?:gaps|clock_steps)\//.test(path) || path.endsWith('_took_ms')) return false;
  return !/(?:_source|_told_by)$/.test(path) && !/(?:^|\/)_/.test(path);
}

function labelAt(form: Form, path: string, field: Field): string {
  const [head = '', row] = path.split('/');
  const list = row === undefined ? undefined : fieldsOfRows(form, head);
  return list === undefined ? field.label : `${list}: ${field.label}`;
}

function fieldsOfRows(form: Form, head: string): string | undefined {
  return form.sections.flatMap(({ fields }) => fields).find(({ name }) => name === head)?.label;
}
