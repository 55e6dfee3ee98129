/** What comes out of the printer, filled and blank. Everybody here is invented. */
import { type FormName, type Leaf, newest } from '../../casework/forms';
import { blanksModel } from '../../casework/paper';
import { BlanksView } from '../../screens/paper/BlanksView';
import { blocks, footWords, leftOut } from '../../screens/paper/blocks';
import { PaperView } from '../../screens/paper/PaperView';
import { type Exhibit, nothing } from '../show';
import { STATEMENTS } from './pupil';

interface Printed {
  readonly blank?: boolean;
  readonly shape?: number;
  readonly copyFor?: string;
}

function paper(
  name: string, form: FormName, leaves: Readonly<Record<string, Leaf>>, { blank = false, shape = 0, copyFor }: Printed = {},
): Exhibit {
  const known = newest(form);
  const copies = blank ? [] : known.copies ?? [];
  const copy = copies.find((one) => one.name === copyFor) ?? null;
  const sheets = known.sheets ?? [];
  const sheet = sheets[shape] ?? { name: '', heading: '', cells: [] };
  return {
    name,
    frame: 'page',
    view: () => (
      <PaperView
        model={{
          school: 'Larchwood School',
          address: 'Larch Walk, Much Pondering, LW1 0ZZ',
          back: { href: '/case/kai', label: 'Kai Brennan' },
          sheets,
          sheet,
          blank,
          copies,
          copy,
          hasRecord: !blank || shape > 0 || name === 'print-plan-blank',
          leftOut: leftOut({ form: known, sheet, copy }),
          beneath: form !== 'observation' ? [] : blank ? BENEATH.slice(0, 1) : BENEATH,
          foot: footWords({ blank, copy }, 'printed 24 November 2026 by Sam Ortiz'),
          blocks: blocks({
            form: known,
            sheet,
            blank,
            copy,
            leaves: new Map(Object.entries(leaves)),
            pupil: new Map([['name', 'Kai Brennan']]),
            names: (_field, id) => (id === 'sam' ? 'Sam Ortiz' : id),
            today: '2026-11-24',
            inFull: true,
          }),
        }}
        actions={{ print: nothing, choose: nothing, cut: nothing, blank: nothing }}
      />
    ),
  };
}

const BENEATH = [
  'When a state is ticked: Tick when it starts.',
  '18 of 30 minutes watched.',
  'Looked for and not seen: Out of seat and Interacts negatively with others.',
  'Not looked for: Ignores inappropriate behaviour.',
  'Notes (seen or heard): A supply teacher today. Kai sat at the back, beside the door.',
];

const TICKS: Readonly<Record<string, Leaf>> = {
  date: '2026-11-23',
  class_form: '8B',
  subject: 'Maths',
  'ticks/a': ['shouts_out', 1, 5, 5, null],
  'ticks/b': ['shouts_out', 1, 9, 9, null],
  'ticks/c': ['raises_hand', 3, 9, 9, null],
  'ticks/d': ['raises_hand', 3, 9, 9, 12],
};

const ANSWERS: Readonly<Record<string, Leaf>> = Object.fromEntries(
  STATEMENTS.flatMap(({ value }, index) => [
    [`${value}_now`, 2 + (index % 5)],
    [`${value}_wish`, index === 4 ? 6 : 8],
  ]),
);

export const papers: readonly Exhibit[] = [
  paper('print-observation', 'observation', TICKS),
  paper('print-observation-blank', 'observation', {}, { blank: true }),
  paper('print-scale', 'scale_self_esteem', { date: '2026-11-23', assessed_by: ['sam'], ...ANSWERS }),
  paper('print-visit', 'visit', {
    date: '2026-11-24',
    visit_to: 'Kai’s home',
    address: '4 Larch Walk',
    phone: '01632 960 121',
    at: '2026-11-24T14:10:00.000+00:00',
    risk_level: 'none',
    made_by: 'sam',
    present: ['Mum', 'Gran'],
    discussion: 'Mum is on nights again. Gran takes Kai to breakfast club from Monday.',
    discussion_source: 'told',
    discussion_told_by: 'Gran',
    'actions/a1/what': 'Ring the breakfast club',
    'actions/a1/owner': 'sam',
  }),
  paper('print-plan', 'action_plan', {
    start_date: '2026-10-12',
    review_date: '2026-11-26',
    'targets/t1/target': 'Put my hand up before I speak',
    'targets/t1/steps': 'Card on desk. Count to three.',
    'targets/t1/helpers': 'Mr Okafor and me',
    'targets/t1/by_date': '2026-11-26',
    'targets/t1/by_words': 'by the review',
    'targets/t1/feedback': 'You did it in maths without the card on Monday.',
    pupil_signed_on: '2026-10-12',
    mentor_signed_on: '2026-10-12',
    forwarded: true,
    forwarded_on: '2026-10-13',
  }),
  paper('print-plan-teachers', 'action_plan', {
    focus: 'Asking for a turn, in maths first.',
    agreed_with: 'Kai, his mother and Mr Okafor',
    agreed_on: '2026-10-12',
    'targets/t1/target': 'Put my hand up before I speak',
    'targets/t2/target': 'Use my time-out card, not the door',
    strategies: 'Card on desk. Mr Okafor nods, then waits ten seconds.',
    strategies_source: 'told',
    strategies_told_by: 'Mr Okafor',
    reviewed_on: '2026-11-23',
    pupil_comments: 'It’s better in maths.',
    teacher_comments: 'Three lessons in five without a shout.',
    mentor_comments: 'He laughs at himself now.',
  }, { shape: 2, copyFor: 'teachers' }),
  { name: 'blanks', frame: 'more', view: () => <BlanksView model={blanksModel()} /> },
  paper('print-scale-blank', 'scale_learning', {}, { blank: true }),
  paper('print-scale-self-esteem-blank', 'scale_self_esteem', {}, { blank: true }),
  paper('print-visit-blank', 'visit', {}, { blank: true }),
  paper('print-plan-blank', 'action_plan', {}, { blank: true }),
  paper('print-plan-student-blank', 'action_plan', {}, { blank: true, shape: 1 }),
  paper('print-plan-one-page-blank', 'action_plan', {}, { blank: true, shape: 2 }),
  paper('print-session-blank', 'session', {}, { blank: true }),
  paper('print-drop-in-blank', 'drop_in', {}, { blank: true }),
  paper('print-safety-sheet-blank', 'visit_safety', {}, { blank: true }),
  paper('print-case-blank', 'case', {}, { blank: true }),
];
