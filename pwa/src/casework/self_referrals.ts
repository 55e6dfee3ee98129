/** A pupil who came by and would like to see a mentor: it waits until somebody has written down what happens next, or that it is done. */
import { textFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import { clock, shortDay } from '../ui/dates';
import { words } from '../ui/words';
import type { Book, VaultBook } from './book';
import { dateFrom, dateOf, leavesOf, madeIn, momentOf, remembered } from './standing';

/** One that waits; `at` is when they came by, in ms. */
export interface SelfReferral {
  readonly place: VaultBook;
  readonly view: RecordView;
  readonly at: number;
}

/** Those that the reader can see: of every case, of their own diary and of the diaries of the mentors whom they manage. */
export function selfReferrals(book: Book): readonly SelfReferral[] {
  return [...book.cases, ...book.diaries].flatMap((place) => waitingIn(place).map((view) => ({ place, view, at: momentOf(view) })));
}

const waitingIn: (place: VaultBook) => readonly RecordView[] = remembered((place) => place.of('drop_in').filter((view) => {
  const leaves = leavesOf(view);
  return leaves.get('self_referral') === true && textFrom(leaves, 'follow_up') === null && dateFrom(leaves, 'followed_up_on') === null;
}));

/** "Jasper would like to see a mentor" */
export function referralTitle(book: Book, { place, view }: SelfReferral): string {
  const who = book.caseOf(place.id)?.firstName ?? textFrom(leavesOf(view), 'who') ?? 'Somebody';
  return `${who} would like to see a ${words.value.mentor}`;
}

/** "8B · came by at 13:10" */
export function referralDetail(book: Book, { view, at }: SelfReferral): string {
  const day = dateOf(view);
  const when = day === book.today ? `came by at ${clock(at)}` : `came by on ${shortDay(day, book.today)}, and nobody has said yet what happens next`;
  const made = madeIn(view);
  const by = made === null || book.isMine(made) ? null : `written down by ${book.by(made)}`;
  return [textFrom(leavesOf(view), 'class_form'), when, by].filter((part) => part !== null).join(' · ');
}
