/**
 * What colleagues wrote since this person last looked: by the place of a change in the log, not by its time, for what was
 * written offline last week may arrive today.
 *
 *     arrivals(book, seen)  →  newest first, each with whether it was seen
 */
import { textFrom } from '../capture/leaves';
import { clock, dayOf, shortDay } from '../ui/dates';
import type { RecordView } from '../sync/records';
import { capital, countWord, words } from '../ui/words';
import { toRecord, to } from './addresses';
import { type Book, type CaseBook, pupilOf, type VaultBook } from './book';
import { fieldAt, newest } from './forms';
import { SCALES } from './occasions';
import type { VaultSource } from './source';
import { dateOf, formOf, isActive, leavesOf, madeIn, remembered, type Touch, touchesOf } from './standing';
import { theThing, titleOf } from './telling';
import { unsettled } from './versions';

/** Up to where the person has looked. Null before the first look on a tablet: then nothing is new. */
export interface SeenMarks {
  /** Vault → the place in its log. */
  readonly upTo: ReadonlyMap<string, number>;
  /** Cases that came to this person since. */
  readonly fresh: ReadonlySet<string>;
}

export interface Arrival {
  readonly id: string;
  readonly vault: string;
  readonly record: string;
  readonly at: number;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  readonly seen: boolean;
}

/** So many that were seen stand in the inbox. */
const MOST_ARRIVALS = 40;
/** A save so long after the making still belongs to it. */
const SAME_SITTING_MS = 12 * 3_600_000;

interface Foreign {
  readonly view: RecordView;
  readonly touch: Touch;
}

/** The newest changes by others, newest first, and every one that nobody has looked at. */
export function arrivals(book: Book, marks: SeenMarks | null): readonly Arrival[] {
  const places = [...book.cases, ...book.diaries];
  const isWanted = ({ seen }: { readonly seen: boolean }, index: number): boolean => !seen || index < MOST_ARRIVALS;
  const found = places.flatMap((place) => foreignIn(book, place)
    .map((one) => ({ ...one, place, seen: isSeen(place.vault, one.view.id, marks) })).filter(isWanted));
  const latest = found.sort((one, other) => other.touch.at - one.touch.at).filter(isWanted);
  return [...freshCases(book, marks), ...latest.map(({ view, touch, place, seen }) => arrival(book, place, view, touch, seen))];
}

/** How many changes by others nobody has looked at. */
export function unseenCount(book: Book, marks: SeenMarks | null): number {
  if (marks === null) return 0;
  const places = [...book.cases, ...book.diaries].filter(({ id, vault }) => vault.seq > (marks.upTo.get(id) ?? vault.seq));
  const unseen = places.flatMap((place) => foreignIn(book, place).filter(({ view }) => !isSeen(place.vault, view.id, marks)));
  return freshCases(book, marks).length + unseen.length;
}

/** Marks for having looked at everything there is. */
export function allSeen(book: Book): SeenMarks {
  return { upTo: new Map(book.source.vaults.map(({ id, seq }) => [id, seq])), fresh: new Set() };
}

/**
 * Marks that know of every vault there is. A case that was not here before is said once, as a case; what was written in it
 * before it came is not said record by record. The same object where there is nothing to add.
 */
export function withNew(marks: SeenMarks, book: Book): SeenMarks {
  const added = book.source.vaults.filter(({ id }) => !marks.upTo.has(id));
  if (added.length === 0) return marks;
  const cases = added.filter(({ id }) => {
    const made = optionalTouch(book.caseOf(id));
    return book.caseOf(id) !== null && (made === null || !book.isMine(made));
  });
  return {
    upTo: new Map([...marks.upTo, ...added.map(({ id, seq }) => [id, seq] as const)]),
    fresh: new Set([...marks.fresh, ...cases.map(({ id }) => id)]),
  };
}

function optionalTouch(place: CaseBook | null): Touch | null {
  const view = place?.find(newest('case').single ?? '') ?? null;
  return view === null ? null : madeIn(view);
}

function freshCases(book: Book, marks: SeenMarks | null): readonly Arrival[] {
  return [...(marks?.fresh ?? [])].flatMap((id): Arrival[] => {
    const place = book.caseOf(id);
    if (place?.opened !== true) return [];
    const made = optionalTouch(place);
    return [{
      id, vault: id, record: '', at: made?.at ?? book.now, title: `A case you can read now: ${place.name}`,
      detail: made === null ? '' : `begun by ${book.by(made)}`, href: to('case', { case: id }), seen: false,
    }];
  });
}

function isSeen(vault: VaultSource, record: string, marks: SeenMarks | null): boolean {
  const seq = vault.seqOf(record);
  return marks === null || seq === null || seq <= (marks.upTo.get(vault.id) ?? vault.seq);
}

// Whose a device is does not change, so what others than the reader wrote in a vault changes with the vault alone.
const foreignOf: (vault: VaultSource) => Map<string, readonly Foreign[]> = remembered(() => new Map());

