/** In which order the pages that write into a case ask what their form asks: told once, for the page and for whoever looks at it by itself. */
import type { Arrangement } from '../ui/form/FormView';
import { led } from '../ui/form/rendering';
import { type Form, newest } from './forms';

/** A case as it is begun: who it is and what for; where they live can wait. */
export const NEW_CASE: Arrangement = {
  only: ['pupil', 'support', 'home'], folded: ['home'], later: ['home_language', 'practice', 'plans', 'focus_other'],
};

/** The targets first; what they came from, and whoever agreed, stands behind. */
export const NEW_PLAN: Arrangement = {
  only: ['targets', 'about', 'support', 'agreed', 'paper'], folded: ['support', 'agreed', 'paper'], lead: ['targets'], later: ['strengths', 'focus', 'goals'],
};

/** A plan looked at again: how each target went, what everybody says of it, and when next. */
export const REVIEW: Arrangement = {
  only: ['targets', 'comments', 'about'], lead: ['targets', 'review_date'], later: ['strengths', 'focus', 'goals'],
};

const PLAN = newest('action_plan');

/** What a review is held for stands first beside each target; the steps to it were agreed long ago. */
const AT_REVIEW = ['target', 'result', 'feedback'];

export const PLAN_AT_REVIEW: Form = {
  ...PLAN,
  sections: PLAN.sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) => (field.name === 'targets' ? { ...field, columns: led(field.columns ?? [], AT_REVIEW) } : field)),
  })),
};
