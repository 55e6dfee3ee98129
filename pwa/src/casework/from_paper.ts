/** Sheets that were filled in by hand and are typed in afterwards: which there are, and what each begins with. */
import type { Arrangement } from '../ui/form/FormView';
import { alongside } from './acts/paper';
import { observationStart } from './acts/observation';
import { planStart } from './acts/plan';
import { visitStart } from './acts/visit';
import type { Book, CaseBook } from './book';
import { newRecord } from './defaults';
import { type Form, type Leaves, newest } from './forms';
import { isScale } from './occasions';
import type { Pen } from './pen';

/** The forms of a case that have a sheet of paper. */
export const ENTERED = ['observation', 'scale_self_esteem', 'scale_learning', 'visit', 'session', 'action_plan'] as const;
export type EnteredForm = (typeof ENTERED)[number];

export function isEntered(form: string | undefined): form is EnteredForm {
  return ENTERED.some((name) => name === form);
}

/** What a draft begins with: nothing is answered that only the paper knows. */
export function onPaper(pen: Pen, book: Book, place: CaseBook, form: EnteredForm): Leaves {
  const begun = begunAs(pen, book, place, form);
  return new Map([...begun, ['from_paper', true] as const, ...alongside(newest(form), begun, 'from_paper', true, pen.today)]);
}

function begunAs(pen: Pen, book: Book, place: CaseBook, form: EnteredForm): Leaves {
  switch (form) {
    case 'observation':
      return observationStart(pen, book, place, null);
    case 'visit':
      return visitStart(pen, book, place, null);
    case 'action_plan':
      return new Map([...newRecord(newest(form), pen.author), ...Object.entries(planStart(pen, book, place))]);
    case 'session':
    case 'scale_self_esteem':
    case 'scale_learning':
      return newRecord(newest(form), pen.author);
  }
}

/** What the paper says itself stands first; the day is said once, by the paper. */
export function arrangementOf(form: EnteredForm): Arrangement {
  return isScale(form) ? SCALE : ARRANGED[form];
}

const SCALE: Arrangement = {
  only: ['paper', 'about', 'answers', 'own_words', 'staff'], folded: ['staff'], later: ['assessed_by', 'assessed_with'],
};
const ARRANGED: Readonly<Record<Exclude<EnteredForm, 'scale_self_esteem' | 'scale_learning'>, Arrangement>> = {
  observation: { only: ['paper', 'about', 'rule', 'afterwards'], folded: ['rule', 'afterwards'], lead: ['subject', 'teacher'], later: ['setting', 'room', 'observer', 'asked_for_by', 'purpose'] },
  visit: { only: ['paper', 'about', 'what_happened', 'risk'], lead: ['at', 'present', 'discussion', 'actions'], later: ['kind', 'class_form', 'made_with', 'phone', 'reason', 'other_agencies'] },
  session: { only: ['paper', 'note', 'when'], lead: ['objective', 'happened', 'next_step'], later: ['evaluation', 'own_words', 'targets', 'reward', 'place', 'missed_lesson', 'left_lesson_at', 'back_at'] },
  action_plan: { only: ['paper', 'targets', 'about', 'support', 'agreed'], folded: ['support', 'agreed'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] },
};

/** Fields that a sheet is not asked for: its day stands in "Date on the paper". */
export function notAsked(form: Form): readonly string[] {
  return ['from_paper', ...(form.dated_by === undefined ? [] : [form.dated_by])];
}
