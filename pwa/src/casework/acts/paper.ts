/** What was first written on paper is entered afterwards: the day on the paper, and who wrote it. */
import type { FormName, Leaf } from '../forms';
import type { Pen } from '../pen';
import { begin, type Save, type Values } from './save';

export interface OnPaper {
  readonly date: string;
  readonly writtenBy: string;
}

/** A record from paper. Its day is the paper's, and of its time of day nothing is claimed. */
export function fromPaper(pen: Pen, vault: string, form: FormName, { date, writtenBy }: OnPaper, given: Values): Save {
  const made = begin(pen, vault, form, { ...given, from_paper: true, paper_date: date, written_by: writtenBy });
  const dated = Object.entries(made.values).filter(([path]) => !Object.hasOwn(given, path) && (path === 'date' || path === 'at'));
  const put = Object.fromEntries(dated.flatMap(([path]): [string, Leaf][] => (path === 'date' ? [[path, date]] : [])));
  const rest = Object.entries(made.values).filter(([path]) => !dated.some(([name]) => name === path));
  return { ...made, values: { ...Object.fromEntries(rest), ...put } };
}

/** Counts on a sheet of paper: behaviour → how often, interval by interval. */
export type PaperCounts = Readonly<Record<string, readonly number[]>>;

/**
 * The ticks of a sheet. Nobody knows when in its interval a tick was made: it is put in the middle, and its wall clock
 * is 0.
 */
export function paperTicks(pen: Pen, counts: PaperCounts, seconds: number): Values {
  const ticks = Object.entries(counts).flatMap(([behaviour, perInterval]) =>
    perInterval.flatMap((count, index) =>
      Array.from({ length: count }, (): [string, Leaf] => [
        `ticks/${pen.newId()}`, [behaviour, index + 1, 0, Math.round((index + 0.5) * seconds * 1000), null],
      ])));
  return Object.fromEntries(ticks);
}
