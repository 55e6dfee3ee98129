/** An observation from paper as it is typed in, or put right afterwards: the grid over the form's draft. */
import { useDraft } from './draft.ts';
import { pen } from './shared.ts';
import { type Opened, saveEdit } from '../casework/acts/edit.ts';
import { forgetWatched, leftOut, setAllWatched, setCount, setWatched } from '../casework/acts/paper.ts';
import { begin, type Save } from '../casework/acts/save.ts';
import type { Book, CaseBook } from '../casework/book.ts';
import { type Leaves, newest } from '../casework/forms.ts';
import { behavioursOf } from '../casework/lessons.ts';
import { countIn, gridProblems, intervalsOf, unitOf, untouchedIn, watchedIn, watchedSoFar } from '../casework/paper_grid.ts';
import { toRecord } from '../casework/addresses.ts';
import { type PaperGridActions, type PaperGridModel, PaperGridView } from '../screens/observe/PaperGridView.tsx';
import { go } from '../ui/shell/router.ts';

const form = newest('observation');
const BEHAVIOURS = behavioursOf(form);

export interface PaperGridProps {
  readonly book: Book;
  readonly place: CaseBook;
  readonly start: () => Leaves;
  /** The observation that is put right; null where it is typed in. */
  readonly before: Opened | null;
  readonly around: Pick<PaperGridModel, 'back' | 'arrangement' | 'hidden'>;
}

export function PaperGrid({ book, place, start, before, around }: PaperGridProps) {
  const { draft, put, atRisk, opened, tried, finish } = useDraft(book, form, start, () => before, gridProblems);
  const { values } = draft;
  const save = async (): Promise<void> => {
    if (!tried()) return;
    const whole = new Map([...values, ...leftOut(values)]);
    const saved: Save | null = opened === null ? begin(pen(), place.id, 'observation', Object.fromEntries(whole)) : saveEdit(place.id, opened, whole);
    const record = saved?.record ?? opened?.record ?? '';
    if (await finish([saved])) go(toRecord(place.id, record, 'observation'), { replace: true });
  };
  const unit = unitOf(values);
  const actions: PaperGridActions = {
    setCount: (behaviour, interval, count) => { put(setCount(pen(), values, opened?.leaves ?? null, { behaviour, interval }, count)); },
    setWatched: (interval, watched) => { put(setWatched(pen(), values, interval, watched === null ? null : watched * unit.ms)); },
    allWatched: () => { put(setAllWatched(pen(), values, intervalsOf(values))); },
    looked: (behaviour, looked) => { draft.onChange(`${behaviour}_looked`, looked); },
    save: () => void save(),
  };
  return (
    <PaperGridView
      model={{
        ...around,
        name: place.name,
        draft: {
          ...draft,
          onChange: (path, value) => {
            if (path === 'interval_seconds') put(forgetWatched(values));
            draft.onChange(path, value);
          },
        },
        behaviours: BEHAVIOURS,
        intervals: intervalsOf(values),
        count: (behaviour, interval) => countIn(values, { behaviour, interval }),
        unit: unit.name,
        each: unit.each,
        watched: (interval) => {
          const found = watchedIn(values, interval);
          return found === null ? null : found / unit.ms;
        },
        watchedSoFar: watchedSoFar(values),
        untouched: untouchedIn(values, BEHAVIOURS.map(({ value }) => value)).map(({ value, looked }) => ({
          value, looked, label: BEHAVIOURS.find((one) => one.value === value)?.label ?? value,
        })),
        atRisk,
      }}
      actions={actions}
    />
  );
}
