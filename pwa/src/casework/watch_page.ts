/** The visits that a person looks after: the list of them, each on its page, and the lines of them on Today and in the inbox. */
import { textFrom } from '../capture/leaves';
import type { InboxItem } from '../screens/inbox/model';
import type { UnderWay } from '../screens/today/model';
import { standsAs, type WatchListModel, type WatchModel } from '../screens/visit/model';
import { clock, moment } from '../ui/dates';
import { capital, counted, listed } from '../ui/words';
import { leafWords } from '../ui/form/reading';
import { to } from './addresses';
import type { Book } from './book';
import { fieldAt, type Leaves, newest } from './forms';
import { ladderNow } from './ladder';
import { firstNameOf } from './people';
import { moreMinutes } from './safety';
import { heardOf, isAlarming, type Live, raisedEarly, raisedWords, type SeenVisit, serverNow, watchedBy } from './visiting';

const MINUTE_MS = 60_000;
const FORM = newest('visit_safety');

/** How long without a word from the server until what stands here is said to be old. */
const STALE_MS = 2 * MINUTE_MS;

export function watchList(book: Book, live: Live): WatchListModel {
  const now = serverNow(book, live);
  return {
    visits: watchedBy(book, live).map((visit) => ({
      id: visit.visit,
      title: `${book.nameOf(visit.visitor)} ${standsAs({ lost: visit.lost === true, early: raisedEarly(visit, now) !== null, state: isAlarming(visit, now) ? 'alarm' : 'out' })}`,
      detail: standingOf(book, visit, now),
      href: to('watched', { visit: visit.visit }),
      alarm: isAlarming(visit, now),
      state: visit.lost === true ? 'Phone' : isAlarming(visit, now) ? takenWords(book, visit) ?? 'Not back' : 'Out',
    })),
    stale: staleWords(book, live),
  };
}

/** Null for a visit that the server has said nothing of. */
export function watchModel(book: Book, id: string, live: Live): WatchModel | null {
  const visit = heardOf(live, id);
  if (visit === null || visit.visitor === book.me) return null;
  const now = serverNow(book, live);
  const alarm = isAlarming(visit, now);
  return {
    visitor: book.nameOf(visit.visitor),
    state: visit.checkedIn !== null ? 'back' : alarm ? 'alarm' : 'out',
    early: raisedEarly(visit, now) !== null,
    lost: visit.lost === true,
    standing: visit.checkedIn === null ? standingOf(book, visit, now) : backWords(book, visit.checkedIn),
    phone: (visit.sheet === null ? null : textFrom(visit.sheet, 'phone')) ?? book.team.people.get(visit.visitor)?.phone ?? null,
    facts: visit.sheet === null ? null : factsOf(book, visit.sheet),
    whatToDo: visit.sheet === null ? null : textFrom(visit.sheet, 'if_overdue'),
    ladder: ladderNow(book, visit),
    taken: visit.lost === true ? null : takenWords(book, visit),
    moreMinutes: moreMinutes(book),
    next: visit.lost === true ? null : nextWords(book, visit),
    trouble: live.asked.get(id)?.trouble ?? null,
    stale: staleWords(book, live),
  };
}

/** The rung that is told next; null where everybody was. Nobody is asked to tell themselves, nor whoever is dealing with it. */
export function nextRung(visit: SeenVisit, me: string): number | null {
  const rungs = toTell(visit, me).map(({ rung }) => rung);
  return rungs.length === 0 ? null : Math.min(...rungs);
}

function toTell({ told, ladder, acknowledged }: SeenVisit, me: string): SeenVisit['ladder'] {
  return ladder.filter(({ member, rung }) => rung >= Math.max(2, told) && member !== me && member !== acknowledged?.by);
}

function nextWords(book: Book, visit: SeenVisit): string | null {
  const rung = nextRung(visit, book.me);
  const names = toTell(visit, book.me).filter((one) => one.rung === rung).map(({ member }) => book.nameOf(member));
  return rung === null ? null : `Tell ${listed(names)} now`;
}

function standingOf(book: Book, visit: SeenVisit, now: number): string {
  if (visit.lost === true) return `The server no longer knows of this visit, and tells nobody. Due back at ${clock(visit.until)}, left at ${clock(visit.armed)}`;
  const raised = raisedEarly(visit, now);
  if (raised !== null) return `${raisedWords(book, raised)}. Due back at ${clock(visit.until)}, left at ${clock(visit.armed)}`;
  if (now < visit.until) return `Back by ${clock(visit.until)} · left at ${clock(visit.armed)}`;
  const late = Math.floor((now - visit.until) / MINUTE_MS);
  return late < 1 ? `Due back now, at ${clock(visit.until)}` : `${counted(late, 'minute')} overdue: due back at ${clock(visit.until)}`;
}

