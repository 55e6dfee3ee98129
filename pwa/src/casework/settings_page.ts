/** What stands in the settings beside the device's own: whether an alarm arrives here, and where the school's choices are. */
import type { MoreLink } from '../screens/more/model';
import type { Reach } from '../store/alarms';
import { clock, dayOf } from '../ui/dates';
import { words } from '../ui/words';
import { to } from './addresses';
import type { Book } from './book';
import { isTested } from './ladder';

/** What came of the last test of today; null where there was none. */
export function testWords(book: Book, reach: Reach | null): string | null {
  if (reach === null) return null;
  if (isTested(book, reach)) return `Test arrived today at ${clock(reach.arrived ?? 0)}`;
  return reach.sent === null || dayOf(reach.sent) !== book.today ? null : `Sent at ${clock(reach.sent)}. Touch it when it comes.`;
}

/** What the school shares, and where it is seen and changed. */
export function schoolLinks(book: Book): readonly MoreLink[] {
  const { lead } = book.team;
  const told = lead === null ? 'Not entered yet: “A child may be at risk” has no phone number to show' : `${lead.name}, ${lead.phone}`;
  return [
    { label: words.value.SafeguardingLead, detail: told, href: to('calendar') },
    { label: 'School calendar', detail: 'Terms, closed days, working hours: no reminder comes outside them', href: to('calendar') },
  ];
}
