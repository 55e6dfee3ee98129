/** The card of the reminders: how it stands on this device, switching it, and a test to oneself. */
import { useEffect, useState } from 'preact/hooks';

import { useDoing } from './people/doing.ts';
import { lookAtPush, push, switchPush } from './pushing.ts';
import { theEngine } from './shared.ts';
import type { Book } from '../casework/book.ts';
import { testWords } from '../casework/settings_page.ts';
import type { PushActions, PushModel } from '../screens/more/model.ts';
import { type Reach, reachOf, testAlarm } from '../store/alarms.ts';
import { announce } from '../ui/shell/announce.ts';

const LOOK_MS = 5_000;

export function useReminders(book: Book): { readonly model: PushModel; readonly actions: PushActions } {
  const { busy, error, run } = useDoing();
  const [reach, setReach] = useState<Reach | null>(null);
  const look = async (): Promise<void> => { setReach(await theEngine().online((line) => reachOf(line, book.me))); };
  useEffect(() => {
    void lookAtPush().catch(() => undefined);
    void look().catch(() => undefined);
  }, []);
  const isUnderWay = reach !== null && reach.sent !== null && (reach.arrived ?? 0) < reach.sent;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    // It shows here as soon as it has been touched.
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
    return () => { clearInterval(timer); };
  }, [isUnderWay]);
  return {
    model: { push: push.value, pushTested: testWords(book, reach), busy, error },
    actions: {
      push: (on) => { run('One moment …', () => switchPush(on)); },
      testPush: () => {
        run('Sending …', async () => {
          setReach(await theEngine().online((line) => testAlarm(line, book.me)));
          announce('Sent. Touch it when it comes.');
        });
      },
    },
  };
}
