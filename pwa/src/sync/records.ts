/**
 * What a person sees of a merged state, and what a save has to say (`docs/protocol.md` §3).
 *
 *     const record = view(state, recordId);
 *     record.form; record.fields.get('note')?.value; record.rows.get('targets')?.[0]?.fields
 *     setChanges(state, recordId, { note: 'Settled well.', [`targets/${row}/text`]: 'Start within two minutes' })
 *
 * A change names the dots it replaces: those that the person had before them. Who fills in a form for ten minutes while
 * something arrives passes `seen`, or the save would replace what nobody has read.
 *
 * The place of a row is its `_order`, a fraction written in digits; `orderBetween` makes one between any two.
 */
import { type Standing, standing, type State } from './merge.ts';
import { type Change, compareDots, type Dot, recordOf, type Scalar, toValue, type Value } from './op.ts';

export const FORM = '_form';
export const DELETED = '_deleted';
export const WITHDRAWN = '_withdrawn_at';
export const ORDER = '_order';

/** The standing values of one leaf, the one to show last; `dots` is what a change replaces whose author saw them all. */
export interface Field {
  readonly versions: readonly Standing[];
  readonly value: Value;
  readonly time: number;
  readonly dots: readonly Dot[];
}

/**
 * `by`: the dots of the deletions that stand; `changed`: the dots of what was changed or brought back beside them;
 * `agreed`: nobody changed what was deleted, else it is shown as "deleted by A, changed by B".
 */
export interface Deletion {
  readonly by: readonly Dot[];
  readonly changed: readonly Dot[];
  readonly agreed: boolean;
}

/** A row of a list; `order` is empty if it was never given a place that can be read. */
export interface Row {
  readonly id: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly order: string;
  readonly deletion: Deletion | null;
  /** Deleted, and nobody changed it meanwhile. */
  readonly gone: boolean;
}

/**
 * A record: its fields, its lists of rows in their order (deleted ones too), its marks (list → mark → leaf, such as
 * ticks), and whether it was deleted.
 */
export interface RecordView {
  readonly id: string;
  /** The form, empty while it has not arrived. */
  readonly form: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly marks: ReadonlyMap<string, ReadonlyMap<string, Field>>;
  readonly deletion: Deletion | null;
  /** Deleted, and nobody changed it meanwhile. */
  readonly gone: boolean;
}

/** The text that a field shows, empty for anything else. */
export function textOf(field: Field | undefined): string {
  return typeof field?.value === 'string' ? field.value : '';
}

/** Whether nothing of a record counts: it was deleted, or taken out because it was about somebody else. */
export function isOut({ gone, fields }: RecordView): boolean {
  return gone || textOf(fields.get(WITHDRAWN)) !== '';
}

/** The record as it stands, or null if nothing of it does. */
export function view(state: State, record: string): RecordView | null {
  const paths = state.leaves.get(record);
  if (paths === undefined) return null;
  const fields = new Map<string, Field>();
  const rows = new Map<string, Map<string, Map<string, Field>>>();
  const marks = new Map<string, Map<string, Field>>();
  for (const path of [...paths.keys()].sort()) {
    const field = toField(standing(state, path));
    const [, name, row, column] = path.split('/');
    if (field === null || name === undefined) continue;
    if (row === undefined) fields.set(name, field);
    else if (column === undefined) child(marks, name).set(row, field);
    else child(child(rows, name), row).set(column, field);
  }
  const lists = new Map<string, readonly Row[]>();
  for (const [name, byId] of rows) {
    const made = [...byId].map(([id, found]) => toRow(state, record, `${name}/${id}`, id, found));
    lists.set(name, made.sort(comparePlaces));
  }
  const deletion = deletionOf(state, record, `${record}/`);
  const form = textOf(fields.get(FORM));
  return { id: record, form, fields, rows: lists, marks, deletion, gone: deletion?.agreed ?? false };
}

function child<Found>(map: Map<string, Map<string, Found>>, key: string): Map<string, Found> {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map<string, Found>()));
  return found;
}

function toField(versions: readonly Standing[]): Field | null {
  const shown = versions.at(-1);
  return shown === undefined
    ? null
    : { versions, value: shown.value, time: shown.time, dots: versions.map(({ dot }) => dot) };
}

function toRow(state: State, record: string, within: string, id: string, fields: ReadonlyMap<string, Field>): Row {
  const deletion = deletionOf(state, record, `${record}/${within}/`);
  const place = textOf(fields.get(ORDER));
  return { id, fields, order: PLACE.test(place) ? place : '', deletion, gone: deletion?.agreed ?? false };
}

