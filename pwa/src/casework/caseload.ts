/** The caseload: every case with where it stands, in one line each, and what a search finds in what was written. */
import type { CaseLine, CaseloadModel, Found } from '../screens/caseload/model';
import type { State } from './whereabouts';
import { textFrom } from '../capture/leaves';
import { daysBetween, shortDay } from '../ui/dates';
import { counted } from '../ui/words';
import { type Book, type CaseBook, isMyCase } from './book';
import { fit } from './finding';
import { fieldsOf, newest, optionsOf } from './forms';
import { wishesIn } from './occasions';
import { lastSeen, reviewOf } from './plans';
import { openRisks, waitsForMe } from './risks';
import { listFrom } from './standing';
import { reviewWords } from './telling';

/** After so many days without a meeting a case is said to be unseen; a case at a monthly rhythm has longer. */
const UNSEEN_DAYS = 21;
const UNSEEN_DAYS_MONTHLY = 42;
const REVIEW_SOON_DAYS = 7;

interface Standing {
  readonly place: CaseBook;
  readonly review: string | null;
  readonly seen: string | null;
  readonly isUnseen: boolean;
  readonly isReviewDue: boolean;
}

interface Filter {
  readonly value: string;
  readonly label: string;
  readonly takes: (standing: Standing) => boolean;
  /** Shown though nobody is in it. */
  readonly always?: boolean;
}

/**
 * The caseload under a filter and a query. `found` comes from the index of what was written (`search.ts`), null while that is
 * on its way; the names are searched here, at once.
 */
export function caseload(book: Book, filter: string, query: string, found: readonly Found[] | null): CaseloadModel {
  const all = book.cases.map((place) => standingOf(book, place));
  const current = all.filter(({ place }) => !place.closed);
  const filters = filtersFor(book).filter(({ takes, always }) => always === true || all.some(takes));
  const chosen = filters.find(({ value }) => value === filter) ?? filters[0];
  const isAsked = query.trim() !== '';
  const shown = isAsked ? fitting(all, query) : all.filter((one) => chosen?.takes(one) ?? true);
  return {
    summary: summary(current),
    lines: shown.map((one) => line(book, one)),
    filters: filters.map(({ value, label, takes }) => ({ value, label, count: all.filter(takes).filter(({ place }) => !place.practice).length })),
    filter: chosen?.value ?? 'all',
    query,
    found: isAsked ? found ?? [] : [],
    nothingWritten: isAsked && found?.length === 0,
    // The school's form has no figure for a full load yet.
    full: null,
  };
}

function standingOf(book: Book, place: CaseBook): Standing {
  const review = reviewOf(place)?.date ?? null;
  const seen = lastSeen(place);
  const level = textFrom(place.leaves, 'level');
  const since = seen ?? textFrom(place.leaves, 'opened_on');
  const limit = level === 'infrequent' ? UNSEEN_DAYS_MONTHLY : UNSEEN_DAYS;
  return {
    place, review, seen,
    isUnseen: !place.closed && place.opened && since !== null && daysBetween(since, book.today) > limit,
    isReviewDue: review !== null && daysBetween(book.today, review) <= REVIEW_SOON_DAYS,
  };
}

function filtersFor(book: Book): readonly Filter[] {
  const open = (takes: (standing: Standing) => boolean) => (one: Standing) => !one.place.closed && takes(one);
  const others = [...new Set(book.cases.filter((place) => !isMyCase(book, place)).flatMap(({ mentors }) => mentors))];
  return [
    { value: 'all', label: 'All', takes: open(() => true), always: true },
    ...(others.length > 0 ? [{ value: 'mine', label: 'Mine', takes: open(({ place }) => isMyCase(book, place)) }] : []),
    { value: 'review', label: 'Review due', takes: open(({ isReviewDue }) => isReviewDue), always: true },
    { value: 'unseen', label: 'Not seen lately', takes: open(({ isUnseen }) => isUnseen), always: true },
    ...others.map((mentor): Filter => ({ value: mentor, label: book.nameOf(mentor), takes: open(({ place }) => place.mentors.includes(mentor)) })),
    { value: 'closed', label: 'Closed', takes: ({ place }) => place.closed },
  ];
}

