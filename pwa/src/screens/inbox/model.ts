/** The inbox: what waits for this person, and what arrived. */
import type { PillKind } from '../../ui/kit/Pill';
import type { Step } from '../step';

export interface InboxItem {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** "8:12", "20 Nov" */
  readonly when: string;
  readonly href: string;
  readonly state: { readonly kind: PillKind; readonly text: string } | null;
  readonly step: Step | null;
  readonly seen: boolean;
}

export interface InboxModel {
  /** Wishes to talk, low answers about welfare, risk notes to answer, two versions to settle, visits that are out. */
  readonly waiting: readonly InboxItem[];
  readonly arrived: readonly InboxItem[];
  /** What arrived longer ago, or is too much for one look: folded until it is asked for. Nothing that waits is ever among it. */
  readonly earlier: readonly InboxItem[];
}

export interface InboxActions {
  readonly seeAll: () => void;
}

/** What "seen" is said of: also of what is new in the fold, so its count stands on the button. */
export function seenWords({ arrived, earlier }: InboxModel): string {
  const unseen = [...arrived, ...earlier].filter(({ seen }) => !seen).length;
  return earlier.every(({ seen }) => seen) ? 'I have seen these' : `I have seen all ${unseen} new`;
}

/** "27 more", "27 more, 3 of them new", "4 more, all new": what a fold hides is said before it is opened. */
export function foldWords(earlier: readonly Pick<InboxItem, 'seen'>[]): string {
  const unseen = earlier.filter(({ seen }) => !seen).length;
  const many = `${earlier.length} more`;
  if (unseen === 0) return many;
  return unseen === earlier.length ? `${many}, ${unseen === 1 ? 'new' : 'all new'}` : `${many}, ${unseen} of them new`;
}
