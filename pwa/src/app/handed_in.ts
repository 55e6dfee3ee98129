/** What was handed in too late and waits for a decision of whoever is at work: asked for whenever the server says that there is any. */
import { effect, signal } from '@preact/signals';

import type { Beside } from '../store/index.ts';
import type { LateEntry } from '../store/late.ts';

export const handedIn = signal<readonly LateEntry[]>([]);

/** Keeps the list, from now on; ends with the function that is returned. */
export function followHandedIn(beside: Beside): () => void {
  return effect(() => {
    const { notices, lastExchange } = beside.read.about.value;
    if (beside.stage.value === 'open' && notices > 0 && lastExchange !== null) void lookAgain(beside);
    else handedIn.value = [];
  });
}

/** Asks the server for the list, as after a decision. Without an answer it stays as it was. */
export async function lookAgain(beside: Beside): Promise<void> {
  try {
    const found = await beside.sharing.late();
    if (beside.stage.peek() === 'open') handedIn.value = found;
  } catch {
    // It is asked again at the next exchange; what keeps the server from answering is shown there.
  }
}
