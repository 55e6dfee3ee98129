/** The inbox: what waits for this person's answer, and what arrived. */
import type { InboxItem, InboxModel } from '../screens/inbox/model';
import type { RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { capital } from '../ui/words';
import { to, toRecord } from './addresses';
import { arrivals, type SeenMarks, unseenCount, whenWords, whoIn } from './arrivals';
import { type Book, type CaseBook, isMyCase, type VaultBook } from './book';
import { deletedWords } from './happened';
import { lowDetail, lowTitle, unseenLow } from './low';
import { wishesIn } from './occasions';
import { openRisks, riskLevel, waitsForMe } from './risks';
import { dateOf, lastTouch, leavesOf, remembered, touchesOf } from './standing';
import { shortDay } from '../ui/dates';
import { titleOf } from './telling';
import { hasUnsettled, unsettled } from './versions';
import { wishDetail, wishTitle } from './wishes';

interface Dated extends InboxItem {
  readonly at: number;
}

/** `visitsOut` are what only the server knows: visits of colleagues that this person watches. */
export function inbox(book: Book, marks: SeenMarks | null, visitsOut: readonly InboxItem[] = []): InboxModel {
  const waiting = book.cases.flatMap((place) => [...wishes(book, place), ...low(book, place), ...risks(book, place)]);
  const toSettle = [...book.cases, ...book.diaries].flatMap((place) => [...twoVersions(book, place), ...deletions(book, place)]);
  return {
    waiting: [...visitsOut, ...newest(waiting), ...newest(late(book)), ...newest(toSettle)],
    arrived: arrivals(book, marks).map(({ at, id, title, detail, href, seen }) => ({
      id, title, detail, href, seen, when: whenWords(book, at), state: null, step: null,
    })),
  };
}

/** What the tab says: how much waits and how much is new. */
export function inboxCount(book: Book, marks: SeenMarks | null, visitsOut: readonly InboxItem[] = []): number {
  return inbox(book, marks, visitsOut).waiting.length + unseenCount(book, marks);
}

function newest(items: readonly Dated[]): readonly InboxItem[] {
  return [...items].sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
}

function wishes(book: Book, place: CaseBook): readonly Dated[] {
  return wishesIn(place).map(({ view, asked }) => ({
    id: `${view.id}-${asked.id}`, at: asked.at, when: whenWords(book, asked.at),
    title: wishTitle(book, place, asked.what, asked.at), detail: wishDetail(book, place, asked.at),
    href: to('scale', { vault: place.id, record: view.id }), state: { kind: 'asked', text: 'Asked' }, step: null, seen: false,
  }));
}

function low(book: Book, place: CaseBook): readonly Dated[] {
  return unseenLow(book, place).map((one) => {
    const at = lastTouch(one.view)?.at ?? 0;
    return {
      id: `${one.view.id}-low`, at, when: whenWords(book, at), title: lowTitle(place, one), detail: lowDetail(book, place, one),
      href: to('scale', { vault: place.id, record: one.view.id }), state: { kind: 'waiting', text: 'Low answer' }, step: null, seen: false,
    };
  });
}

const KNOW = new Map([['high', 'Know today'], ['medium', 'Know this week'], ['low', 'For you to know']]);
const CONCERN = new Map([['high', 'Serious concern'], ['medium', 'Concern'], ['low', 'Some concern']]);

function risks(book: Book, place: CaseBook): readonly Dated[] {
  return openRisks(place).filter((view) => waitsForMe(book, place, view)).map((view): Dated => {
    const level = riskLevel(view) ?? 'low';
    const madeBy = textFrom(leavesOf(view), 'made_by');
    const at = lastTouch(view)?.at ?? 0;
    return {
      id: `${view.id}-risk`, at, when: whenWords(book, at), title: `Risk note: ${place.name}`,
      detail: `${CONCERN.get(level) ?? ''}, visit of ${shortDay(dateOf(view), book.today)}${madeBy === null ? '' : ` by ${book.nameOf(madeBy)}`}`,
      href: to('risk', { vault: place.id, record: view.id }),
      state: { kind: level === 'low' ? 'waiting' : 'alarm', text: KNOW.get(level) ?? '' }, step: null, seen: false,
    };
  });
}

/** What is for this person to settle: where they wrote one of the versions, or the case is theirs. */
function concernsMe(book: Book, place: VaultBook, view: RecordView): boolean {
  if (!place.vault.may.has('write')) return false;
  const found = book.caseOf(place.id);
  const own = found === null ? place.id === book.diary?.id : isMyCase(book, found);
  return own || touchesOf(view).some(book.isMine);
}

/** The records of a vault in which anything waits to be settled. */
const openIn: (place: VaultBook) => readonly RecordView[] = remembered((place) =>
  place.all.filter((view) => view.deletion !== null || hasUnsettled(view)));

function twoVersions(book: Book, place: VaultBook): readonly Dated[] {
  return openIn(place).filter((view) => concernsMe(book, place, view)).flatMap((view) => {
    const href = view.form === 'case' ? to('details', { case: place.id }) : toRecord(place.id, view.id, view.form);
    const at = lastTouch(view)?.at ?? 0;
    return unsettled(book, place.id, view).map(({ path, of, versions }): Dated => ({
      id: `${view.id}-${path.replaceAll('/', '.')}`, at, when: whenWords(book, at),
      title: `${versions.length === 2 ? 'Two' : String(versions.length)} versions of “${of}”`,
      detail: `${whoIn(book, place.id)}, ${titleOf(view)} of ${shortDay(dateOf(view), book.today)}`,
      href, state: null, step: { label: 'Choose', href }, seen: true,
    }));
  });
}

/** Deleted by one, changed by another meanwhile: it stands until somebody decides. */
function deletions(book: Book, place: VaultBook): readonly Dated[] {
  return openIn(place).filter((view) => view.deletion !== null && concernsMe(book, place, view)).map((view): Dated => {
    const at = lastTouch(view)?.at ?? 0;
    const href = to('detail', { vault: place.id, record: view.id });
    return {
      id: `${view.id}-deleted`, at, when: whenWords(book, at), title: deletedWords(book, view) ?? '',
      detail: `${whoIn(book, place.id)}, ${titleOf(view)}`, href, state: null, step: { label: 'Decide', href }, seen: true,
    };
  });
}

/** Written by somebody who had been taken out of a case, or on a device that had been locked out. */
function late(book: Book): readonly Dated[] {
  const { late: handedIn } = book.source.carriage;
  return handedIn.map(({ id, vault, member, at }): Dated => ({
    id, at, when: whenWords(book, at),
    title: `${capital(member === null ? 'somebody' : book.who(member))} wrote something after it was too late`,
    detail: `${whoIn(book, vault)} · Take it in, or leave it out`,
    href: to('late', { late: id }), state: null, step: { label: 'Decide', href: to('late', { late: id }) }, seen: true,
  }));
}
