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

/** "Terms 1: Autumn term; first day: Monday 1 September; last day: Friday 19 December". A further narrative is a line of its own. */
function readRow(reading: Reading, field: Field, row: string, index: number): ReadLine[] {
  const label = `${field.label} ${index + 1}`;
  const found = (field.columns ?? []).flatMap((column, place) =>
    readAt(reading, column, rowPath(field.name, row, column.name), column.label)
      .map((line) => ({ line, isName: place === 0, isLong: place > 0 && column.type === 'narrative' })),
  );
  const [first, ...others] = found.filter(({ isLong }) => !isLong);
  const long = found.filter(({ isLong }) => isLong).map(({ line }) => ({ ...line, label: `${label}: ${line.label}` }));
  if (first === undefined) return long;
  const name = first.isName ? first.line.text : `${first.line.label}: ${first.line.text}`;
  const text = [name, ...others.map(({ line }) => `${lowered(line.label)}: ${line.text}`)].join('; ');
  return [{ ...first.line, label, text }, ...long];
}

/** "Monday: From 8:30, until 16:30" */
function readGrid(reading: Reading, field: Field): ReadLine[] {
  return (field.items ?? []).flatMap(([item, label]) => {
    const lines = (field.columns ?? []).flatMap((column) => readAt(reading, column, gridName(item, column.name), column.label));
    const [first] = lines;
    if (first === undefined) return [];
    const text = lines.map((line, index) => `${index === 0 ? line.label : lowered(line.label)} ${line.text}`).join(', ');
    return [{ ...first, label, text }];
  });
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
