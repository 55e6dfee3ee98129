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
}

export interface InboxActions {
  readonly seeAll: () => void;
}
