/** Signing out of this tablet: what would be gone is said, sent or copied first. */
import { type ReadonlySignal, signal } from '@preact/signals';

import { saveCopy } from './copying.ts';
import { saidOf } from './entry/told.ts';
import { said, theEngine } from './shared.ts';
import type { Book } from '../casework/book.ts';
import type { SignOutActions, SignOutModel } from '../screens/more/SignOutView.tsx';
import type { LeftBehind } from '../store/leaving.ts';
import { counted } from '../ui/words.ts';

/** The question as it stands; null where nobody asked to sign out. */
export interface Leaving {
  readonly model: ReadonlySignal<SignOutModel | null>;
  readonly ask: () => Promise<void>;
  readonly actions: (book: Book) => SignOutActions;
}

export function leaving(): Leaving {
  const model = signal<SignOutModel | null>(null);
  const look = async (change: Partial<SignOutModel> = {}): Promise<void> => {
    const { door, read, trouble } = theEngine();
    const left = await door.leftBehind();
    const sends = sendsWhat(left, trouble.value === 'revoked_device');
    model.value = { left: leftWords(left, read.unsent.value.length), sends, hasCopy: model.value?.hasCopy ?? false, busy: null, ...change };
  };
  const during = async (busy: string, work: () => Promise<void>): Promise<void> => {
    if (model.value !== null) model.value = { ...model.value, busy };
    try {
      await work();
    } catch (error) {
      said.value = saidOf(error);
      model.value = null;
    }
  };
  const signOut = async (): Promise<void> => {
    if (await theEngine().door.signOut(model.value?.hasCopy === true)) model.value = null;
    else await look({ hasCopy: false });
  };
  return {
    model,
    ask: () => during('', () => look({ hasCopy: false })),
    actions: (book) => ({
      close: () => { model.value = null; },
      sendNow: () => void during(model.value?.sends === 'everything' ? 'Sending …' : 'Handing in …', () => theEngine().exchange().then(() => look())),
      saveCopy: () => void during('Saving …', () => saveCopy(book).then(() => look({ hasCopy: true }))),
      signOut: () => void during('Signing out …', signOut),
    }),
  };
}

/** What becomes of what is left when the server is asked now: from a tablet that is locked out nothing is sent, and only what was saved is handed in. */
export function sendsWhat({ unsent, held }: LeftBehind, isLockedOut: boolean): SignOutModel['sends'] {
  if (!isLockedOut) return 'everything';
  return unsent + held > 0 ? 'to_be_decided' : 'nothing';
}

/**
 * "3 changes not sent", one line a kind. Counted as at the head of every page, where a record changed three times is one: `records`
 * is how many that are.
 */
export function leftWords({ unsent, held, aside, drafts, running }: LeftBehind, records: number): readonly string[] {
  return [
    unsent === 0 ? '' : `${counted(Math.max(records, 1), 'change')} not sent`,
    held === 0 ? '' : `${counted(held, 'change')} that this tablet had no room for`,
    aside === 0 ? '' : `${counted(aside, 'change')} that nobody has taken in yet`,
    drafts === 0 ? '' : `${counted(drafts, 'form')} half written`,
    running === 0 ? '' : `${counted(running, 'observation')} not finished`,
  ].filter((words) => words !== '');
}
