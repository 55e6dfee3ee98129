/** The inbox: what waits for this person's answer, and what arrived. */
import type { InboxItem, InboxModel } from '../screens/inbox/model';
import type { RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { capital, countWord } from '../ui/words';
import { to, toSettle } from './addresses';
import { aboutIn, type Arrival, arrivals, type SeenMarks, unseenCount, whenWords, whoIn } from './arrivals';
import { type Book, type CaseBook, isMyCase, type VaultBook } from './book';
import { daysOn } from './defaults';
import { deletedWords } from './happened';
import { lowDetail, lowTitle, unseenLow } from './low';
import { wishesIn } from './occasions';
import { openRisks, riskLevel, waitsForMe } from './risks';
import { dateOf, lastTouch, leavesOf, remembered, touchesOf } from './standing';
import { dayOf, shortDay } from '../ui/dates';
import { titleOf } from './telling';
import { hasUnsettled, unsettled } from './versions';
import { wishDetail, wishTitle } from './wishes';
import { mayChange } from './writers';

interface Dated extends InboxItem {
  readonly at: number;
}

/** `visitsOut` are what only the server knows: visits of colleagues that this person watches. */
export function inbox(book: Book, marks: SeenMarks | null, visitsOut: readonly InboxItem[] = []): InboxModel {
  const waiting = book.cases.flatMap((place) => [...wishes(book, place), ...low(book, place), ...risks(book, place)]);
  const open = [...book.cases, ...book.diaries, ...team(book)].flatMap((place) => [...twoVersions(book, place), ...deletions(book, place)]);
  return { waiting: [...visitsOut, ...newest(waiting), ...newest(late(book)), ...newest(open)], ...arrivedIn(book, marks) };
}

/** So many lines of what only arrived are seen at one look. */
const AT_ONE_LOOK = 12;
/** What was seen, and lies so many days back, is no news to anybody. */
const NEWS_DAYS = 14;

/** What arrived: what is new at once, and the newest of the rest, as far as a look goes; what is earlier can be asked for. */
function arrivedIn(book: Book, marks: SeenMarks | null): Pick<InboxModel, 'arrived' | 'earlier'> {
  const since = daysOn(book.today, -NEWS_DAYS);
  const all = arrivals(book, marks);
  const fresh = all.filter(({ seen }) => !seen).slice(0, AT_ONE_LOOK);
  const recent = all.filter(({ seen, at }) => seen && dayOf(at) >= since).slice(0, AT_ONE_LOOK - fresh.length);
  const open = new Set([...fresh, ...recent]);
  const item = ({ at, id, title, detail, href, seen }: Arrival): InboxItem => ({
    id, title, detail, href, seen, when: whenWords(book, at), state: null, step: null,
  });
  return { arrived: all.filter((one) => open.has(one)).map(item), earlier: all.filter((one) => !open.has(one)).map(item) };
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
      href: to('scale', { vault: place.id, record: one.view.id }), state: { kind: 'mind', text: 'Low answer' }, step: null, seen: false,
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

/** What the school shares; nothing while it has not arrived. */
function team(book: Book): readonly VaultBook[] {
  const place = book.team.vault === null ? null : book.vaultOf(book.team.vault);
  return place === null ? [] : [place];
}

/** What is for this person to settle: where they wrote one of the versions, the case is theirs, or it is the school's and their role is asked. */
function concernsMe(book: Book, place: VaultBook, view: RecordView): boolean {
  if (!mayChange(book, place, view)) return false;
  if (place.id === book.team.vault) return true;
  const found = book.caseOf(place.id);
  const own = found === null ? place.id === book.diary?.id : isMyCase(book, found);
  return own || touchesOf(view).some(book.isMine);
}

/** The records of a vault in which anything waits to be settled. */
const openIn: (place: VaultBook) => readonly RecordView[] = remembered((place) =>
  place.all.filter((view) => view.deletion !== null || hasUnsettled(view)));

function twoVersions(book: Book, place: VaultBook): readonly Dated[] {
  return openIn(place).filter((view) => concernsMe(book, place, view)).flatMap((view) => {
    const href = toSettle(place.id, view.id, view.form);
    const at = lastTouch(view)?.at ?? 0;
    return unsettled(book, place.id, view).map(({ path, of, versions }): Dated => ({
      id: `${view.id}-${path.replaceAll('/', '.')}`, at, when: whenWords(book, at),
      title: `${countWord(versions.length)} versions of “${of}”`,
      detail: whereWords(book, place, view),
      href, state: null, step: { label: 'Choose', href }, seen: true,
    }));
  });
}

/** "Kai Brennan, One to one, 25 minutes, 20 Nov", "School calendar, for the whole school". */
function whereWords(book: Book, place: VaultBook, view: RecordView): string {
  if (view.form === 'person') return 'Your own entry among the colleagues';
  if (place.id === book.team.vault) return `${titleOf(view)}, ${aboutIn(book, place.id)}`;
  const day = view.form === 'case' ? '' : `, ${shortDay(dateOf(view), book.today)}`;
  return `${whoIn(book, place.id)}, ${titleOf(view)}${day}`;
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
    detail: `${capital(whoIn(book, vault))} · Take it in, or leave it out`,
    href: to('late', { late: id }), state: null, step: { label: 'Decide', href: to('late', { late: id }) }, seen: true,
  }));
}
