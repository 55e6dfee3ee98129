/**
 * A record as words: what was answered, field by field, for reading and for paper. Nothing that is empty is shown.
 *
 *     readRecord(form, leaves, names) → [{ label: 'What happened', lines: [{ label: 'Present at home', text: 'Mum, Gran' }] }]
 */
import { bell, clock, dayInYear, dayOf, fullDay, moment } from '../dates';
import { listed } from '../words';
import {
  type Field, type Form, gridName, type Leaf, type Leaves, optionsOf, rowPath, rowsOf, sectionsOf,
} from '../../casework/forms';

/** Names for ids: members, targets, cases. */
export type Names = (field: Field, id: string) => string;

export interface ReadLine {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** "told by Gran", "my view": how a narrative is known. */
  readonly source: string | null;
}

export interface ReadSection {
  readonly label: string;
  readonly lines: readonly ReadLine[];
}

export interface Reading {
  readonly form: Form;
  readonly leaves: Leaves;
  readonly names: Names;
  readonly today: string;
  /** Every day with its year, as on paper, which is read in another. */
  readonly inFull?: boolean | undefined;
}

/** Every section with something in it. */
export function readRecord(reading: Reading): ReadSection[] {
  return sectionsOf(reading.form)
    .map(({ label, fields }) => ({ label, lines: fields.flatMap((field) => readField(reading, field)) }))
    .filter(({ lines }) => lines.length > 0);
}

/** The lines of a top-level field: one for each row, and for each item of a grid; a row's narratives stand on their own. */
export function readField(reading: Reading, field: Field): ReadLine[] {
  if (field.type === 'rows') return rowsOf(reading.leaves, field.name).flatMap((row, index) => readRow(reading, field, row.id, index));
  if (field.type === 'grid') return readGrid(reading, field);
  return readAt(reading, field, field.name, field.label);
}

/** What a row is called: "Term 1", "Agreed action 2", "Parents and carers 1". */
export function rowName(field: Field, index: number): string {
  // Of one or two words the last is a plural; "Progress" and "Services provided" have none to take the s from.
  const one = /^\S+(?: \S+)?[^s ]s$/.test(field.label) ? field.label.slice(0, -1) : field.label;
  return `${one} ${index + 1}`;
}

/** Which row of a form a path lies in: "Agreed action 1", "Monday"; null for a field of the form itself. */
export function rowAt({ form, values }: { readonly form: Form; readonly values: Leaves }, path: string): string | null {
  const [name, row, column] = path.split('/');
  const field = sectionsOf(form).flatMap(({ fields }) => fields).find((one) => one.name === name);
  if (field === undefined || column === undefined) return null;
  if (field.type !== 'rows') return field.items?.find(([item]) => item === row)?.[1] ?? null;
  const index = rowsOf(values, field.name).findIndex(({ id }) => id === row);
  return index < 0 ? null : rowName(field, index);
}

/** "Term 1: Autumn term. Monday 1 September to Friday 19 December." A further narrative is a line of its own. */
function readRow(reading: Reading, field: Field, row: string, index: number): ReadLine[] {
  const label = rowName(field, index);
  const [name, ...others] = field.columns ?? [];
  const at = (column: Field): ReadLine[] => readAt(reading, column, rowPath(field.name, row, column.name), column.label);
  const long = others.filter(({ type }) => type === 'narrative');
  const called = name === undefined ? [] : at(name);
  const rest = spans(others.filter((column) => !long.includes(column)), at);
  const parts = [...called.map(({ text }) => text), ...rest.map((part) => (part.isSpan ? part.text : `${part.label}: ${part.text}`))];
  const [first] = [...called, ...rest];
  return [
    ...(first === undefined ? [] : [{ path: first.path, label, text: sentences(parts), source: first.source }]),
    ...long.flatMap(at).map((line) => ({ ...line, label: `${label}: ${line.label}` })),
  ];
}

