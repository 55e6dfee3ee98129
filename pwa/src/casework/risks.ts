/** Risk notes of visits: who has to answer them, and who has. */
import { textFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import type { Book, VaultBook } from './book';
import { rowsOf } from './forms';
import { dateFrom, leavesOf, momentFrom, remembered } from './standing';

export type RiskLevel = 'low' | 'medium' | 'high';

const LEVELS: readonly RiskLevel[] = ['low', 'medium', 'high'];

/** Somebody who said that they have seen it. */
export interface Seen {
  readonly who: string;
  readonly at: number | null;
  readonly reply: string | null;
}

/** The level of a visit's risk note; null where nothing was of concern. */
export function riskLevel(view: RecordView): RiskLevel | null {
  return LEVELS.find((level) => level === textFrom(leavesOf(view), 'risk_level')) ?? null;
}

/** Who has seen it, in order. */
export function seenBy(view: RecordView): readonly Seen[] {
  return rowsOf(leavesOf(view), 'risk_seen').flatMap(({ leaves }): Seen[] => {
    const who = textFrom(leaves, 'who');
    return who === null ? [] : [{ who, at: momentFrom(leaves, 'at'), reply: textFrom(leaves, 'reply') }];
  });
}

/** The field of a visit that says whom its risk note is for. */
export const RISK_FOR = 'risk_to';

/** Of a member: those who work with cases, and so can read a note and answer it. */
const READS_CASES = ['line_manager', 'mentor'];

/**
 * Whom the risk note of a visit can be for: who may read the case that it lies in, but not the visitor. Their own line managers
 * stand first, then the others. Before the case is known, all who work with cases.
 */
export function receiversOf(book: Book, place: VaultBook | null, visitor: string): readonly string[] {
  const rankOf = (member: string): number => {
    if (book.source.managedBy(member).includes(visitor)) return 0;
    return book.source.rolesOf(member).includes('line_manager') ? 1 : 2;
  };
  return book.colleagues.map(({ member }) => member)
    .filter((member) => member !== visitor && (place === null || place.vault.readers.includes(member)))
    .filter((member) => book.source.rolesOf(member).some((role) => READS_CASES.includes(role)))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

/** Whether nobody but whoever made the visit has seen it. Handed over on paper counts as seen. */
export function isOpenRisk(view: RecordView): boolean {
  if (riskLevel(view) === null || dateFrom(leavesOf(view), 'risk_paper_on') !== null) return false;
  const madeBy = textFrom(leavesOf(view), 'made_by');
  return !seenBy(view).some(({ who }) => who !== madeBy);
}

/** Whom a risk note is meant for, where they can read it; null where they cannot, and where whoever made the visit named themselves: it tells nobody else. */
export function meantFor({ vault }: VaultBook, view: RecordView): string | null {
  const leaves = leavesOf(view);
  const meant = textFrom(leaves, RISK_FOR);
  return meant !== null && meant !== textFrom(leaves, 'made_by') && vault.readers.includes(meant) ? meant : null;
}

/**
 * Whether an open risk note waits for the reader: it is meant for them, or for nobody whom it tells and they are a line
 * manager of the visitor. Never for whoever made the visit.
 */
export function waitsForMe(book: Book, place: VaultBook, view: RecordView): boolean {
  const madeBy = textFrom(leavesOf(view), 'made_by');
  if (!isOpenRisk(view) || madeBy === book.me) return false;
  const meant = meantFor(place, view);
  if (meant !== null) return meant === book.me;
  return madeBy !== null && book.hasRole('line_manager') && book.source.managedBy(book.me).includes(madeBy);
}

/** The visits of a case with an open risk note, newest first. */
export const openRisks: (place: VaultBook) => readonly RecordView[] = remembered((place) => place.of('visit').filter(isOpenRisk));
