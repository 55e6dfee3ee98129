/** Where a record is, in words: on this tablet, sent, received by whom. */
import type { PillKind } from '../ui/kit/Pill';
import type { RecordView } from '../sync/records';
import { moment } from '../ui/dates';
import type { Book } from './book';
import { lastTouch } from './standing';

export interface State {
  readonly kind: PillKind;
  readonly text: string;
}

/** Without a time: a tablet keeps when it last exchanged anything, not when this went up. */
const SENT: State = { kind: 'sent', text: 'Sent' };

/**
 * The one line beside a record of mine: "Not sent yet", "Sent", "Received by Ms Ward, 10:04". Null for what a colleague
 * wrote last: that it is here says all.
 */
export function stateOf(book: Book, vault: string, view: RecordView): State | null {
  const place = book.where(vault, view.id);
  if (place.unsent) return { kind: 'waiting', text: 'Not sent yet' };
  const last = lastTouch(view);
  if (last === null || !book.isMine(last)) return null;
  const first = place.received.find(({ member }) => member !== book.me);
  if (first !== undefined) return { kind: 'received', text: receivedWords(book, first) };
  return SENT;
}

/** Every place that a record has reached, nearest first. */
export function placesOf(book: Book, vault: string, record: string): readonly State[] {
  const place = book.where(vault, record);
  const here: State = { kind: 'here', text: 'On this tablet' };
  if (place.unsent) return [here, { kind: 'waiting', text: 'Not sent yet' }];
  const received = place.received.filter(({ member }) => member !== book.me);
  return [
    here,
    SENT,
    ...received.map((one): State => ({ kind: 'received', text: receivedWords(book, one) })),
  ];
}

function receivedWords(book: Book, { member, at }: { readonly member: string; readonly at: number }): string {
  return `Received by ${book.nameOf(member)}, ${moment(at, book.today)}`;
}
