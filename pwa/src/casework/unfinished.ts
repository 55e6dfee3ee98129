/** What is half written on this tablet and not saved yet: where to go on with it. */
import { moment } from '../ui/dates';
import { match } from '../ui/shell/router';
import { ADDRESSES, to } from './addresses';
import type { Book } from './book';
import { newest } from './forms';
import { isRunning } from './lessons';

/** Something half written, as the tablet keeps it: its page, the form on it, and when it was last changed (ms since 1970 UTC). */
export interface HalfWritten {
  readonly page: string;
  readonly form: string;
  readonly at: number;
}

export interface Unfinished {
  readonly id: string;
  /** "Session note, Kai Brennan" */
  readonly title: string;
  /** "Half written at 14:02, not saved yet" */
  readonly detail: string;
  readonly href: string;
}

/** What is written on pages that hold no form of the catalogue. */
const OTHERS = new Map([['observation_end', 'The end of an observation'], ['risk_reply', 'Answer to a risk note'], ['talk', 'Looking at a scale together']]);

/** `pads`: observations that were begun on this tablet and not saved as finished. The last written stands first. */
export function unfinished(book: Book, half: readonly HalfWritten[], pads: readonly string[]): readonly Unfinished[] {
  const written = [...half].sort((one, other) => other.at - one.at).map(({ page, form, at }): Unfinished => {
    const title = [OTHERS.get(form) ?? newest(form as unknown)?.label ?? 'A form', pupilAt(book, page)].filter((part) => part !== '').join(', ');
    return { id: `${page}-${form}`, title, detail: `Half written at ${moment(at, book.today)}, not saved yet`, href: page };
  });
  const pages = new Set(written.map(({ href }) => href));
  return [...written, ...observed(book, pads).filter(({ href }) => !pages.has(href))];
}

/** The pupil whom a page is about; '' where it is about nobody, or about somebody whose name is not here. */
function pupilAt(book: Book, page: string): string {
  const params = match(ADDRESSES, page)?.params ?? {};
  const found = book.caseOf(params['case'] ?? params['vault'] ?? '');
  return found?.opened === true ? found.name : '';
}

/** Observations that were not ended, or whose last page was never saved. */
function observed(book: Book, pads: readonly string[]): readonly Unfinished[] {
  return pads.flatMap((record) => book.cases.flatMap((place) => {
    const view = place.find(record);
    if (view?.form !== 'observation') return [];
    const href = to('pad', { vault: place.id, record });
    return [{ id: record, title: `Observation, ${place.name}`, detail: isRunning(view) ? 'Not ended: go on' : 'Ended, not saved yet', href }];
  }));
}
