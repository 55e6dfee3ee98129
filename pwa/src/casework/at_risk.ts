/** What a record keeps of "A child may be at risk": whom was told, and when. What the child said is kept nowhere. */
import { textFrom } from '../capture/leaves';
import { clock, dayOf, moment, shortDay } from '../ui/dates';
import type { Leaves } from './forms';
import { momentFrom } from './standing';

/** "Mrs Merriweather, 14:20", on another day "Mrs Merriweather, 20 Nov, 14:20"; null where nobody was told. */
export function toldWords(leaves: Leaves, today: string): string | null {
  const told = textFrom(leaves, 'lead_told');
  const at = momentFrom(leaves, 'lead_told_at');
  if (told === null) return null;
  return at === null ? told : `${told}, ${moment(at, today)}`;
}

/** As many characters as the field takes. */
const LINE = 200;

/** Who was told, where somebody is told once more: nobody who was told before is lost, and each has the day and time. */
export function toldToo(leaves: Leaves, told: string, today: string): string {
  const before = textFrom(leaves, 'lead_told');
  const at = momentFrom(leaves, 'lead_told_at');
  if (before === null) return told;
  const all = `${at === null ? before : `${before}, ${shortDay(dayOf(at), today)}, ${clock(at)}`}; ${told}`;
  // Who was told first is in the history where the line has no room for so many.
  return all.length <= LINE ? all : all.slice(all.indexOf('; ') + 2);
}
