/**
 * What is on this tablet alone, as plain text for the person who wrote it: to be kept elsewhere where it cannot be sent. It is in
 * clear.
 */
import { day, moment } from '../ui/dates';
import { type ReadSection, readRecord } from '../ui/form/reading';
import type { Value } from '../sync/op';
import type { Book } from './book';
import { sections } from './detail';
import { type Leaf, type Leaves, newest } from './forms';
import { namesIn } from './names';
import { titleOf } from './telling';

/** Something said of a record by a change that is nowhere else: refused, or held for want of room. */
export interface SaidAlone {
  readonly vault: string;
  readonly changes: readonly { readonly path: string; readonly value: Value }[];
}

/** What the copy is made of. */
export interface Alone {
  /** Records with a part that is not sent. */
  readonly unsent: readonly { readonly vault: string; readonly record: string | null }[];
  readonly said: readonly SaidAlone[];
  /** Half-written forms: where they belong, and their answers. */
  readonly half: readonly { readonly title: string; readonly form: string; readonly leaves: Leaves }[];
}

/** One text, a heading for each record. */
export function copyText(book: Book, { unsent, said, half }: Alone): string {
  const parts = [
    `What was on this tablet alone on ${day(book.today)} at ${moment(book.now, book.today)}, written by ${book.nameOf(book.me)}.`,
    'Anybody who finds this copy can read it: delete it as soon as it is written down again.',
    ...unsent.flatMap(({ vault, record }) => unsentText(book, vault, record)),
    ...said.flatMap((one) => saidText(book, one)),
    ...half.map(({ title, form, leaves }) => headed(`Half written: ${title}`, answers(book, '', form, leaves))),
  ];
  return `${parts.join('\n\n')}\n`;
}

function unsentText(book: Book, vault: string, record: string | null): readonly string[] {
  const place = book.vaultOf(vault);
  const view = record === null ? null : (place?.find(record) ?? null);
  if (place === null || view === null) return [];
  return [headed(`Not sent: ${titled(book, vault, titleOf(view))}`, lines(sections(book, place, view)))];
}

/** Grouped by record; what it says of a record's form stands there, or in what is known of the record. */
function saidText(book: Book, { vault, changes }: SaidAlone): readonly string[] {
  const byRecord = new Map<string, Map<string, Leaf>>();
  for (const { path, value } of changes) {
    const [record = '', ...behind] = path.split('/');
    const leaves = byRecord.get(record) ?? new Map<string, Leaf>();
    byRecord.set(record, leaves.set(behind.join('/'), value));
  }
  return [...byRecord].map(([record, leaves]) => {
    const form = leaves.get('_form') ?? book.viewOf(vault, record)?.form ?? '';
    const label = newest(form)?.label ?? 'Record';
    return headed(`On this tablet alone: ${titled(book, vault, label)}`, answers(book, vault, String(form), leaves));
  });
}

function answers(book: Book, vault: string, form: string, leaves: Leaves): readonly string[] {
  const known = newest(form as unknown);
  const read = known === undefined ? [] : lines(readRecord({ form: known, leaves, names: namesIn(book, vault), today: book.today, inFull: true }));
  if (read.length > 0) return read;
  // Of a form that this version does not know, everything as it stands.
  return [...leaves].filter(([, leaf]) => leaf !== null).map(([path, leaf]) => `${path}: ${String(leaf)}`);
}

function lines(read: readonly ReadSection[]): readonly string[] {
  return read.flatMap((section) => section.lines.map(({ label, text, source }) => `${label}: ${text}${source === null ? '' : ` (${source})`}`));
}

function titled(book: Book, vault: string, title: string): string {
  const found = book.caseOf(vault);
  return found?.opened === true ? `${title}, ${found.name}` : title;
}

function headed(title: string, body: readonly string[]): string {
  return [title, '-'.repeat(title.length), ...body].join('\n');
}
