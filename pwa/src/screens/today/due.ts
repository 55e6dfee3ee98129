/** How a date is said on Today. */
import { dayNear, daysBetween } from '../../ui/dates';
import { counted } from '../../ui/words';
import type { ComingLine, Due } from './model';

export function dueOf({ date, kind }: Pick<ComingLine, 'date' | 'kind'>, today: string): Due {
  if (date === null) return { when: 'No day', more: kind };
  const late = daysBetween(date, today);
  return late > 0 ? { when: 'Overdue', more: counted(late, 'day') } : { when: dayNear(date, today), more: kind };
}
