/** Where is it? What is not sent, what waits for a decision, what could not be read and why, and how this tablet keeps. */
import { CODES, type ErrorCode } from '../generated/codes';
import type { Place, Unread, WhereModel } from '../screens/where/model';
import type { RecordView } from '../sync/records';
import { dayOf, moment, shortDay } from '../ui/dates';
import { capital, counted, words } from '../ui/words';
import { to, toRecord } from './addresses';
import { aboutIn, whoIn } from './arrivals';
import type { Book, VaultBook } from './book';
import { damagedWaiting, savedWords, type Taps, waitingForRoom, withPupil } from './no_room';
import { lastTouch } from './standing';
import type { Aside, Carriage, Storage, Trouble } from './source';
import { undoneWords } from './readers';
import { keptWords } from './set_aside';
import { titleOf } from './telling';
import type { Unfinished } from './unfinished';

/** Records that were sent long ago and have reached nobody stand here for so many days. */
const SENT_DAYS = 30;
const MOST_SENT = 50;

const DAY_MS = 86_400_000;

/** What stands there beside what is exchanged: what is half written, taps without room, and what others on this tablet have not sent. */
export interface WhereBeside {
  readonly half: readonly Unfinished[];
  readonly taps: Taps;
  readonly others: readonly { readonly member: string; readonly handle: string; readonly notSent: number }[];
}

const NOTHING_BESIDE: WhereBeside = { half: [], taps: new Map(), others: [] };

export function where(book: Book, storage: Storage, { half, taps, others }: WhereBeside = NOTHING_BESIDE): WhereModel {
  const { carriage } = book.source;
  return {
    last: lastWords(book, carriage),
    trouble: troubleWords(carriage),
    sending: carriage.sending,
    notSent: notSent(book, carriage),
    noRoom: waitingForRoom(book, taps),
    half,
    others: others.filter(({ notSent: count }) => count > 0).map(({ member, handle, notSent: count }) => ({
      id: member, title: book.team.people.has(member) ? book.nameOf(member) : handle,
      detail: `${counted(count, 'change')} that only they can read. They are sent along with yours.`, href: null,
    })),
    sent: sent(book),
    held: [...carriage.late.map((one) => held(book, one)), ...carriage.aside.filter(({ mine }) => mine).map((one) => refused(book, one))],
    unread: [...damagedWaiting(book), ...carriage.forks.map((vault) => forked(book, vault)), ...carriage.aside.filter(({ mine }) => !mine).map((one) => unread(book, one))],
    storage: {
      used: usedWords(storage),
      kept: storage.kept,
      install: storage.install,
      nearlyFull: storage.nearlyFull,
    },
  };
}

function lastWords(book: Book, { lastExchange }: Carriage): string {
  if (lastExchange === null) return 'Nothing was exchanged with the server yet';
  const when = moment(lastExchange, book.today);
  return `Last sent and received ${dayOf(lastExchange) === book.today ? `today at ${when}` : when}`;
}

function troubleWords({ trouble }: Carriage): string | null {
  if (trouble === null) return null;
  if (trouble === 'fork') return SCHOOL_FORKED;
  if (isOurs(trouble)) return OURS[trouble];
  const [, message, remedy] = CODES[trouble];
  return `${message} ${remedy}`;
}

/** No exchange goes on while the school's own log is in dispute (`docs/running.md`); a case that is stops nothing. */
const SCHOOL_FORKED = 'What the server says now about who is in the school is not what it said before, so nothing more is taken in from it. '
  + 'Nothing is lost: go on working, what you write is kept on this tablet. Ring an administrator, and read each other the newest lines of '
  + '“Who came and went” (under More): whose lines differ, and from when. They find in the manual how it is settled.';

/** What is no code of the server's, or one that nobody here has to do anything about. */
const OURS = {
  rate_limited: 'The server was asked too much in a short time. Beside tries again by itself within ten minutes; nothing is lost meanwhile.',
  unreachable: 'The server cannot be reached. Beside tries again by itself; nothing is lost meanwhile.',
  signed_out: 'The server does not know this tablet just now. Lock it and open it again; nothing is lost meanwhile.',
  password_changed: 'Your password is another one now. Type the new one above; until then what you write is kept on this tablet.',
  full: 'This tablet has no room left. Delete something else on it; what is waiting is then kept by itself.',
  newer: 'A newer Beside has been opened on this tablet. Close Beside and open it again.',
} as const;

