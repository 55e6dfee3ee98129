/** What reaches somebody who watches over a visit while their tablet is locked: a push, where one comes to it, and otherwise nothing. */
import type { PushModel } from '../screens/more/model';
import type { Reached } from '../screens/visit/model';
import { capital, counted } from '../ui/words';
import type { Book } from './book';
import { type Live, watchedBy } from './visiting';

/** How it stands on this tablet. */
export interface OnThisTablet {
  /** Null where it could not be looked up. */
  readonly push: PushModel['push'];
  /** Whether a push comes to any device of theirs, this one or another. */
  readonly anywhere: boolean;
  readonly lockMinutes: number;
}

const ON: Reached = {
  comes: true,
  title: 'Reminders are on: an alarm comes to this device also while it is locked.',
  words: 'Keep its sound on. An alarm may still be missed: phone as you agreed.',
  settings: null,
};

/** Why nothing comes, what else can be done than keeping Beside open, and what the link to the settings says. */
const WITHOUT: Readonly<Record<Exclude<PushModel['push'], 'on' | null>, readonly [string, string, string | null]>> = {
  off: ['Reminders are off: nothing comes to this device while it is locked.', 'switch them on, or ', 'Switch reminders on'],
  blocked: ['This browser refuses reminders: nothing comes to this device while it is locked.', 'allow them, or ', 'How to allow them'],
  unsupported: ['This browser shows no reminders: nothing comes to this device while it is locked.', 'see what they need, or ', 'What they need'],
  no_server: ['Your school’s server sends no reminders: nothing comes to this device while it is locked.', '', null],
};

const NOT_KNOWN = ['Whether an alarm comes to this device while it is locked cannot be looked up now.', '', null] as const;

export function reachedWords({ push, anywhere, lockMinutes }: OnThisTablet): Reached {
  if (push === 'on') return ON;
  const [title, instead, settings] = push === null ? NOT_KNOWN : WITHOUT[push];
  const open = capital(`${instead}keep Beside open and unlocked until whoever you watch is back.`);
  const elsewhere = anywhere ? ' If you have reminders on another device, keep that one with you.' : '';
  return { comes: false, title, words: `${open} It locks after ${counted(lockMinutes, 'minute')} without a touch.${elsewhere}`, settings };
}

/** Whether the server reaches any device of the reader's with a push, as it says with the visits that they watch over. */
export function isReachedAnywhere(book: Book, live: Live): boolean {
  return watchedBy(book, live).some(({ ladder }) => ladder.some(({ member, push }) => member === book.me && push));
}
