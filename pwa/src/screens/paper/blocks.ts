/**
 * The paper that a form is printed as, as blocks in their order: lines, boxes, tables, a scale, a grid of ticks. The
 * words are those of the printed form (`Sheet` in the catalogue); a blank sheet is the same with nothing in it.
 */
import { leafWords, readField, type Reading, sourceAt } from '../../ui/form/reading';
import { capital } from '../../ui/words';
import { asked } from '../../casework/asked';
import {
  type Copy, type Field, fieldsOf, gridName, type Leaves, type Option, optionsOf, rowPath, rowsOf, sectionsOf, type Sheet, ticksOf,
} from '../../casework/forms';

export interface LineBlock {
  readonly kind: 'line';
  readonly label: string;
  readonly text: string;
}

/** Room to write in: a narrative, or a list of what was agreed. */
export interface BoxBlock {
  readonly kind: 'box';
  readonly label: string;
  readonly text: string;
  readonly source: string | null;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Each statement with its two marks from 1 to 10; null where none was given. */
export interface ScaleBlock {
  readonly kind: 'scale';
  readonly items: readonly { readonly label: string; readonly now: number | null; readonly wish: number | null }[];
}

/** What there is to choose from, on a sheet that is still to be filled in: each with a box to tick, and room for words of one's own where the cell has it. */
export interface OptionsBlock {
  readonly kind: 'options';
  readonly label: string;
  readonly options: readonly string[];
  readonly room: boolean;
}

/** The classroom grid: an interval a row, a behaviour a column; '' is blank. */
export interface TicksBlock {
  readonly kind: 'ticks';
  readonly first: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly counts: readonly string[] }[];
}

export type Block = LineBlock | BoxBlock | TableBlock | OptionsBlock | ScaleBlock | TicksBlock;

export interface Paper extends Reading {
  readonly sheet: Sheet;
  /** The fields of the pupil's case that the sheet asks for. */
  readonly pupil: Leaves;
  readonly blank: boolean;
  /** For whom it is cut; null for the whole sheet. */
  readonly copy: Copy | null;
}

/** How many lines a blank table leaves to be written in. */
const BLANK_ROWS = 4;

/** The blocks of a sheet: what is asked, as things stand. Cells of the same rows that follow each other are one table. */
export function blocks(whole: Paper): Block[] {
  const paper = { ...whole, leaves: asked(whole.form, whole.leaves) };
  const made: Block[] = [];
  const cells = cellsOf(paper);
  for (let at = 0; at < cells.length; at += 1) {
    const [path, words] = cells[at] ?? ['', ''];
    const rows = path.includes('/') && !path.endsWith('*') ? path.split('/')[0] : undefined;
    if (rows === undefined) {
      made.push(...blockOf(paper, path, words));
    } else {
      const end = cells.slice(at).findIndex(([other]) => !other.startsWith(`${rows}/`));
      const count = end === -1 ? cells.length - at : end;
      made.push(tableOf(paper, rows, cells.slice(at, at + count)));
      at += count - 1;
    }
  }
  // The grid of ticks stands under the lines that say whose it is, whatever the order of the cells.
  return [...made.filter(({ kind }) => kind !== 'ticks'), ...made.filter(({ kind }) => kind === 'ticks')];
}

/** The cells of a sheet that its copy has, each with the paths of it that stay. */
function cellsOf({ sheet, copy }: Pick<Paper, 'sheet' | 'copy'>): Sheet['cells'] {
  return sheet.cells.flatMap(([path, words]) => {
    const left = path.split('+').filter((one) => copy?.without.includes(one) !== true);
    return left.length === 0 ? [] : [[left.join('+'), words] as const];
  });
}

/** What a copy leaves out of a sheet, by the labels of the form: the printed words may be as short as "on". */
export function leftOut({ form, sheet, copy }: Pick<Paper, 'form' | 'sheet' | 'copy'>): readonly string[] {
  const printed = sheet.cells.flatMap(([path]) => path.split('+'));
  return printed.filter((path) => copy?.without.includes(path) === true).flatMap((path) => {
    const [name = '', column] = path.split('/');
    const field = fieldsOf(form).get(name);
    return (column === undefined ? field : field?.columns?.find((one) => one.name === column))?.label ?? [];
  });
}

function blockOf(paper: Paper, path: string, words: string): Block[] {
  if (path.startsWith('pupil.')) {
    const text = paper.pupil.get(path.slice('pupil.'.length));
    return [{ kind: 'line', label: words, text: !paper.blank && typeof text === 'string' ? text : '' }];
  }
  if (path.endsWith('*')) return gatheredBlock(paper, path.replace(/\/?\*$/, ''), words);
  const fields = path.split('+').flatMap((name) => fieldsOf(paper.form).get(name) ?? []);
  const [field, ...others] = fields;
  if (field === undefined) return [];
  const options = paper.blank ? toTick(field) : [];
  if (options.length > 0) return [{ kind: 'options', label: labelOf(field, words), options, room: others.length > 0 }];
  return [others.length === 0 ? fieldBlock(paper, field, words) : { kind: 'line', label: words, text: together(paper, fields) }];
}

