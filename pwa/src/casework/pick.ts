/** Choosing what to record and about whom: the chooser, and the list of pupils for a capture or a move. */
import { CalendarDays, DoorClosed, Eye, FileInput, FilePlus, MessageCircle, NotebookPen, Tablet, Target } from 'lucide';
import type { IconNode } from 'lucide';
import type { Kind, Pupil, RecordModel } from '../screens/record/model';
import type { ObserveBefore } from '../screens/observe/before';
import type { RecordView } from '../sync/records';
import { listed, words } from '../ui/words';
import { type Address, to } from './addresses';
import { type Book, type CaseBook, isMyCase, openCases } from './book';
import { plannedToday, plannedWords } from './appointments';
import { appointmentsOn, isMine } from './day';
import { fit } from './finding';
import { lastSeen } from './plans';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
  readonly icon: IconNode;
  readonly alone: Address | null;
  readonly inCase: Address | null;
}

/** What can be recorded; without a case where it lies in the diary, and not at all where it needs one that is not chosen. */
export function chooser(place: CaseBook | null): RecordModel {
  return {
    about: place?.name ?? null,
    back: place === null ? undefined : { href: to('case', { case: place.id }), label: place.name },
    kinds: choices().flatMap(({ alone, inCase, ...kind }): Kind[] => {
      if (place === null) return alone === null ? [] : [{ ...kind, href: to(alone) }];
      return inCase === null ? [] : [{ ...kind, href: to(inCase, { case: place.id }) }];
    }),
  };
}

function choices(): readonly Choice[] {
  const { pupil } = words.value;
  return [
    { value: 'observation', label: 'Observe a lesson', detail: 'Five-minute intervals, one thumb', icon: Eye, alone: 'observe', inCase: 'observeFor' },
    { value: 'visit', label: 'Home visit', detail: 'Safety sheet, record, risk note', icon: DoorClosed, alone: 'visit', inCase: 'visitFor' },
    { value: 'scale', label: `Give to a ${pupil}`, detail: 'A scale they fill in by themselves', icon: Tablet, alone: 'give', inCase: 'giveFor' },
    { value: 'drop_in', label: 'Drop-in', detail: 'Two taps; a name only if they wish', icon: MessageCircle, alone: 'dropIn', inCase: null },
    { value: 'session', label: 'Session note', detail: 'What for, what happened, what next', icon: NotebookPen, alone: 'session', inCase: 'sessionFor' },
    { value: 'plan', label: 'Plan', detail: 'A few targets and a day to look again', icon: Target, alone: null, inCase: 'planNew' },
    { value: 'appointment', label: 'Appointment', detail: 'Shown on Today, on its day', icon: CalendarDays, alone: 'appointment', inCase: 'appointmentFor' },
    { value: 'paper', label: 'From paper', detail: 'Type in a sheet that was filled in by hand', icon: FileInput, alone: 'fromPaper', inCase: 'fromPaperFor' },
    { value: 'case', label: 'New case', detail: `A ${pupil} you begin to work with`, icon: FilePlus, alone: 'caseNew', inCase: null },
  ];
}

/** The pupils to choose from: those of today's appointments, then those seen last, mine before a colleague's. */
export function pupils(book: Book, query: string, address: Address, params: Readonly<Record<string, string>> = {}): readonly Pupil[] {
  return choosable(book, query).map(({ id, name, initials, classForm }) => ({
    id, name, initials, detail: classForm ?? '', href: to(address, { ...params, case: id }),
  }));
}

/** The same for an observation, each with when one is planned today. */
export function pupilsToObserve(book: Book, query: string): readonly Pupil[] {
  return pupils(book, query, 'observeFor').map((pupil) => {
    const place = book.caseOf(pupil.id);
    const planned = place === null ? [] : plannedToday(book, place, 'observation').map((view) => plannedWords(view).at);
    return planned.length === 0 ? pupil : { ...pupil, detail: [pupil.detail, `planned today, ${listed(planned)}`].filter((part) => part !== '').join(' · ') };
  });
}

/** What the page before an observation says of today's appointments: that it holds one, else which it could. */
export function plannedBefore(book: Book, place: CaseBook, planned: RecordView | null): Pick<ObserveBefore, 'below' | 'offers'> {
  if (planned !== null) {
    const { at, beside } = plannedWords(planned);
    return { below: `As planned for ${at}${beside === '' ? '' : `, ${beside}`}`, offers: [] };
  }
  const offers = plannedToday(book, place, 'observation').map((view) => ({
    id: view.id, ...plannedWords(view), href: to('observePlanned', { case: place.id, appointment: view.id }),
  }));
  return { below: undefined, offers };
}

/** The cases that fit what was typed (`finding.ts`), the likeliest first; all of them where nothing was. */
export function choosable(book: Book, query: string, but?: string): readonly CaseBook[] {
  return openCases(book)
    .flatMap((place) => {
      const found = place.id === but ? null : fit(place, query);
      return found === null ? [] : [{ place, found, rank: rankOf(book, place) }];
    })
    .sort((one, other) => one.found - other.found || (one.rank === other.rank ? 0 : one.rank < other.rank ? 1 : -1))
    .map(({ place }) => place);
}

/** Sorts as text: today's, mine, last seen. Equal ones stay by name. */
function rankOf(book: Book, place: CaseBook): string {
  const isToday = appointmentsOn(place, book.today).some((view) => isMine(book, view));
  return `${Number(isToday)}${Number(isMyCase(book, place))}${lastSeen(place) ?? ''}`;
}