function backWords(book: Book, { by, at }: { readonly by: string; readonly at: number }): string {
  return `Checked in at ${clock(at)} by ${book.who(by)}`;
}

function takenWords(book: Book, { acknowledged }: SeenVisit): string | null {
  if (acknowledged === null) return null;
  return `${acknowledged.by === book.me ? 'You are' : `${book.nameOf(acknowledged.by)} is`} dealing with it, since ${clock(acknowledged.at)}`;
}

function staleWords(book: Book, { heard }: Live): string | null {
  if (heard === null) return 'The server has not answered yet.';
  const at = heard.at - heard.ahead;
  return book.now - at < STALE_MS ? null : `The server was last heard at ${moment(at, book.today)}. Phone to be sure.`;
}

/** Who, where, phone, car, until when: in the order in which somebody looks for it. */
const FACTS = ['phone', 'address', 'car', 'going', 'going_with', 'leaves', 'back_by', 'risks', 'measures', 'interpreter_name'] as const;

function factsOf(book: Book, sheet: Leaves): NonNullable<WatchModel['facts']> {
  return FACTS.flatMap((path) => {
    const field = fieldAt(FORM, path);
    if (field === undefined) return [];
    const text = leafWords(field, sheet.get(path) ?? null, { names: (_, id) => book.nameOf(id), today: book.today });
    return text === '' ? [] : [{ label: LABELS.get(path) ?? field.label, text, phone: path === 'phone' }];
  });
}

/** As whoever watches reads it: the sheet's own words are the visitor's. */
const LABELS = new Map<string, string>([['phone', 'Phone'], ['going', 'Goes'], ['leaves', 'Left'], ['back_by', 'Said to be back by']]);

// On other pages -------------------------------------------------------------------------------------------

/** Visits that somebody else is out on: first on Today. */
export function watchLines(book: Book, live: Live): readonly UnderWay[] {
  const now = serverNow(book, live);
  return watchedBy(book, live).map((visit) => {
    const name = book.nameOf(visit.visitor);
    const alarm = isAlarming(visit, now);
    const beside = [alarm ? `${takenWords(book, visit) ?? 'Nobody is dealing with it yet'}.` : null, staleWords(book, live)].filter((part) => part !== null);
    return {
      title: alarm ? `${name} is ${missed(visit, now)}` : `You are watching over ${name}`,
      detail: [`${standingOf(book, visit, now)}${beside.length === 0 ? '' : '.'}`, ...beside].join(' '),
      step: { label: alarm ? 'See what to do' : `See ${firstNameOf(name)}’s sheet`, href: to('watched', { visit: visit.visit }) },
      alarm,
    };
  });
}

/** Whoever is not due yet is not said to be late. */
function missed(visit: SeenVisit, now: number): string {
  if (visit.lost === true) return 'perhaps still out';
  return raisedEarly(visit, now) === null ? 'not back' : 'being looked for';
}

/** Those who are not back and whom nobody looks for yet: they wait for an answer. */
export function watchItems(book: Book, live: Live): readonly InboxItem[] {
  const now = serverNow(book, live);
  return alarmsOf(book, live).map((visit) => ({
    id: `visit-${visit.visit}`, when: clock(visit.until), title: `${book.nameOf(visit.visitor)} is ${missed(visit, now)}${raisedEarly(visit, now) === null ? ' from a visit' : ''}`,
    detail: standingOf(book, visit, now), href: to('watched', { visit: visit.visit }), state: { kind: 'alarm', text: 'Nobody is dealing with it' }, step: null, seen: false,
  }));
}

/** What is said above every page. */
export function alarmLines(book: Book, live: Live): readonly { readonly title: string; readonly href: string }[] {
  const now = serverNow(book, live);
  return alarmsOf(book, live).map((visit) => {
    const raised = raisedEarly(visit, now);
    const name = book.nameOf(visit.visitor);
    if (visit.lost === true) return { title: `${name} may still be out: phone them.`, href: to('watched', { visit: visit.visit }) };
    const title = raised === null ? `${name} is not back: due at ${clock(visit.until)}.` : `${capital(book.who(raised.by))} raised the alarm for ${name} at ${clock(raised.at)}.`;
    return { title, href: to('watched', { visit: visit.visit }) };
  });
}

/** The visitors who are not back and whom nobody has said that they look for. */
function alarmsOf(book: Book, live: Live): readonly SeenVisit[] {
  const now = serverNow(book, live);
  return watchedBy(book, live).filter((visit) => isAlarming(visit, now) && visit.acknowledged === null);
}