/** What a box is printed for; nothing where an answer is written. */
function toTick(field: Field): readonly string[] {
  if (field.type === 'boolean') return ['Yes', 'No'];
  return field.type === 'choice' || field.type === 'choices' ? optionsOf(field).map(([, option]) => option) : [];
}

/** What stands in several fields that share a cell. */
function together(paper: Paper, fields: readonly Field[]): string {
  const texts = fields.map((field) => (paper.blank ? '' : leafWords(field, paper.leaves.get(field.name), paper)));
  return texts.filter((text) => text !== '').join(', ');
}

/** A path with a star: all the ticks, or all the items of a grid. */
function gatheredBlock(paper: Paper, name: string, words: string): Block[] {
  const field = sectionsOf(paper.form).flatMap(({ fields }) => fields).find((one) => one.name === name);
  if (field?.type === 'ticks') return [ticksBlock(paper, field, words)];
  // `fieldsOf` spreads a grid into its plain fields; here it is wanted whole.
  return field?.type === 'grid' ? [scaleBlock(paper, field)] : [];
}

function labelOf(field: Field, words: string): string {
  return words === '' ? field.label : words;
}

function fieldBlock(paper: Paper, field: Field, words: string): Block {
  const label = labelOf(field, words);
  const long = field.type === 'narrative' || field.type === 'rows' || field.type === 'texts';
  if (!long) {
    const text = paper.blank ? '' : leafWords(field, paper.leaves.get(field.name), paper);
    return { kind: 'line', label, text };
  }
  const lines = paper.blank ? [] : readField(paper, field);
  const text = field.type === 'rows' ? lines.map((line) => line.text).join('\n') : (lines[0]?.text ?? '');
  return { kind: 'box', label, text, source: paper.blank || paper.copy !== null ? null : sourceAt(paper.leaves, field.name) };
}

function tableOf(paper: Paper, rows: string, cells: Sheet['cells']): TableBlock {
  const field = fieldsOf(paper.form).get(rows);
  const columns = cells.map(([path]) => path.split('+').flatMap((one) => field?.columns?.find(({ name }) => `${rows}/${name}` === one) ?? []));
  const filled = paper.blank ? [] : rowsOf(paper.leaves, rows);
  const lines = filled.map((row) =>
    columns.map((cell) => cell.map((column) => leafWords(column, paper.leaves.get(rowPath(rows, row.id, column.name)), paper))
      .filter((text) => text !== '').join(', ')),
  );
  const empty = Array.from({ length: Math.max(0, BLANK_ROWS - lines.length) }, () => columns.map(() => ''));
  return {
    kind: 'table',
    columns: cells.map(([, words], index) => (words === '' ? (columns[index]?.[0]?.label ?? '') : words)),
    rows: paper.blank || lines.length === 0 ? empty : lines,
  };
}

function scaleBlock(paper: Paper, grid: Field): ScaleBlock {
  const number = (item: string, column: string): number | null => {
    const leaf = paper.blank ? null : paper.leaves.get(gridName(item, column));
    return typeof leaf === 'number' ? leaf : null;
  };
  const items = (grid.items ?? []).map(([item, label]) => ({ label, now: number(item, 'now'), wish: number(item, 'wish') }));
  return { kind: 'scale', items };
}

function ticksBlock(paper: Paper, field: Field, words: string): TicksBlock {
  const items: readonly Option[] = field.items ?? [];
  const planned = paper.leaves.get('interval_count');
  const seconds = paper.leaves.get('interval_seconds');
  const intervals = typeof planned === 'number' ? planned : 6;
  const ticks = [...ticksOf(paper.leaves, field.name).values()].filter(isStanding);
  const count = (item: string, interval: number): string => {
    const found = ticks.filter((tick) => tick[0] === item && tick[1] === interval).length;
    return paper.blank || found === 0 ? '' : String(found);
  };
  return {
    kind: 'ticks',
    first: words,
    columns: items.map(([, label]) => label),
    rows: Array.from({ length: intervals }, (_, index) => ({
      label: `${place(index + 1)} ${lengthWords(typeof seconds === 'number' ? seconds : 300)}`,
      counts: items.map(([item]) => count(item, index + 1)),
    })),
  };
}

function isStanding(leaf: unknown): leaf is readonly [string, number, number, number, null] {
  return Array.isArray(leaf) && leaf.length === 5 && leaf[4] === null;
}

/** "1st 5 minutes", as the paper has it. */
function lengthWords(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

function place(number: number): string {
  const ending = number % 100 > 10 && number % 100 < 14 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** "Copy for teachers, printed 24 November 2026 by Sam Ortiz", "Blank": what stands at the foot of a sheet. */
export function footWords({ blank, copy }: Pick<Paper, 'blank' | 'copy'>, printed: string): string {
  if (blank) return 'Blank sheet. Type it in afterwards under Record, “From paper”, with its date and who wrote it.';
  return capital(copy === null ? printed : `copy for ${copy.label}, ${printed}`);
}
