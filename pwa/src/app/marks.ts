/**
 * Up to where whoever is at work has looked at what arrived. Kept on this tablet, in the account's own database: places in logs,
 * and nothing that was written.
 */
import { effect, signal } from '@preact/signals';

import { book, theEngine } from './shared.ts';
import { allSeen, type SeenMarks, withNew } from '../casework/arrivals.ts';
import { isObject } from '../sync/op.ts';

/** Null until the first look. */
export const marks = signal<SeenMarks | null>(null);

const ROW = 'seen';
/** Whose marks these are: another account on the same tablet has its own. */
let whose: string | null = null;

/** Keeps the marks of whoever is at work, from now on; ends with the function that is returned. */
export function followMarks(): () => void {
  return effect(() => {
    const found = book.value;
    if (found === null) {
      marks.value = null;
      whose = null;
    } else if (whose !== found.me) {
      whose = found.me;
      void readMarks(found.me).catch(() => undefined);
    } else if (marks.value !== null) {
      put(withNew(marks.value, found));
    } else if (isRead && found.source.carriage.lastExchange !== null) {
      // The first day: what the first exchange brings is no news.
      put(allSeen(found));
    }
  });
}

let isRead = false;

async function readMarks(member: string): Promise<void> {
  isRead = false;
  const kept: unknown = await (await theEngine().replica().keeper.database()).get('meta', ROW);
  if (whose !== member) return;
  isRead = true;
  marks.value = toMarks(kept);
}

/** Everything that there is has been looked at. */
export function seeAll(): void {
  if (book.value !== null) put(allSeen(book.value));
}

function put(next: SeenMarks): void {
  if (next === marks.peek()) return;
  marks.value = next;
  const row = { upTo: [...next.upTo], fresh: [...next.fresh] };
  // Without it the same things are new once more: nothing is lost.
  void theEngine().replica().keeper.database().then((database) => database.put('meta', row, ROW)).catch(() => undefined);
}

function toMarks(kept: unknown): SeenMarks | null {
  if (!isObject(kept) || !Array.isArray(kept['upTo']) || !Array.isArray(kept['fresh'])) return null;
  return { upTo: new Map(kept['upTo'] as [string, number][]), fresh: new Set(kept['fresh'] as string[]) };
}
