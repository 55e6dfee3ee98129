/**
 * What a form on the screen is made of, worked out from the catalogue and a draft. No view here.
 *
 * The draft is a map from paths to leaves and belongs to the caller. A value of the wrong kind (a merged record may
 * hold one) is shown as not answered and stays in the draft until it is answered anew.
 */
import type { Answer } from '../fields/ChoiceField';
import { daysBetween, onDay, partsOfInstant } from '../dates';
import { daysOn } from '../../casework/defaults';
import { type Field, type Form, gridName, type Leaf, type Leaves, type Option, optionsOf, rowPath, type Section, sectionsOf } from '../../casework/forms';
import { isAsked, type Problem } from '../../casework/validate';

/** What a form view needs beside the form and the draft. */
export interface FormContext {
  readonly form: Form;
  readonly values: Leaves;
  readonly problems: readonly Problem[];
  readonly today: string;
  readonly onChange: (path: string, value: Leaf) => void;
  readonly onAddRow: (rows: string) => void;
  readonly onRemoveRow: (rows: string, row: string) => void;
  /** The people or records that a field can point at. */
  readonly choose: (field: Field) => readonly Answer[];
  /** Likely answers to a list of short texts: names from the case. */
  readonly suggest?: ((field: Field) => readonly string[]) | undefined;
  /** Fields, by their top-level name, that are not asked here: the tablet writes them, or another screen does. A column of a grid is "grid/column". */
  readonly hidden?: ReadonlySet<string> | undefined;
  /** Show "how do you know?" from the start. */
  readonly marksFirst?: boolean | undefined;
}

/** How a form is kept while it is written. */
export interface KeptForm {
  /** When it was written, where it was found half filled in; null where it was begun just now. Milliseconds since 1970 UTC. */
  readonly since: number | null;
  /** Whether the same form is open in another tab: only what is written there is kept. */
  readonly isElsewhere: boolean;
  readonly startAfresh: () => void;
}

/** A form being filled in: all of the above, how often it was tried to be saved, and how it is kept until it is. */
export interface FormDraft extends FormContext {
  readonly tries: number;
  readonly kept?: KeptForm | undefined;
}

/** The path of a field: of the record, or of one row. */
export type Place = { readonly rows: string; readonly row: string } | null;

export function pathOf(name: string, place: Place): string {
  return place === null ? name : rowPath(place.rows, place.row, name);
}

/** The leaves beside a field, by name. */
export function siblingsOf(context: FormContext, place: Place): ReadonlyMap<string, Leaf> {
  if (place === null) return context.values;
  const prefix = `${place.rows}/${place.row}/`;
  const inRow = [...context.values].filter(([path]) => path.startsWith(prefix));
  return new Map(inRow.map(([path, leaf]) => [path.slice(prefix.length), leaf]));
}

/** The fields of a section or a row that are asked now. What points at records is not, while there is none to point at. */
export function asked(fields: readonly Field[], context: FormContext, place: Place): Field[] {
  const siblings = siblingsOf(context, place);
  return fields.filter((field) => !(place === null && context.hidden?.has(field.name) === true) && isAsked(field, siblings)
    && !(POINTING.has(field.type) && context.choose(field).length === 0));
}

const POINTING: ReadonlySet<Field['type']> = new Set(['record', 'records']);

/** The items of a grid of which anything is asked. */
export function askedItems({ items = [], columns = [] }: Field, { hidden }: FormContext): readonly Option[] {
  return items.filter(([item]) => columns.some(({ name }) => hidden?.has(gridName(item, name)) !== true));
}

/** An item of a grid of times, such as a day's hours, that can be made like the one above it: whose name that is, and what it takes. */
export interface LikeAbove {
  readonly above: string;
  readonly changes: readonly (readonly [string, Leaf])[];
}

/** Null unless the item has no answer and the one above it has. Only times are much the same from one item to the next. */
export function likeAbove({ items = [], columns = [] }: Field, item: string, { values }: FormContext): LikeAbove | null {
  const above = items[items.findIndex(([name]) => name === item) - 1];
  if (above === undefined || !columns.every(({ type }) => type === 'time')) return null;
  const answers = (of: string) => columns.map(({ name }) => [gridName(item, name), asText(values.get(gridName(of, name)))] as const);
  if (answers(item).some(([, own]) => own !== null)) return null;
  const changes = answers(above[0]).filter(([, value]) => value !== null);
  return changes.length === 0 ? null : { above: above[1], changes };
}

/** The sections that have something to ask; `names` chooses among them and says their order. */
export function sectionsToShow(context: FormContext, names: readonly string[] | undefined): Section[] {
  const all = sectionsOf(context.form);
  const wanted = names === undefined ? all : names.flatMap((name) => all.filter((section) => section.name === name));
  return wanted.filter((section) => asked(section.fields, context, null).length > 0);
}

/** The fields with the `lead` ones first, in the lead's order, then the others as the form has them. */
export function led(fields: readonly Field[], lead: readonly string[]): Field[] {
  const place = ({ name }: Field): number => (lead.includes(name) ? lead.indexOf(name) : lead.length);
  return [...fields].sort((one, other) => place(one) - place(other));
}

/** What is wrong at a path; advice is no error. */
export function errorAt(context: FormContext, path: string): string | undefined {
  return context.problems.find((problem) => problem.path === path && problem.advice !== true)?.message;
}

export function adviceAt(context: FormContext, path: string): string | undefined {
  return context.problems.find((problem) => problem.path === path && problem.advice === true)?.message;
}

export function answersOf(field: Field): Answer[] {
  return optionsOf(field).map(([value, label, help]) => ({ value, label, help }));
}

/**
 * The fields that a change of `path` moves with it: a time on the day of a date that is changed follows the date, and what comes
 * after that time by as many days.
 */
export function changesOf(context: FormContext, path: string, value: Leaf): (readonly [string, Leaf])[] {
  const changes: (readonly [string, Leaf])[] = [[path, value]];
  if (typeof value !== 'string' || path.includes('/')) return changes;
  const fields = context.form.sections.flatMap((section) => section.fields);
  const move = (field: Field, days: number): void => {
    const instant = context.values.get(field.name);
    if (typeof instant === 'string') changes.push([field.name, onDay(instant, daysOn(partsOfInstant(instant)[0], days))]);
  };
  for (const field of fields.filter(({ day }) => day === path)) {
    const instant = context.values.get(field.name);
    if (typeof instant !== 'string') continue;
    const days = daysBetween(partsOfInstant(instant)[0], value);
    move(field, days);
    for (const after of fields.filter(({ type, day, not_before }) => type === 'instant' && day !== path && not_before === field.name)) move(after, days);
  }
  return changes;
}

export function asText(value: Leaf | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The strings of a list; null where there is none. */
export function asTexts(value: Leaf | undefined): readonly string[] | null {
  return Array.isArray(value) ? (value as readonly unknown[]).filter((one): one is string => typeof one === 'string') : null;
}

/** A number, or the words that were typed in the place of one. */
export function asNumber(value: Leaf | undefined): number | string | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

export function asYesNo(value: Leaf | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
