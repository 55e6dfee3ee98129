/** The plan as it stands: few targets, how far each has come, and the day it is looked at again. */
import { textFrom } from '../capture/leaves';
import type { PlanModel, PlanTarget } from '../screens/plan/model';
import type { RecordView } from '../sync/records';
import { dayInYear, shortDay } from '../ui/dates';
import { leafWords } from '../ui/form/reading';
import { words } from '../ui/words';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { canMove } from './acts/move';
import { backOf, canChange } from './detail';
import { type Field, fieldsOf, newest } from './forms';
import { namesIn } from './names';
import { planOf, reviewDayOf, targetsOf } from './plans';
import { dateFrom, dateOf, formOf, leavesOf } from './standing';
import { judge } from './validate';
import { unsettled } from './versions';
import { placesOf } from './whereabouts';

const PARTS = ['steps', 'helpers', 'success', 'by_date', 'by_words', 'feedback'];
const ABOUT = ['strengths', 'focus', 'goals', 'strategies', 'extra', 'resources', 'runs_for', 'pupil_comments', 'teacher_comments', 'mentor_comments'];
const RESULTS = new Map([['met', 'met'], ['partly', 'partly'], ['not_yet', 'not yet']]);

export function planModel(book: Book, place: CaseBook, plan: RecordView): Omit<PlanModel, 'atRisk'> {
  const leaves = leavesOf(plan);
  const start = dateFrom(leaves, 'start_date') ?? dateOf(plan);
  const worker = textFrom(leaves, 'key_worker');
  return {
    name: place.name,
    detail: `Started ${shortDay(start, book.today)}${worker === null ? '' : ` · key worker ${book.nameOf(worker)}`}`,
    back: backOf(book, place),
    everyVersion: to('history', { vault: place.id, record: plan.id }),
    review: {
      date: reviewDayOf(place, plan), reviewed: dateFrom(leaves, 'reviewed_on'), today: book.today,
      followed: planOf(place)?.id !== plan.id,
    },
    targets: targets(book, place, plan),
    advice: judge(leaves, { today: book.today }).find(({ advice }) => advice === true)?.message ?? null,
    about: about(book, place, plan),
    signed: signed(book, leaves),
    versions: unsettled(book, place.id, plan),
    places: placesOf(book, place.id, plan.id),
    canMove: canChange(book, place, plan) && canMove(plan),
  };
}

function targets(book: Book, place: CaseBook, plan: RecordView): readonly PlanTarget[] {
  const columns = fieldsOf(formOf(plan) ?? newest('action_plan')).get('targets')?.columns ?? [];
  const reading = { names: namesIn(book, place.id), today: book.today };
  return targetsOf(book, plan).map(({ id, text, leaves, tenths, progress, result }) => ({
    id, text, tenths, progress,
    parts: PARTS.flatMap((path) => {
      const field = columns.find(({ name }) => name === path);
      const said = field === undefined ? '' : leafWords(field, leaves.get(path), reading);
      return field === undefined || said === '' ? [] : [{ label: field.label, text: said }];
    }),
    result: result === null ? null : RESULTS.get(result) ?? null,
  }));
}

function about(book: Book, place: CaseBook, plan: RecordView): PlanModel['about'] {
  const fields = fieldsOf(formOf(plan) ?? newest('action_plan'));
  const reading = { names: namesIn(book, place.id), today: book.today };
  return ABOUT.flatMap((path) => {
    const field: Field | undefined = fields.get(path);
    const text = field === undefined ? '' : leafWords(field, leavesOf(plan).get(path), reading);
    return field === undefined || text === '' ? [] : [{ label: field.label, text }];
  });
}

function signed(book: Book, leaves: ReturnType<typeof leavesOf>): PlanModel['signed'] {
  const when = (path: string): string | null => {
    const date = dateFrom(leaves, path);
    return date === null ? null : dayInYear(date, book.today);
  };
  const { Pupil, Mentor } = words.value;
  return [
    { who: Pupil, when: when('pupil_signed_on') },
    { who: Mentor, when: when('mentor_signed_on') },
    { who: 'Parent or carer', when: when('parent_signed_on') },
  ];
}