function foreignIn(book: Book, { vault }: VaultBook): readonly Foreign[] {
  const byReader = foreignOf(vault);
  const known = byReader.get(book.me);
  if (known !== undefined) return known;
  const found = vault.records.filter(isActive).flatMap((view): Foreign[] => {
    const touch = touchesOf(view).findLast((one) => !book.isMine(one));
    return touch === undefined ? [] : [{ view, touch }];
  });
  const newestFirst = found.sort((one, other) => other.touch.at - one.touch.at);
  byReader.set(book.me, newestFirst);
  return newestFirst;
}

function arrival(book: Book, place: VaultBook, view: RecordView, touch: Touch, seen: boolean): Arrival {
  const common = { id: `${place.id}-${view.id}`, vault: place.id, record: view.id, at: touch.at, seen };
  const name = capital(book.by(touch));
  if (isAnswerToMe(book, view, touch)) {
    const day = shortDay(dateOf(view), book.today);
    return { ...common, title: `${name} answered your risk note`, detail: `${whoIn(book, place.id)}, ${day}`, href: to('risk', { vault: place.id, record: view.id }) };
  }
  if (isByPupil(book, view, touch)) {
    const pupil = book.caseOf(place.id)?.firstName ?? name;
    return { ...common, title: `${pupil} answered “${titleOf(view)}”`, detail: whoIn(book, place.id), href: hrefOf(place, view) };
  }
  const title = isMaking(book, view, touch) ? `${name}: ${small(madeTitle(view))}` : `${name} changed ${theThing(view.form)}`;
  const detail = [whoIn(book, place.id), isMaking(book, view, touch) ? '' : changedWords(book, place.id, view, touch)];
  return { ...common, title, detail: detail.filter((part) => part !== '').join(' · '), href: hrefOf(place, view) };
}

function hrefOf(place: VaultBook, view: RecordView): string {
  return view.form === 'case' ? to('case', { case: place.id }) : toRecord(place.id, view.id, view.form);
}

function madeTitle(view: RecordView): string {
  // A session that is planned is none that was held.
  if (view.form === 'appointment') return `Appointment, ${small(titleOf(view))}`;
  return view.form === 'case' ? 'New case' : titleOf(view);
}

function isMaking(book: Book, view: RecordView, touch: Touch): boolean {
  const made = madeIn(view);
  if (made === null) return false;
  const sameHand = book.source.memberOf(made.device) === book.source.memberOf(touch.device);
  return sameHand && touch.at - made.at <= SAME_SITTING_MS;
}

/** What is filled in on a pupil's own page is nobody's change of a record. */
function isByPupil(book: Book, view: RecordView, { device }: Touch): boolean {
  return book.source.memberOf(device) === null && SCALES.some((form) => form === view.form);
}

function isAnswerToMe(book: Book, view: RecordView, { paths }: Touch): boolean {
  return textFrom(leavesOf(view), 'made_by') === book.me && paths.some((path) => path.startsWith('risk_seen/'));
}

function changedWords(book: Book, vault: string, view: RecordView, touch: Touch): string {
  const open = unsettled(book, vault, view)[0];
  if (open !== undefined) return `${countWord(open.versions.length)} versions of “${open.of}”: choose one${open.both ? ', or keep both' : ''}`;
  const labels = changedLabels(view, touch);
  return labels.length > 2 ? `“${labels[0] ?? ''}” and more` : labels.map((label) => `“${label}”`).join(' and ');
}

/** The labels of the fields that a save put something into, each once, in its order. */
export function changedLabels(view: RecordView, { paths }: Pick<Touch, 'paths'>): readonly string[] {
  const form = formOf(view);
  if (form === undefined) return [];
  const labels = paths.flatMap((path) => {
    const [head = ''] = path.split('/');
    if (/(?:^|\/)_|_source$|_told_by$|_took_ms$|^(?:gaps|clock_steps)\//.test(path)) return [];
    const rows = form.sections.flatMap(({ fields }) => fields).find(({ name, type }) => name === head && (type === 'rows' || type === 'ticks'));
    return rows?.label ?? fieldAt(form, path)?.label ?? [];
  });
  return [...new Set(labels)];
}

/** Whose record it is: the pupil's name, "Your diary", "The whole school". */
export function whoIn(book: Book, vault: string): string {
  if (vault === book.team.vault) return 'The whole school';
  const place = book.vaultOf(vault);
  if (place === null) return 'A case that is not here';
  if (book.caseOf(vault) !== null) return pupilOf(book, vault) ?? `A ${words.value.pupil}`;
  return place.id === book.diary?.id ? 'Your diary' : `${book.nameOf(place.vault.members[0] ?? '')}’s diary`;
}

/** The same in the middle of a sentence: "about Kai Brennan", "in your diary". */
export function aboutIn(book: Book, vault: string): string {
  if (vault === book.team.vault) return 'for the whole school';
  const isDiary = book.vaultOf(vault) !== null && book.caseOf(vault) === null;
  if (isDiary) return `in ${vault === book.diary?.id ? 'your diary' : whoIn(book, vault)}`;
  return `about ${pupilOf(book, vault) ?? `a ${words.value.pupil}`}`;
}

function small(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

/** "8:12" today, else "20 Nov": when something arrived, as short as it can be said. */
export function whenWords(book: Book, at: number): string {
  const day = dayOf(at);
  return day === book.today ? clock(at) : shortDay(day, book.today);
}
