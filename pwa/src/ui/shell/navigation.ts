/** The five places of the app, in their order, and which of them a page belongs to. */
import type { IconNode } from 'lucide';
import { Ellipsis, House, Inbox, Plus, Users } from 'lucide';

export type Tab = 'today' | 'caseload' | 'record' | 'inbox' | 'more';

export interface Place {
  readonly tab: Tab;
  readonly label: string;
  readonly href: string;
  readonly icon: IconNode;
}

export const PLACES: readonly Place[] = [
  { tab: 'today', label: 'Today', href: '/', icon: House },
  { tab: 'caseload', label: 'Caseload', href: '/caseload', icon: Users },
  { tab: 'record', label: 'Record', href: '/record', icon: Plus },
  { tab: 'inbox', label: 'Inbox', href: '/inbox', icon: Inbox },
  { tab: 'more', label: 'More', href: '/more', icon: Ellipsis },
];

/** The places for somebody's roles: who watches visits and reads no case has no caseload and nothing to record. */
export function placesFor(readsCases: boolean): readonly Place[] {
  return readsCases ? PLACES : PLACES.filter(({ tab }) => tab !== 'caseload' && tab !== 'record');
}