function comparePlaces(one: Row, other: Row): number {
  return compareText(one.order, other.order) || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

// Changes --------------------------------------------------------------------------------------------------

/**
 * The changes that put `values` (path within the record → value) there.
 *
 * They replace all that stands now or, for a path in `seen`, only those dots. A value that stands alone already, and
 * an empty value where nothing stands, make no change. Throws `Malformed` for what a leaf cannot hold.
 */
export function setChanges(
  state: State,
  record: string,
  values: Readonly<Record<string, Value>>,
  seen: Readonly<Record<string, readonly Dot[]>> = {},
): Change[] {
  const changes: Change[] = [];
  for (const [within, given] of Object.entries(values)) {
    const value = toValue(given);
    const path = `${record}/${within}`;
    const found = standing(state, path);
    if (says(found, value)) continue;
    const dots = Object.hasOwn(seen, within) ? (seen[within] ?? []) : found.map(({ dot }) => dot);
    changes.push({ path, value, over: [...dots].sort(compareDots) });
  }
  return changes;
}

function says(found: readonly Standing[], value: Value): boolean {
  const [first] = found;
  if (first === undefined) return value === null;
  return found.length === 1 && JSON.stringify(first.value) === JSON.stringify(value);
}

/** The change that deletes a record, or its row `row` (given as `list/id`). It says what its author had seen. */
export function deleteChanges(state: State, record: string, row?: string): Change[] {
  const prefix = prefixOf(record, row);
  const seen = new Map<string, number>();
  for (const [device, counter] of dotsUnder(state, record, prefix)) raise(seen, device, counter);
  const path = prefix + DELETED;
  return [{ path, value: markOf(seen), over: dotsAt(state, path) }];
}

/** Device and counter of an entry. */
export type Place = readonly [device: string, counter: number];

/**
 * A change of somebody's entry, to be saved by another in their stead. `places` are, by "device counter", those of the author's
 * entries, among others', that were taken in before: where each stands now. Of a deletion it says that it is its author's, so
 * that nothing of the device that it will stand under counts as seen but what was.
 */
export function takenIn(state: State, change: Change, [device, counter]: Place, places: ReadonlyMap<string, Place>): Change {
  const over = change.over.map((dot): Dot => [...(places.get(`${dot[0]} ${dot[1]}`) ?? [dot[0], dot[1]]), dot[2]]);
  const prefix = change.path.slice(0, -DELETED.length);
  if (!change.path.endsWith(`/${DELETED}`) || !isMark(change.value)) return { ...change, over };
  const seen = new Map<string, number>();
  for (const [by, at] of namedBy(change.value)) raise(seen, by, at);
  raise(seen, device, counter);
  const now = [...places].filter(([from]) => isSeen(seen, from)).map(([, place]) => place);
  const isNow = (dot: Dot): boolean => now.some(([by, at]) => dot[0] === by && dot[1] === at);
  const unseen = dotsUnder(state, recordOf(prefix), prefix).filter((dot) => dot[1] > (seen.get(dot[0]) ?? 0) && !isNow(dot));
  for (const [by, at] of [...now].sort((one, other) => one[1] - other[1])) {
    // A number says "up to here": what was not seen must not lie before it.
    if (!unseen.some((dot) => dot[0] === by && dot[1] < at)) raise(seen, by, at);
  }
  return { ...change, over, value: [...markOf(seen), device] };
}

function isSeen(seen: ReadonlyMap<string, number>, entry: string): boolean {
  const [device = '', counter = ''] = entry.split(' ');
  return Number(counter) <= (seen.get(device) ?? 0);
}

function markOf(seen: ReadonlyMap<string, number>): Scalar[] {
  return [true, ...[...seen].sort(([one], [other]) => compareText(one, other)).flat()];
}

/** The change that brings a deleted record or row back; none if it is not deleted. */
export function restoreChanges(state: State, record: string, row?: string): Change[] {
  const path = prefixOf(record, row) + DELETED;
  return standing(state, path).some(isDeletion) ? [{ path, value: null, over: dotsAt(state, path) }] : [];
}

function prefixOf(record: string, row: string | undefined): string {
  return row === undefined ? `${record}/` : `${record}/${row}/`;
}

function dotsAt(state: State, path: string): Dot[] {
  return standing(state, path).map(({ dot }) => dot).sort(compareDots);
}

function raise(counters: Map<string, number>, device: string, counter: number): void {
  counters.set(device, Math.max(counters.get(device) ?? 0, counter));
}

/** The dots standing under `prefix`, but for its own mark of deletion. */
function dotsUnder(state: State, record: string, prefix: string): Dot[] {
  const found: Dot[] = [];
  for (const [path, leaf] of state.leaves.get(record) ?? []) {
    if (path.startsWith(prefix) && path !== prefix + DELETED) for (const { dot } of leaf) found.push(dot);
  }
  return found;
}

function isDeletion(mark: Standing): boolean {
  return isMark(mark.value);
}

function isMark(value: Value): value is readonly Scalar[] {
  return isList(value) && value[0] === true;
}

/** The pairs of a mark of deletion: up to where its author had seen what is of each device. */
function namedBy(mark: readonly Scalar[]): Place[] {
  const found: Place[] = [];
  for (let at = 1; at + 1 < mark.length; at += 2) {
    const [device, counter] = [mark[at], mark[at + 1]];
    if (typeof device === 'string' && typeof counter === 'number') found.push([device, counter]);
  }
  return found;
}

/** Whether it was made by another than the device it stands under: it then ends with that one's name. */
function isOfAnother(mark: readonly Scalar[]): boolean {
  return mark.length % 2 === 0 && typeof mark[mark.length - 1] === 'string';
}

// Array.isArray does not narrow a readonly array.
function isList(value: Value): value is readonly Scalar[] {
  return Array.isArray(value);
}

/**
 * Whether the mark of deletion under `prefix` stands, and what stands beside it unseen by any deleter.
 *
 * Of their own device a deleter has seen everything up to the deletion.
 */
function deletionOf(state: State, record: string, prefix: string): Deletion | null {
  const marks = standing(state, prefix + DELETED);
  const deletions = marks.flatMap(({ dot, value }) => (isMark(value) ? [{ dot, value }] : []));
  if (deletions.length === 0) return null;
  const seen = new Map<string, number>();
  for (const { dot, value } of deletions) {
    if (!isOfAnother(value)) raise(seen, dot[0], dot[1]);
    for (const [device, counter] of namedBy(value)) raise(seen, device, counter);
  }
  const isTogether = (dot: Dot): boolean => deletions.some((one) => one.dot[0] === dot[0] && one.dot[1] === dot[1]);
  const changed = dotsUnder(state, record, prefix).filter((dot) => !isTogether(dot) && dot[1] > (seen.get(dot[0]) ?? 0));
  changed.push(...marks.filter((mark) => !isDeletion(mark)).map(({ dot }) => dot));
  const by = deletions.map(({ dot }) => dot).sort(compareDots);
  return { by, changed: changed.sort(compareDots), agreed: changed.length === 0 };
}

// The order of rows ----------------------------------------------------------------------------------------

// In the order of their code points, so that fractions compare as text.
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PLACE = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/**
 * A fraction greater than `before` and less than `after`; the empty text stands for the start and the end.
 *
 * It never ends in the digit 0, so that there is always room before it. Throws `RangeError` where there is none.
 */
export function orderBetween(before: string, after: string): string {
  if ([before, after].some((fraction) => fraction !== '' && !PLACE.test(fraction))) {
    throw new RangeError('the place of a row is written in digits and letters, and does not end in 0');
  }
  if (after !== '' && before >= after) throw new RangeError('there is no place between these two rows');
  if (after === '') return orderAfter(before);
  let shared = 0;
  while (digitAt(before, shared) === digitAt(after, shared)) shared += 1;
  const low = digitAt(before, shared);
  const high = digitAt(after, shared);
  const head = after.slice(0, shared);
  if (high - low > 1) return head + digit(Math.floor((low + high) / 2));
  if (after.length > shared + 1) return head + digit(high);
  return head + digit(low) + orderAfter(before.slice(shared + 1));
}

function digit(value: number): string {
  return DIGITS.charAt(value);
}

function digitAt(fraction: string, place: number): number {
  return place < fraction.length ? DIGITS.indexOf(fraction.charAt(place)) : 0;
}

/** The shortest fraction greater than `fraction`, near it: rows are mostly added at the end. */
function orderAfter(fraction: string): string {
  for (let place = 0; place < fraction.length; place += 1) {
    const value = digitAt(fraction, place);
    if (value + 1 < DIGITS.length) return fraction.slice(0, place) + digit(value + 1);
  }
  return fraction + digit(DIGITS.length / 2);
}

/**
 * The `_order` that puts a row before `rows[place]`, or behind all of them.
 *
 * Rows that two people put in one place carry the same order; a row cannot go between these, and goes behind them.
 */
export function orderAt(rows: readonly Row[], place: number): string {
  const before = place > 0 ? (rows[place - 1]?.order ?? '') : '';
  const after = rows.slice(place).find((row) => row.order > before)?.order ?? '';
  return orderBetween(before, after);
}