function isOurs(trouble: Trouble): trouble is keyof typeof OURS {
  return Object.hasOwn(OURS, trouble);
}

function notSent(book: Book, { unsent }: Carriage): readonly Place[] {
  const newest = new Map<string, Place>();
  for (const { vault, record, at } of [...unsent].sort((one, other) => (one.at ?? 0) - (other.at ?? 0))) {
    const view = record === null ? null : book.viewOf(vault, record);
    newest.set(`${vault}-${record ?? ''}`, {
      id: `${vault}-${record ?? 'case'}`,
      title: view === null ? `Something ${aboutIn(book, vault)}` : named(book, vault, view),
      detail: at === null ? 'Saved on this tablet' : `Saved ${savedWords(book, at)}`,
      href: view === null ? null : toRecord(vault, view.id, view.form),
    });
  }
  return [...newest.values()].reverse();
}

function named(book: Book, vault: string, view: RecordView): string {
  return withPupil(book, vault, titleOf(view));
}

/** My own, on the server and with nobody else yet. */
function sent(book: Book): readonly Place[] {
  const places: readonly VaultBook[] = [...book.cases, ...book.diaries].filter(({ vault }) => vault.readers.some((member) => member !== book.me));
  const found = places.flatMap((place) => place.all.flatMap((view) => {
    const touch = lastTouch(view);
    if (touch === null || !book.isMine(touch) || book.now - touch.at > SENT_DAYS * DAY_MS) return [];
    const { unsent, received } = book.where(place.id, view.id);
    return unsent || received.some(({ member }) => member !== book.me) ? [] : [{ place, view, at: touch.at }];
  }));
  return found.sort((one, other) => other.at - one.at).slice(0, MOST_SENT).map(({ place, view, at }) => ({
    id: `${place.id}-${view.id}`,
    title: named(book, place.id, view),
    detail: `Saved ${savedWords(book, at)}`,
    href: toRecord(place.id, view.id, view.form),
  }));
}

function held(book: Book, { id, vault, member, at }: Carriage['late'][number]): Place {
  const who = member === book.me ? 'You wrote it' : `${capital(member === null ? 'somebody' : book.nameOf(member))} wrote it`;
  const decides = member === book.me ? `Waiting for a ${words.value.lineManager}.` : 'Take it in, or leave it out.';
  return { id, title: `Something ${aboutIn(book, vault)}`, detail: `${who} too late, ${savedWords(book, at)}. ${decides}`, href: null };
}

function refused(book: Book, aside: Aside): Place {
  const { id, vault, code, at, decision } = aside;
  const [, message] = CODES[code];
  if (decision !== null) {
    return { id, title: `Who can read about ${whoIn(book, vault)}`, detail: undoneWords(book, decision, code), href: null };
  }
  return {
    id, title: `Something of yours ${aboutIn(book, vault)}`,
    detail: `${at === null ? '' : `Written ${savedWords(book, at)}. `}${message} ${keptWords(aside)}`, href: to('setAside', { aside: id }),
  };
}

function unread(book: Book, { id, vault, member, at, code }: Aside): Unread {
  const [, because, remedy] = CODES[code];
  const by = member === null ? 'Something' : `Something of ${book.nameOf(member)}’s`;
  const when = at === null ? '' : ` from ${shortDay(dayOf(at), book.today)}`;
  return { id, title: `${by}${when}, ${whoIn(book, vault)}`, because, remedy, href: SHUT.has(code) ? null : to('setAside', { aside: id }) };
}

/** Codes of what cannot be opened here: there is nothing to be read of it. */
const SHUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['cannot_open', 'bad_seal', 'unknown_kind', 'bad_signature', 'malformed']);

function forked(book: Book, vault: string): Unread {
  const [, because, remedy] = CODES.fork;
  if (vault !== '') return { id: `${vault}-fork`, title: whoIn(book, vault), because, remedy };
  const isSettled = book.source.carriage.trouble !== 'fork';
  return { id: '-fork', title: 'Who is in the school', because, remedy: isSettled ? FORK_SETTLED : remedy };
}

const FORK_SETTLED = 'It goes on from what this tablet had before. Let an administrator know, if they do not know yet.';

function usedWords({ used, room }: Storage): string {
  if (used === null) return 'Some room';
  return room === null ? size(used) : `${size(used)} of ${size(used + room)}`;
}

/** "12 MB": in steps of 1000, as tablets count. */
function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1_000_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
