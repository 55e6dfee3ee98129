/** Choosing what to record and about whom: the chooser, and the list of pupils for a capture or a move. */
import { CalendarDays, DoorClosed, Eye, FileInput, FilePlus, MessageCircle, NotebookPen, Tablet, Target } from 'lucide';
import type { IconNode } from 'lucide';
import type { Kind, Pupil, RecordModel } from '../screens/record/model';
import { words } from '../ui/words';
import { type Address, to } from './addresses';
import { type Book, type CaseBook, isMyCase, openCases } from './book';
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
