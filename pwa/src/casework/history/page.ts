/**
 * The history of a record on a page of its own: every save that there ever was, the newest first, with what stood before and what
 * came instead. What was said to be about somebody else is shown no more, and so is nothing of what it was.
 */
import type { PastSave, RecordHistory } from '../../store/history';
import type { RecordView } from '../../sync/records';
import { DELETED } from '../../sync/records';
import type { HistoryModel, SaveLine } from '../../screens/record/history_model';
import { clock, day, dayOf, moment } from '../../ui/dates';
import { capital, counted } from '../../ui/words';
import { to, toRecord } from '../addresses';
import type { Book, VaultBook } from '../book';
import { backOf, formLabel, whatWords } from '../detail';
import { cameWords, withdrawnWords } from '../happened';
import { letIn } from '../staff/staff';
import { dateOf, isWithdrawn } from '../standing';
import { titleOf } from '../telling';
import { linesOf } from './lines';
import { pastOf } from './past';
import { tellingOf } from './telling';

/** What is known beside the saves. */
export interface HistoryBeside {
  /** Null while they are being opened. */
  readonly history: RecordHistory | null;
  /** Why they cannot be. */
  readonly trouble: string | null;
  /** When each device was let in, ms. */
  readonly since: ReadonlyMap<string, number>;
  /** This device. */
  readonly here: string;
}

export function historyModel(book: Book, place: VaultBook, view: RecordView, beside: HistoryBeside): HistoryModel {
  return {
    above: [formLabel(view), book.caseOf(place.id)?.name ?? ''].filter((part) => part !== '').join(' · '),
    title: `History: ${titleOf(view)}`,
    below: `${day(dateOf(view))} · each save is signed by whoever made it, and none was overwritten`,
    back: view.gone ? backOf(book, place) : { href: hrefOf(place, view), label: titleOf(view) },
    notice: noticeOf(book, view, beside),
    saves: beside.history === null ? null : savesOf(book, place, view, beside.history.saves, beside),
  };
}

/** Where the record itself is read; that of a case is read where it is changed. */
function hrefOf(place: VaultBook, view: RecordView): string {
  return view.form === 'case' ? to('details', { case: place.id }) : toRecord(place.id, view.id, isWithdrawn(view) ? '' : view.form);
}

function noticeOf(book: Book, view: RecordView, { history, trouble }: HistoryBeside): string | null {
  const unread = history?.unread ?? 0;
  const parts = [
    trouble,
    isWithdrawn(view) ? `${withdrawnWords(book, view)} Nothing of what it said is shown any more.` : null,
    ...cameWords(book, view).map((words) => `${words} What it said there before is not shown.`),
    unread === 0 ? null : `${counted(unread, 'change')} of this case cannot be opened on this tablet yet; some may be of this record.`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function savesOf(book: Book, place: VaultBook, view: RecordView, saves: readonly PastSave[], beside: HistoryBeside): readonly SaveLine[] {
  const telling = isWithdrawn(view) ? null : tellingOf(book, place, view, pastOf(saves));
  return sittings(book, inOrder(saves)).reverse().map((sitting): SaveLine => {
    const [first] = sitting;
    return {
      id: `${first.device}.${first.counter}`,
      who: capital(book.by(first)),
      when: whenWords(book, first.at, sitting.at(-1)?.at ?? first.at),
      what: deedWords(book, view, sitting),
      device: deviceWords(book, saves, first, beside),
      unsent: sitting.some(({ seq }) => seq === null),
      changes: telling === null ? [] : sitting.flatMap((save) => linesOf(telling, save)),
    };
  });
}

/** By the corrected clock, which is what is shown; of one device never against its own count, at one time as in the log. The oldest first. */
function inOrder(saves: readonly PastSave[]): readonly PastSave[] {
  const latest = new Map<string, number>();
  const timed = [...saves].sort((one, other) => (one.seq ?? Infinity) - (other.seq ?? Infinity) || one.counter - other.counter).map((save) => {
    const at = Math.max(save.at, latest.get(save.device) ?? -Infinity);
    latest.set(save.device, at);
    return { save, at };
  });
  return timed.sort((one, other) => one.at - other.at).map(({ save }) => save);
}

type Sitting = readonly [PastSave, ...PastSave[]];

/** A pupil's page seals each answer by itself: what follows each other there was one sitting. Of members each save stands alone. */
function sittings(book: Book, saves: readonly PastSave[]): Sitting[] {
  const made: [PastSave, ...PastSave[]][] = [];
  for (const save of saves) {
    const last = made.at(-1);
    if (last?.[0].device === save.device && book.source.memberOf(save.device) === null) last.push(save);
    else made.push([save]);
  }
  return made;
}

/** "20 Nov, 11:40 to 11:52" */
function whenWords(book: Book, from: number, until: number): string {
  const start = moment(from, book.today);
  if (moment(until, book.today) === start) return start;
  return `${start} to ${dayOf(from) === dayOf(until) ? clock(until) : moment(until, book.today)}`;
}

function deedWords(book: Book, view: RecordView, sitting: Sitting): string {
  const put = new Map(sitting.flatMap(({ changes }) => changes).map(({ path, value }) => [path, value]));
  const paths = [...put.keys()];
  if (put.has('_came_at')) return 'brought it here from another case';
  if (put.has(DELETED)) return Array.isArray(put.get(DELETED)) ? 'deleted it' : 'brought it back';
  const what = whatWords(view, paths, put.has('_form'));
  return book.source.memberOf(sitting[0].device) === null ? what.replace(/^changed/, 'answered') : what;
}

/** Said only where its author wrote on more than one: else there is nothing to tell apart. */
function deviceWords(book: Book, saves: readonly PastSave[], { device }: PastSave, { since, here }: HistoryBeside): string | null {
  const member = book.source.memberOf(device);
  if (member === null) return null;
  const all = new Set(saves.map((save) => save.device).filter((one) => book.source.memberOf(one) === member));
  if (all.size < 2) return null;
  if (device === here) return 'on this tablet';
  const name = letIn(since.get(device));
  return `on ${name === 'A device' ? 'another device' : `the device ${name.slice(0, 1).toLowerCase()}${name.slice(1)}`}`;
}
