/** The history of a record, on its way, whole, and where nothing of it may be read. Everybody here is invented. */
import { HistoryView } from '../../screens/record/HistoryView';
import type { ChangeLine, HistoryModel, SaveLine } from '../../screens/record/history_model';
import type { Exhibit } from '../show';

const change = (id: string, label: string, after: string | null, over: Partial<ChangeLine> = {}): ChangeLine =>
  ({ id, label, before: [], after, source: null, notes: [], ...over });
const TRIED = { text: 'Card on my desk. Mr Okafor nods.', by: null };
const HIS = 'Card on my desk, and on the one in science. I look at it before I answer, and if it is too loud I may go and stand by the window.';

const SAVES: readonly SaveLine[] = [
  {
    id: 's5', who: 'You', when: '16:20', what: 'changed “Next step” and “How it went”', device: 'on this tablet', unsent: true,
    changes: [
      change('c51', 'Next step', HIS, { before: [{ text: HIS, by: 'You' }, { text: 'Hold until the review on Thursday.', by: 'Ms Ward' }], notes: ['Chosen from two versions.'] }),
      change('c52', 'How it went', '', { before: [{ text: 'Too hard for a first time.', by: null }] }),
    ],
  },
  {
    id: 's4', who: 'Ms Ward', when: '16:02', what: 'changed “Next step”', device: null, unsent: false,
    changes: [change('c41', 'Next step', 'Hold until the review on Thursday.', { before: [TRIED], notes: ['Written while you wrote here too: each was kept.'] })],
  },
  {
    id: 's3', who: 'You', when: '15:40', what: 'changed “Next step”', device: 'on the device added on 4 September 2026, 9:12', unsent: false,
    changes: [change('c31', 'Next step', HIS, { before: [TRIED], notes: ['Written while Ms Ward wrote here too: each was kept.'] })],
  },
  {
    id: 's2', who: 'The pupil', when: '20 Nov, 11:40 to 11:52', what: 'answered “Controlling my temper: where I am now”', device: null, unsent: false,
    changes: [
      change('c21', 'Controlling my temper: where I am now', '2'),
      change('c22', 'Controlling my temper: where I am now', '5', { before: [{ text: '2', by: null }] }),
      change('c23', 'Targets', null, { before: [{ text: 'Put my hand up before I speak', by: null }], notes: ['Taken out.'] }),
      change('c24', 'Shouts out', '3 ticks, 1 taken back'),
    ],
  },
  {
    id: 's1', who: 'You', when: '20 Nov, 11:31', what: 'made it', device: 'on the device added on 4 September 2026, 9:12', unsent: false,
    changes: [
      change('c11', 'Date', 'Friday 20 November'),
      change('c12', 'What happened', 'Used it twice this week without being asked. Proud of it.', { source: 'told by Mr Lee' }),
      change('c13', 'Next step', 'Card on my desk. Mr Okafor nods.'),
    ],
  },
];

const WHOLE: HistoryModel = {
  above: 'Session note · Kai Brennan',
  title: 'History: One to one, 25 minutes',
  below: 'Friday 20 November · each save is signed by whoever made it, and none was overwritten',
  back: { href: '/of/v/r', label: 'One to one, 25 minutes' },
  notice: null,
  saves: SAVES,
};

const WITHDRAWN: HistoryModel = {
  ...WHOLE,
  notice: 'It was about somebody else. Taken out by you, 23 Nov. Nothing of what it said is shown any more.',
  saves: SAVES.slice(3).map((save) => ({ ...save, changes: [] })),
};

const MANY: HistoryModel = {
  ...WHOLE,
  notice: '2 changes of this case cannot be opened on this tablet yet; some may be of this record.',
  saves: Array.from({ length: 30 }, (_, place) => ({ ...(SAVES[1] ?? SAVES[0]), id: `m${place}` })).filter((save): save is SaveLine => 'who' in save),
};

export const histories: readonly Exhibit[] = [
  { name: 'history', frame: 'caseload', view: () => <HistoryView model={WHOLE} /> },
  { name: 'history-opening', frame: 'caseload', view: () => <HistoryView model={{ ...WHOLE, saves: null }} /> },
  { name: 'history-withdrawn', frame: 'caseload', view: () => <HistoryView model={WITHDRAWN} /> },
  { name: 'history-long', frame: 'caseload', view: () => <HistoryView model={MANY} /> },
];
