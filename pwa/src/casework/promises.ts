/** What was promised and by whom: agreed actions of visits, and what is to follow a drop-in. */
import { textFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import { dayNear, shortDay } from '../ui/dates';
import type { Book, VaultBook } from './book';
import { rowsOf } from './forms';
import { dateFrom, dateOf, leavesOf, madeIn, remembered } from './standing';
import { cut } from './telling';

/** Something that is not done yet: where the day is written on which it is. */
export interface Undone {
  readonly vault: string;
  readonly record: string;
  readonly path: string;
}

/** A promise that is not kept yet. */
export interface Promised extends Undone {
  readonly id: string;
  readonly text: string;
  /** A member, else a name: "Mum"; both null where nobody was named. */
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly due: string | null;
  /** "visit of 13 Nov" */
  readonly from: string;
  readonly date: string;
}

/** The promises of a case or a diary that are not kept yet: those with a day first, the earliest first. */
export function promisesIn(book: Book, place: VaultBook): readonly Promised[] {
  return openIn(place).map(({ by, kind, ...open }) => ({
    ...open,
    owner: by === null ? open.owner : book.source.memberOf(by),
    from: `${kind} of ${shortDay(open.date, book.today)}`,
  }));
}

/** As it stands in the record: `by` is the device of who promised, where that is who wrote it down. */
interface Open extends Omit<Promised, 'from'> {
  readonly kind: 'visit' | 'drop-in';
  readonly by: string | null;
}

const openIn: (place: VaultBook) => readonly Open[] = remembered((place) => {
  const found = [
    ...place.of('visit').flatMap((view) => ofVisit(place, view)),
    ...place.of('drop_in').flatMap((view) => ofDropIn(place, view)),
  ];
  return found.sort((one, other) => compare(one.due ?? '9999', other.due ?? '9999') || compare(one.date, other.date));
});

/** The promise of this id, while it is not kept. */
export function promiseIn(book: Book, place: VaultBook, id: string): Promised | null {
  return promisesIn(book, place).find((one) => one.id === id) ?? null;
}

function ofVisit(place: VaultBook, view: RecordView): readonly Open[] {
  const date = dateOf(view);
  return rowsOf(leavesOf(view), 'actions').flatMap(({ id, leaves }): Open[] => {
    const text = textFrom(leaves, 'what');
    if (text === null || dateFrom(leaves, 'done_on') !== null) return [];
    return [{
      id: `${view.id}-${id}`, vault: place.id, record: view.id, path: `actions/${id}/done_on`, text: cut(text, 160),
      owner: textFrom(leaves, 'owner'), ownerName: textFrom(leaves, 'owner_name'), due: dateFrom(leaves, 'due'),
      kind: 'visit', by: null, date,
    }];
  });
}

/** What is to follow is promised by whoever wrote the drop-in down. */
function ofDropIn(place: VaultBook, view: RecordView): readonly Open[] {
  const leaves = leavesOf(view);
  const text = textFrom(leaves, 'follow_up');
  if (text === null || dateFrom(leaves, 'followed_up_on') !== null) return [];
  const date = dateOf(view);
  return [{
    id: view.id, vault: place.id, record: view.id, path: 'followed_up_on', text: cut(text, 160),
    owner: null, ownerName: null, due: dateFrom(leaves, 'follow_up_by'), kind: 'drop-in', by: madeIn(view)?.device ?? null, date,
  }];
}

/** "you, by Thu 26": who promised it, and by when. */
export function promisedBy(book: Book, { owner, ownerName, due }: Promised): string {
  const who = owner === null ? (ownerName ?? 'nobody named') : book.who(owner);
  if (due === null) return who;
  return `${who}, by ${dayNear(due, book.today).replace(/^(Today|Tomorrow|Yesterday)$/, (word) => word.toLowerCase())}`;
}

/** Whether its day is past. */
export function isLate(book: Book, { due }: Pick<Promised, 'due'>): boolean {
  return due !== null && due < book.today;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
