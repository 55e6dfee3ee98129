/** Settling two versions, on whichever page of the app they stand. */
import { keep } from './shared.ts';
import type { Save } from '../casework/acts/save.ts';
import { keepAll, keepVersion } from '../casework/acts/versions.ts';
import type { Book, VaultBook } from '../casework/book.ts';
import { mayChange } from '../casework/writers.ts';
import type { RecordView } from '../sync/records.ts';
import type { Settling } from '../ui/figures/TwoVersions.tsx';

/** One touch keeps what was chosen, and `then` is told of it; null where the reader may not change this record. */
export function settling(book: Book, place: VaultBook, view: RecordView, then?: (kept: Save) => void): Settling | null {
  if (!mayChange(book, place, view)) return null;
  const settle = async (save: Save | null): Promise<void> => {
    if (save !== null && (await keep([save]))) then?.(save);
  };
  return {
    keep: (path, version) => void settle(keepVersion(place.id, view, path, version)),
    keepBoth: (path) => void settle(keepAll(place.id, view, path)),
  };
}
