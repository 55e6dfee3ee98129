/** A case that is begun and a plan that is looked at again: forms that come to a page of their own once. Everybody here is invented. */
import type { VNode } from 'preact';
import { NEW_CASE, NEW_PLAN, PLAN_AT_REVIEW, REVIEW } from '../../casework/arrangements';
import { CASE_ON_PAPER } from '../../casework/from_paper';
import type { Form, FormName, Leaf } from '../../casework/forms';
import { FormPageView } from '../../screens/forms/FormPageView';
import type { FormPageModel } from '../../screens/forms/model';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';

const TARGETS: Readonly<Record<string, Leaf>> = {
  'targets/t1/target': 'Put my hand up before I speak',
  'targets/t1/steps': 'Card on desk. Count to three.',
  'targets/t1/helpers': 'Mr Okafor and me',
  'targets/t1/by_date': '2026-11-26',
  'targets/t1/_order': 'a',
  'targets/t2/target': 'Use my time-out card, not the door',
  'targets/t2/_order': 'b',
};

const REVIEWED: Readonly<Record<string, Leaf>> = {
  ...TARGETS, start_date: '2026-10-12', reviewed_on: '2026-11-24', review_date: '2027-01-05', class_form: '8B', focus: 'Asking for a turn, in maths first.',
};

const READY = '“How I see myself”: 23 Nov · Observation: 23 Nov · Sessions: 5 · Progress said: not yet';

type Around = Pick<FormPageModel, 'above' | 'title' | 'below' | 'back' | 'arrangement' | 'saveLabel'>;

interface Page {
  readonly form: FormName;
  readonly start?: Readonly<Record<string, Leaf>>;
  readonly tried?: boolean;
  readonly around: Around;
  readonly hidden?: readonly string[];
  /** Where the page asks in another order than the form. */
  readonly asks?: Form;
}

function page({ form, start, tried, around, hidden = [], asks }: Page): () => VNode {
  const notAsked = new Set(['progress', 'lead_told', 'lead_told_at', ...hidden]);
  return () => (
    <Live
      form={form}
      {...{ start: start ?? {}, tried: tried ?? false }}
      view={(draft) => <FormPageView model={{ ...around, draft: { ...draft, form: asks ?? draft.form, hidden: notAsked }, atRisk: AT_RISK }} actions={{ save: nothing }} />}
    />
  );
}

const CASE: Around = {
  title: 'A pupil you begin to work with', back: { href: '/caseload', label: 'Caseload' }, arrangement: NEW_CASE, saveLabel: 'Begin the case',
};
const REVIEWING: Around = {
  above: 'Review', title: 'Kai Brennan', below: READY, back: { href: '/plan/k/p', label: 'Plan' }, arrangement: REVIEW, saveLabel: 'Save',
};

export const begun: readonly Exhibit[] = [
  { name: 'case-begin', frame: 'page', view: page({ form: 'case', around: CASE }) },
  { name: 'case-begin-wrong', frame: 'page', view: page({ form: 'case', start: { date_of_birth: '2027-02-03' }, tried: true, around: CASE }) },
  {
    name: 'paper-case',
    frame: 'page',
    view: page({
      form: 'case', start: { from_paper: true }, hidden: CASE_ON_PAPER.hidden,
      around: { ...CASE, above: 'Case, from paper', back: { href: '/from-paper', label: 'From paper' }, arrangement: CASE_ON_PAPER.arrangement },
    }),
  },
  {
    name: 'plan-begin',
    frame: 'page',
    view: page({
      form: 'action_plan', start: TARGETS, around: { above: 'Plan', title: 'Kai Brennan', back: { href: '/case/kai', label: 'Kai Brennan' }, arrangement: NEW_PLAN, saveLabel: 'Save' },
    }),
  },
  { name: 'review', frame: 'page', view: page({ form: 'action_plan', start: REVIEWED, asks: PLAN_AT_REVIEW, around: REVIEWING }) },
];
