/**
 * "A child may be at risk" on a page: whom to phone, and where it is kept whom was told, and when.
 *
 *     atRiskFor(book, draft.values, put)         in what is being written
 *     atRiskIn(book, vault, view)                in a record that stands, at once
 */
import { keep } from './shared.ts';
import { toldToo, toldWords } from '../casework/at_risk.ts';
import type { Book } from '../casework/book.ts';
import type { Leaf, Leaves } from '../casework/forms.ts';
import { leavesOf } from '../casework/standing.ts';
import type { RecordView } from '../sync/records.ts';
import { instantOf, timeOfDay } from '../ui/dates.ts';
import type { AtRiskProps } from '../ui/shell/AtRisk.tsx';

/** `leaves`: what says already who was told; `put` keeps who was told now. */
export function atRiskFor(
  book: Book, leaves: Leaves, put: (pairs: readonly (readonly [string, Leaf])[]) => void,
): AtRiskProps {
  return {
    lead: book.team.lead,
    deputy: book.team.deputy,
    now: timeOfDay(Date.now()),
    told: toldWords(leaves, book.today),
    onTold: (told, at) => { put([['lead_told', toldToo(leaves, told, book.today)], ['lead_told_at', instantOf(book.today, at)]]); },
  };
}

/** The record's own, and kept there at once. */
export function atRiskIn(book: Book, vault: string, view: RecordView): AtRiskProps {
  return atRiskFor(book, leavesOf(view), (pairs) => void keep([{ vault, record: view.id, values: Object.fromEntries(pairs) }]));
}
