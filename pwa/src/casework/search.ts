/**
 * A search over everything on the tablet that was written in words, without a network. The index lives in memory, is made
 * when the search is first used, and follows the book: only records that changed are read again.
 *
 *     const finder = await makeFinder();
 *     await finder.follow(book);
 *     finder.find(book, 'breakfast')   → [{ title: 'Home visit, Mila Novak', detail: '… to breakfast club from …', … }]
 */
import type MiniSearch from 'minisearch';
import type { Found } from '../screens/caseload/model';
import type { RecordView } from '../sync/records';
import { shortDay } from '../ui/dates';
import { toRecord, to } from './addresses';
import { type Book, pupilOf, type VaultBook } from './book';
import { fieldAt } from './forms';
import { folded } from './people';
import { dateOf, formOf, isActive, leavesOf } from './standing';
import { titleOf } from './telling';

export interface Finder {
  /** Brings the index up to the book. */
  readonly follow: (book: Book) => Promise<void>;
  readonly find: (book: Book, query: string) => readonly Found[];
}

interface Written {
  readonly id: string;
  readonly text: string;
}

/** Lets the page breathe between two slices of the indexing. */
export type Pause = () => Promise<void>;

const SLICE = 200;
const MOST_FOUND = 30;
/** Letters shown on either side of what was found. */
const AROUND = 60;
const WORDS = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

export async function makeFinder(pause: Pause = nextTurn): Promise<Finder> {
  const { default: Index } = await import('minisearch');
  const index: MiniSearch<Written> = new Index<Written>({
    fields: ['text'],
    tokenize: (text) => text.match(WORDS) ?? [],
    processTerm: folded,
    searchOptions: { prefix: true, fuzzy: (term) => (term.length > 5 ? 0.15 : false), combineWith: 'AND' },
  });
  const known = new Map<string, RecordView>();
  let following = Promise.resolve();
  const follow = async (book: Book): Promise<void> => {
    for (const slice of slices(changesSince(known, book))) {
      for (const { id, view } of slice) put(index, known, id, view);
      await pause();
    }
  };
  return {
    // One at a time: the next one begins where the last has come to.
    follow: (book) => (following = following.then(() => follow(book))),
    find: (book, query) => found(index, book, query),
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** A record to be indexed anew, or (null) to be forgotten. */
interface Changed {
  readonly id: string;
  readonly view: RecordView | null;
}

function changesSince(known: ReadonlyMap<string, RecordView>, book: Book): readonly Changed[] {
  const now = new Map<string, RecordView>();
  for (const place of places(book)) for (const view of place.all) if (isActive(view)) now.set(`${place.id}/${view.id}`, view);
  const gone = [...known.keys()].filter((id) => !now.has(id)).map((id): Changed => ({ id, view: null }));
  const changed = [...now].filter(([id, view]) => known.get(id) !== view).map(([id, view]): Changed => ({ id, view }));
  return [...gone, ...changed];
}

function places(book: Book): readonly VaultBook[] {
  return [...book.cases, ...book.diaries];
}

function slices<One>(list: readonly One[]): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(list.length / SLICE) }, (_, index) => list.slice(index * SLICE, (index + 1) * SLICE));
}

function put(index: MiniSearch<Written>, known: Map<string, RecordView>, id: string, view: RecordView | null): void {
  if (known.has(id)) index.discard(id);
  known.delete(id);
  if (view === null) return;
  known.set(id, view);
  index.add({ id, text: textIn(view) });
}

/** What people wrote in a record, field after field. */
function textIn(view: RecordView): string {
  const form = formOf(view);
  if (form === undefined) return '';
  const texts = [...leavesOf(view)].flatMap(([path, leaf]) => {
    const type = fieldAt(form, path)?.type;
    if (/(?:^|\/)_/.test(path) || type === undefined || !SEARCHED.has(type)) return [];
    return typeof leaf === 'string' ? [leaf] : Array.isArray(leaf) ? leaf.filter((one): one is string => typeof one === 'string') : [];
  });
  return texts.join(' · ');
}

const SEARCHED = new Set(['text', 'texts', 'narrative', 'phone']);

function found(index: MiniSearch<Written>, book: Book, query: string): readonly Found[] {
  if (query.trim().length < 2) return [];
  return index.search(query).slice(0, MOST_FOUND).flatMap(({ id, terms }): Found[] => {
    const [vault = '', record = ''] = String(id).split('/');
    const view = book.viewOf(vault, record);
    if (view === null || !isActive(view)) return [];
    const title = [titleOf(view), pupilOf(book, vault) ?? ''].filter((part) => part !== '').join(', ');
    return [{
      id: `${vault}-${record}`,
      title: `${title}, ${shortDay(dateOf(view), book.today)}`,
      detail: around(textIn(view), terms),
      href: view.form === 'case' ? to('case', { case: vault }) : toRecord(vault, record, view.form),
    }];
  });
}

/** The words around the first of `terms`: "… Gran takes Kai to breakfast club from Monday …". */
export function around(text: string, terms: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ');
  const match = [...line.matchAll(WORDS)].find(([word]) => terms.includes(folded(word)));
  const at = match?.index ?? 0;
  const from = at <= AROUND ? 0 : line.indexOf(' ', at - AROUND) + 1;
  const ending = at + (match?.[0].length ?? 0) + AROUND;
  const until = ending >= line.length ? line.length : Math.max(line.lastIndexOf(' ', ending), at + 1);
  return `${from > 0 ? '… ' : ''}${line.slice(from, until)}${until < line.length ? ' …' : ''}`;
}
