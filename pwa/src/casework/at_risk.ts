/** What a record keeps of "A child may be at risk": whom was told, and when. What the child said is kept nowhere. */
import { textFrom } from '../capture/leaves';
import { moment } from '../ui/dates';
import type { Leaves } from './forms';
import { momentFrom } from './standing';

/** "Mrs Merriweather, 14:20", on another day "Mrs Merriweather, 20 Nov, 14:20"; null where nobody was told. */
export function toldWords(leaves: Leaves, today: string): string | null {
  const told = textFrom(leaves, 'lead_told');
  const at = momentFrom(leaves, 'lead_told_at');
  if (told === null) return null;
  return at === null ? told : `${told}, ${moment(at, today)}`;
}
