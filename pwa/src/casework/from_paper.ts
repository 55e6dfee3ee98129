/** Sheets that were filled in by hand and are typed in afterwards: which there are, and what each begins with. */
import type { Arrangement } from '../ui/form/FormView';
import { alongside } from './acts/paper';
import { CHOSEN } from './acts/drop_in';
import { observationStart } from './acts/observation';
import { planStart } from './acts/plan';
import { visitStart } from './acts/visit';
import type { Book, CaseBook } from './book';
import { newRecord } from './defaults';
import { type Form, type Leaves, newest } from './forms';
import { isScale } from './occasions';
import type { Pen } from './pen';

/** The forms with a sheet of paper that is about a pupil, who is chosen first. */
export const ENTERED = [
  'observation', 'scale_self_esteem', 'scale_learning', 'visit', 'visit_safety', 'session', 'action_plan', 'drop_in',
] as const;
export type EnteredForm = (typeof ENTERED)[number];

/** Those that can be typed in without a pupil's case: nobody need be named on one, and the other begins the case. */
export const ENTERED_ALONE = ['drop_in', 'case'] as const;
export type EnteredAlone = (typeof ENTERED_ALONE)[number];

export function isEntered(form: string | undefined): form is EnteredForm {
  return ENTERED.some((name) => name === form);
}

export function isEnteredAlone(form: string | undefined): form is EnteredAlone {
  return ENTERED_ALONE.some((name) => name === form);
}

/** What a draft begins with: nothing is answered that only the paper knows. */
export function onPaper(pen: Pen, book: Book, place: CaseBook, form: EnteredForm): Leaves {
  return fromPaper(pen, form, begunAs(pen, book, place, form));
}

/** The same without a pupil. */
export function onPaperAlone(pen: Pen, form: EnteredAlone): Leaves {
  return fromPaper(pen, form, newRecord(newest(form), pen.author));
}

function fromPaper(pen: Pen, form: EnteredForm | EnteredAlone, begun: Leaves): Leaves {
  return new Map([...begun, ['from_paper', true] as const, ...alongside(formOnPaper(form), begun, 'from_paper', true, pen.today)]);
}

/** The form that a sheet is typed into. The day of a visit is said once, by its paper, and its times lie on that. */
export function formOnPaper(form: EnteredForm | EnteredAlone): Form {
  return form === 'visit_safety' ? SAFETY : newest(form);
}

const PLANNED = newest('visit_safety');
const SAFETY: Form = {
  ...PLANNED,
  dated_by: 'paper_date',
  sections: PLANNED.sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) => (field.name === 'leaves' || field.name === 'back_by' ? { ...field, day: 'paper_date' } : field)),
  })),
};

function begunAs(pen: Pen, book: Book, place: CaseBook, form: EnteredForm): Leaves {
  switch (form) {
    case 'observation':
      return observationStart(pen, book, place, null);
    case 'visit':
      return visitStart(pen, book, place, null);
    case 'action_plan':
      return new Map([...newRecord(newest(form), pen.author), ...Object.entries(planStart(pen, book, place))]);
    case 'visit_safety':
      // Neither an id for the server nor minutes between its alarms: it is never set out on.
      return new Map([...newRecord(newest(form), pen.author), ['cases', [place.id]] as const, ['step_minutes', null] as const]);
    case 'drop_in':
      return new Map([...newRecord(newest(form), pen.author), ['who', place.name] as const, [CHOSEN, place.id] as const]);
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
  visit_safety: { only: ['paper', 'plan', 'risks', 'watch'] },
  drop_in: { only: ['paper', 'drop_in'] },
  session: { only: ['paper', 'note', 'when'], lead: ['objective', 'happened', 'next_step'], later: ['evaluation', 'own_words', 'targets', 'reward', 'place', 'missed_lesson', 'left_lesson_at', 'back_at'] },
  action_plan: { only: ['paper', 'targets', 'about', 'support', 'agreed'], folded: ['support', 'agreed'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] },
};

/** A case that is begun from its sheet: all that stands on that is asked at once, and when it was opened beside the day of the paper. */
export const CASE_ON_PAPER = {
  arrangement: { only: ['paper', 'pupil', 'home', 'support'] } satisfies Arrangement,
  hidden: ['from_paper', 'practice'],
} as const;

/** Fields that a sheet is not asked for: its day stands in "Date on the paper", its pupil was chosen, and nothing is armed by it. */
export function notAsked(form: Form): readonly string[] {
  const day = form.dated_by === undefined || form.dated_by === 'paper_date' ? [] : [form.dated_by];
  return ['from_paper', ...day, ...(form.name === 'visit_safety' ? ['cases', 'step_minutes'] : [])];
}