/** The likeliest first, and those that are as likely in the order that they have. */
function fitting(all: readonly Standing[], query: string): readonly Standing[] {
  return all
    .flatMap((one) => {
      const found = fit(one.place, query);
      return found === null ? [] : [{ one, found }];
    })
    .sort((one, other) => one.found - other.found)
    .map(({ one }) => one);
}

/** "12 cases, 3 of them long · 2 reviews this week"; a practice pupil is in no count. */
function summary(current: readonly Standing[]): string {
  const counting = current.filter(({ place }) => !place.practice);
  const long = counting.filter(({ place }) => textFrom(place.leaves, 'length') === 'long').length;
  const reviews = counting.filter(({ isReviewDue }) => isReviewDue).length;
  const cases = counted(counting.length, 'case') + (long === 0 ? '' : `, ${long} of them long`);
  return reviews === 0 ? cases : `${cases} · ${counted(reviews, 'review')} due within a week`;
}

function line(book: Book, standing: Standing): CaseLine {
  const { place } = standing;
  return {
    id: place.id,
    name: place.name,
    initials: place.initials,
    about: aboutWords(place),
    standing: place.opened ? standingWords(book, standing) : waitingWords(book, place),
    flag: place.opened ? flag(book, standing) : null,
    practice: place.practice,
  };
}

/** "8B · behaviour, self-esteem": the class, and what is worked on. */
export function aboutWords(place: CaseBook): string {
  const areas = fieldsOf(newest('case')).get('focus_areas');
  const labels = areas === undefined ? [] : optionsOf(areas);
  const focus = listFrom(place.leaves, 'focus_areas').flatMap((value) => labels.find(([one]) => one === value)?.[1] ?? []);
  const other = textFrom(place.leaves, 'focus_other');
  return [place.classForm ?? '', [...focus, ...(other === null ? [] : [other])].join(', ')].filter((part) => part !== '').join(' · ');
}

/** "Plan · review Thu 26 · seen 20 Nov" */
function standingWords(book: Book, { place, review, seen }: Standing): string {
  const parts = [
    stageWords(place.stage),
    review === null ? '' : `review ${reviewWords(review, book.today)}`,
    place.closed ? '' : seen === null ? 'not seen yet' : `seen ${seen === book.today ? 'today' : shortDay(seen, book.today)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** "Finding out": where a case stands. */
export function stageWords(stage: string): string {
  const field = fieldsOf(newest('case')).get('stage');
  return (field === undefined ? undefined : optionsOf(field).find(([value]) => value === stage)?.[1]) ?? 'Referral';
}

/** Somebody who can open it has to be online once, so that the key reaches this tablet. */
export function waitingWords(book: Book, { vault }: CaseBook): string {
  const others = vault.readers.filter((member) => member !== book.me && !vault.waiting.includes(member));
  const [first] = others.map(book.nameOf).sort();
  return first === undefined ? 'Waiting until a colleague’s tablet has been online' : `Waiting for ${first}’s tablet`;
}

function flag(book: Book, { place, isUnseen, review }: Standing): State | null {
  if (wishesIn(place).length > 0) return { kind: 'asked', text: 'Asked to talk' };
  if (openRisks(place).some((view) => waitsForMe(book, place, view))) return { kind: 'alarm', text: 'Risk note' };
  if (review !== null && review < book.today) return { kind: 'due', text: 'Review overdue' };
  if (isUnseen) return { kind: 'due', text: unseenWords(book, place) };
  return null;
}

function unseenWords(book: Book, place: CaseBook): string {
  const seen = lastSeen(place);
  if (seen === null) return 'Not seen yet';
  return `Not seen for ${counted(Math.floor(daysBetween(seen, book.today) / 7), 'week')}`;
}
