/** What reaches whoever watches while this tablet is locked, asked for as the page opens. */
import { useEffect, useState } from 'preact/hooks';

import { lookAtPush, push } from './pushing.ts';
import { theEngine } from './shared.ts';
import { live } from './visits.ts';
import type { Book } from '../casework/book.ts';
import { isReachedAnywhere, reachedWords } from '../casework/reached.ts';
import type { Reached } from '../screens/visit/model.ts';

/** Null until the browser and the server have answered, or could not. */
export function useReached(book: Book): Reached | null {
  const [looked, setLooked] = useState(push.peek() !== null);
  useEffect(() => void lookAtPush().catch(() => undefined).finally(() => { setLooked(true); }), []);
  if (!looked) return null;
  return reachedWords({ push: push.value, anywhere: isReachedAnywhere(book, live.value), lockMinutes: theEngine().door.lockMinutes.value });
}
