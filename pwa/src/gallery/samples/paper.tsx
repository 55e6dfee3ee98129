/** What comes out of the printer, filled and blank. Everybody here is invented. */
import { type FormName, type Leaf, newest } from '../../casework/forms';
import { blocks, footWords } from '../../screens/paper/blocks';
import { PaperView } from '../../screens/paper/PaperView';
import { type Exhibit, nothing } from '../show';
import { STATEMENTS } from './pupil';

function paper(name: string, form: FormName, leaves: Readonly<Record<string, Leaf>>, blank = false, shape = 0): Exhibit {
  const known = newest(form);
  const sheets = known.sheets ?? [];
  const sheet = sheets[shape] ?? { name: '', heading: '', cells: [] };
  return {
    name,
    frame: 'page',
    view: () => (
      <PaperView
        model={{
          school: 'Larchwood School',
          back: { href: '/case/kai', label: 'Kai Brennan' },
          sheets,
          sheet,
          blank,
          rule: form === 'observation' ? 'tick when it starts' : null,
          foot: footWords({ blank }, 'printed 24 November 2026 by Sam Ortiz'),
          blocks: blocks({
            form: known,
            sheet,
            blank,
            leaves: new Map(Object.entries(leaves)),
            pupil: new Map([['name', 'Kai Brennan']]),
            names: (_field, id) => (id === 'sam' ? 'Sam Ortiz' : id),
            today: '2026-11-24',
          }),
        }}
        actions={{ print: nothing, choose: nothing, blank: nothing }}
      />
    ),
  };
}

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
  paper('paper-observation', 'observation', TICKS),
  paper('paper-observation-blank', 'observation', {}, true),
  paper('paper-scale', 'scale_self_esteem', { date: '2026-11-23', assessed_by: ['sam'], ...ANSWERS }),
  paper('paper-visit', 'visit', {
    date: '2026-11-24',
    visit_to: '4 Larch Walk',
    made_by: 'sam',
    present: ['Mum', 'Gran'],
    discussion: 'Mum is on nights again. Gran takes Kai to breakfast club from Monday.',
    discussion_source: 'told',
    discussion_told_by: 'Gran',
    'actions/a1/what': 'Ring the breakfast club',
    'actions/a1/owner': 'sam',
  }),
  paper('paper-plan', 'action_plan', {
    start_date: '2026-10-12',
    review_date: '2026-11-26',
    'targets/t1/target': 'Put my hand up before I speak',
    'targets/t1/steps': 'Card on desk. Count to three.',
    'targets/t1/helpers': 'Mr Okafor and me',
  }),
];
