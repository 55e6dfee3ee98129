/**
 * Who writes, when, and where new ids come from: what every act takes, so that none reads a clock or chance by itself.
 *
 *     const pen = makePen({ me, now: Date.now(), newId });
 *     pen.today   → '2026-11-24'
 *     pen.instant → '2026-11-24T14:10:02.000+00:00'
 */
import { dayOf, timeOfDay } from '../ui/dates';
import { formatInstant } from '../sync/encoding';
import type { Author } from './defaults';

export interface Pen {
  readonly me: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly today: string;
  readonly instant: string;
  readonly newId: () => string;
  /** What a new record takes its defaults from. */
  readonly author: Author;
}

export function makePen({ me, now, newId }: Pick<Pen, 'me' | 'now' | 'newId'>): Pen {
  const today = dayOf(now);
  const instant = instantAt(now);
  return { me, now, today, instant, newId, author: { me, today, now: instant } };
}

/** A moment as a record keeps it, with the offset of the school's clock. */
export function instantAt(at: number): string {
  const local = Date.parse(`${dayOf(at)}T${timeOfDay(at)}:00Z`);
  // The clock shows whole minutes, the moment has seconds.
  return formatInstant(at, Math.round(local / 60_000) - Math.floor(at / 60_000));
}
