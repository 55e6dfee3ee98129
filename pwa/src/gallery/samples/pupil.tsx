/** The pupil's own page, screen by screen. */
import { newest } from '../../casework/forms';
import { type SittingView, statementsFrom } from '../../capture/scale';
import { Door, TroubleBar } from '../../pupil/Door';
import { PupilView } from '../../pupil/PupilView';
import type { PupilModel } from '../../pupil/model';
import { type Exhibit, nothing } from '../show';

const GRID = newest('scale_self_esteem').sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'statements');

export const STATEMENTS = statementsFrom(GRID?.items ?? []);

const VIEW: SittingView = {
  screen: 'statement',
  practice: null,
  statement: { value: 'temper', now: 4, wish: 8, wishOpen: true, nowMark: 4 },
  canGoOn: true,
  canGoBack: true,
  progress: { done: 3, all: 13 },
  offerReading: false,
  asked: {},
};

const MODEL: PupilModel = {
  mentor: 'Sam',
  title: 'How I see myself',
  view: VIEW,
  statements: STATEMENTS,
  anchors: GRID?.columns?.[0]?.items ?? [],
  readers: 'Sam and Ms Ward',
  words: '',
  canRead: true,
  reading: false,
};

function pupilWith(change: Partial<SittingView>) {
  return () => <PupilView model={{ ...MODEL, view: { ...VIEW, ...change } }} actions={{ touch: nothing, read: nothing, handBack: nothing }} />;
}

export const pupil: readonly Exhibit[] = [
  { name: 'scale', frame: 'none', view: pupilWith({}) },
  {
    name: 'scale-now',
    frame: 'none',
    view: pupilWith({
      statement: { value: 'giving_up', now: null, wish: null, wishOpen: false, nowMark: null },
      canGoOn: false,
      asked: { talk_today: 1 },
    }),
  },
  { name: 'scale-welcome', frame: 'none', view: pupilWith({ screen: 'welcome', statement: null, canGoBack: false }) },
  {
    name: 'scale-practice',
    frame: 'none',
    view: pupilWith({ screen: 'practice', statement: null, practice: { item: 'worst', place: 10 }, offerReading: true }),
  },
  { name: 'scale-words', frame: 'none', view: pupilWith({ screen: 'words', statement: null, progress: { done: 13, all: 13 } }) },
  { name: 'scale-finished', frame: 'none', view: pupilWith({ screen: 'finished', statement: null, canGoBack: false }) },
  { name: 'scale-others-open', frame: 'none', view: () => <Door at="others_open" onLeave={nothing} /> },
  { name: 'scale-nothing', frame: 'none', view: () => <Door at="nothing" onLeave={nothing} /> },
  {
    name: 'scale-trouble',
    frame: 'none',
    view: () => (
      <div class="pupil-page">
        <TroubleBar why="full" mentor="Sam" />
        {pupilWith({})()}
      </div>
    ),
  },
];
