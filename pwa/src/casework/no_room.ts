/** What a full tablet could not keep yet, and what was damaged while it waited: said on Today, and one by one on "Where is it?". */
import type { ToldLine } from '../screens/today/model';
import type { Place, Unread } from '../screens/where/model';
import { dayOf, moment } from '../ui/dates';
import { counted } from '../ui/words';
import { to, toRecord } from './addresses';
import type { Book } from './book';
import { newest } from './forms';
import type { NoRoom } from './source';
import { titleOf } from './telling';

/** How many taps of each observation wait, by its record. */
export type Taps = ReadonlyMap<string, number>;

/** Each record once, as it was saved last, then the taps of observations. */
export function waitingForRoom(book: Book, taps: Taps): readonly Place[] {
  const saves = new Map([...book.source.carriage.noRoom].sort((one, other) => one.at - other.at).map((one) => [`${one.vault}/${one.record ?? ''}`, one]));
  return [...[...saves.values()].reverse().map((one) => saved(book, one)), ...[...taps].map(([record, count]) => tapped(book, record, count))];
}

function saved(book: Book, { id, vault, record, form, at }: NoRoom): Place {
  const view = record === null ? null : book.viewOf(vault, record);
  const what = view === null ? (newest(form as unknown)?.label ?? 'Something') : titleOf(view);
  return {
    id, title: withPupil(book, vault, what), detail: `Saved ${savedWords(book, at)}. It is kept as soon as there is room.`,
    href: view === null ? null : toRecord(vault, view.id, view.form),
  };
}

function tapped(book: Book, record: string, count: number): Place {
  const place = book.cases.find((one) => one.find(record) !== null);
  const title = place === undefined ? 'Taps of an observation' : `Taps of an observation, ${place.name}`;
  return {
    id: `taps-${record}`, title, detail: `${counted(count, 'tap')}. They are kept as soon as there is room and you go on with the observation.`,
    href: place === undefined ? null : to('pad', { vault: place.id, record }),
  };
}

/** What cannot be opened any more, each with why and what to do. */
export function damagedWaiting(book: Book): readonly Unread[] {
  return book.source.carriage.damaged.map(({ id, at }) => ({
    id, title: `Something that you saved ${savedWords(book, at)}`, because: 'It was damaged on this tablet, or changed by something other than Beside.',
    remedy: 'It is left out: look whether what you wrote then is there, and write it again where it is not.', isLost: true,
  }));
}

/** What of it is told on Today. */
export function toldOfRoom(book: Book, taps: Taps): readonly ToldLine[] {
  const { noRoom, damaged } = book.source.carriage;
  const tapsInAll = [...taps.values()].reduce((sum, count) => sum + count, 0);
  const what = [noRoom.length === 0 ? '' : counted(noRoom.length, 'change'), tapsInAll === 0 ? '' : `${counted(tapsInAll, 'tap')} of an observation`];
  const waits = what.filter((part) => part !== '');
  return [
    ...(waits.length === 0 ? [] : [{
      text: 'This tablet has no room left', grave: true,
      detail: `Waiting for room: ${waits.join(' and ')}. Delete something else on the tablet, and leave Beside open until it is kept.`,
      step: { label: 'See what is waiting', href: to('where') },
    }]),
    ...(damaged.length === 0 ? [] : [{
      text: 'Something that you saved was damaged on this tablet', grave: true,
      detail: 'It waited for room, and cannot be read any more. Look what it was.',
      step: { label: 'See what it was', href: to('where') },
    }]),
  ];
}

/** "today at 14:38", "20 Nov, 14:38" */
export function savedWords(book: Book, at: number): string {
  return dayOf(at) === book.today ? `today at ${moment(at, book.today)}` : moment(at, book.today);
}

/** "Home visit, Kai Brennan" */
export function withPupil(book: Book, vault: string, what: string): string {
  const found = book.caseOf(vault);
  return found?.opened === true ? `${what}, ${found.name}` : what;
}