/** One thing stands as it is; of several each is a sentence. */
function sentences(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : parts.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** "Monday: 8:30 to 16:30" */
function readGrid(reading: Reading, field: Field): ReadLine[] {
  return (field.items ?? []).flatMap(([item, label]) => {
    const lines = spans(field.columns ?? [], (column) => readAt(reading, column, gridName(item, column.name), column.label));
    const [first] = lines;
    if (first === undefined) return [];
    const text = lines.map((line, index) => (line.isSpan ? line.text : `${index === 0 ? line.label : lowered(line.label)} ${line.text}`)).join(', ');
    return [{ path: first.path, source: first.source, label, text }];
  });
}

/** The lines of some columns; a day or a time and its end are one: "Tuesday 1 September to Friday 18 December". */
function spans(columns: readonly Field[], at: (column: Field) => ReadLine[]): (ReadLine & { readonly isSpan: boolean })[] {
  const endOf = (column: Field): Field | undefined => columns.find((end) => SPANNED.has(end.type) && isEndOf(end, column));
  const lines = columns.flatMap((column) => at(column).map((line) => ({ column, line, end: [endOf(column)].flatMap((end) => (end ? at(end) : []))[0] })));
  const ends = new Set(lines.flatMap(({ end }) => end?.path ?? []));
  return lines.filter(({ line }) => !ends.has(line.path)).map(({ column, line, end }) => ({
    ...line,
    text: end === undefined ? line.text : `${line.text} to ${end.text}`,
    isSpan: end !== undefined || (column.type === 'date' && endOf(column) !== undefined),
  }));
}

const SPANNED: ReadonlySet<Field['type']> = new Set(['date', 'time']);

/** Working hours may go past midnight, so their end is known by its name alone. */
function isEndOf(end: Field, column: Field): boolean {
  return end.not_before === column.name || (column.name === 'from' && end.name === 'until');
}

/** A label inside a sentence; what is written in capitals, or is "I", stays as it is. */
export function lowered(label: string): string {
  return /^(?:[A-Z]{2}|I\b)/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function readAt(reading: Reading, field: Field, path: string, label: string): ReadLine[] {
  const text = leafWords(field, reading.leaves.get(path), reading);
  return text === '' ? [] : [{ path, label, text, source: sourceAt(reading.leaves, path) }];
}

/** How a narrative at a path is known, in words. */
export function sourceAt(leaves: Leaves, path: string): string | null {
  const source = leaves.get(`${path}_source`);
  if (source === 'saw') return 'seen or heard';
  if (source === 'view') return 'the writer’s view';
  if (source !== 'told') return null;
  const by = leaves.get(`${path}_told_by`);
  return typeof by === 'string' ? `told by ${by}` : 'told by somebody';
}

/** One leaf as words; '' where nothing stands. */
export function leafWords(field: Field, leaf: Leaf | undefined, reading: Pick<Reading, 'names' | 'today' | 'inFull'>): string {
  if (leaf === undefined || leaf === null) return '';
  if (Array.isArray(leaf)) {
    const parts = (leaf as readonly unknown[]).filter((part): part is string => typeof part === 'string');
    return listed(parts.map((part) => oneWords(field, part, reading.names)));
  }
  if (typeof leaf === 'boolean') return leaf ? 'yes' : 'no';
  if (typeof leaf === 'number') return String(leaf);
  return typeof leaf === 'string' ? stringWords(field, leaf, reading) : '';
}

function stringWords(field: Field, text: string, { names, today, inFull }: Pick<Reading, 'names' | 'today' | 'inFull'>): string {
  if (field.type === 'date') return !/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : inFull === true ? fullDay(text) : dayInYear(text, today);
  if (field.type === 'time') return bell(text);
  if (field.type !== 'instant') return oneWords(field, text, names);
  const at = Date.parse(text);
  if (Number.isNaN(at)) return text;
  if (inFull !== true) return moment(at, today);
  // A time on the day of another field has that beside it.
  return field.day === undefined ? `${fullDay(dayOf(at))}, ${clock(at)}` : clock(at);
}

const CHOSEN: ReadonlySet<Field['type']> = new Set(['choice', 'choices', 'answer']);
const POINTS: ReadonlySet<Field['type']> = new Set(['person', 'people', 'record', 'records']);

function oneWords(field: Field, text: string, names: Names): string {
  if (CHOSEN.has(field.type)) return optionsOf(field).find(([value]) => value === text)?.[1] ?? text;
  return POINTS.has(field.type) ? names(field, text) : text;
}
