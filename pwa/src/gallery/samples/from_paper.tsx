/** Sheets filled in by hand, as they are typed in. Everybody here is invented. */
import type { VNode } from 'preact';
import { alongside, setAllWatched, setCount, setWatched } from '../../casework/acts/paper';
import { type FormName, type Leaf, newest } from '../../casework/forms';
import { arrangementOf, type EnteredForm, formOnPaper, notAsked } from '../../casework/from_paper';
import { behavioursOf } from '../../casework/lessons';
import { countIn, gridProblems, intervalsOf, unitOf, untouchedIn, watchedIn, watchedSoFar } from '../../casework/paper_grid';
import { makePen } from '../../casework/pen';
import { FormPageView } from '../../screens/forms/FormPageView';
import { PaperGridView } from '../../screens/observe/PaperGridView';
import type { FormDraft } from '../../ui/form/rendering';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';

const BACK = { href: '/from-paper', label: 'From paper' };
const BEHAVIOURS = behavioursOf(newest('observation'));
const LABELS = new Map(BEHAVIOURS.map(({ value, label }) => [value, label]));

let made = 0;
const pen = makePen({ me: 'c2FtAAAAAAAAAAAAAAAAAA', now: Date.UTC(2026, 10, 24, 14, 10), newId: () => `made${(made += 1)}` });

const SEEN: Readonly<Record<string, Leaf>> = Object.fromEntries(
  [['shouts_out', 1], ['shouts_out', 1], ['shouts_out', 2], ['raises_hand', 2], ['distracted', 3]].map(([behaviour, interval], index) =>
    [`ticks/t${index}`, [behaviour ?? '', interval ?? 1, 0, 1, null]]));

function withAlongside(draft: FormDraft): FormDraft {
  return {
    ...draft,
    onChange: (path, value) => {
      for (const [other, leaf] of [[path, value] as const, ...alongside(draft.form, draft.values, path, value, draft.today)]) draft.onChange(other, leaf);
    },
  };
}

function grid(draft: FormDraft): VNode {
  const { values } = draft;
  const put = (pairs: readonly (readonly [string, Leaf])[]): void => {
    for (const [path, leaf] of pairs) draft.onChange(path, leaf);
  };
  const unit = unitOf(values);
  return (
    <PaperGridView
      model={{
        name: 'Kai Brennan', back: BACK, arrangement: arrangementOf('observation'), hidden: notAsked(newest('observation')),
        draft: { ...withAlongside(draft), problems: [...draft.problems, ...gridProblems(values)] },
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
        untouched: untouchedIn(values, [...LABELS.keys()]).map(({ value, looked }) => ({ value, looked, label: LABELS.get(value) ?? '' })),
        atRisk: AT_RISK,
      }}
      actions={{
        setCount: (behaviour, interval, count) => { put(setCount(pen, values, null, { behaviour, interval }, count)); },
        setWatched: (interval, watched) => { put(setWatched(pen, values, interval, watched === null ? null : watched * unit.ms)); },
        allWatched: () => { put(setAllWatched(pen, values, intervalsOf(values))); },
        looked: (behaviour, looked) => { draft.onChange(`${behaviour}_looked`, looked); },
        save: nothing,
      }}
    />
  );
}

const HIDDEN = ['armed_at', 'extensions', 'alarms', 'checked_in_at', 'checked_in_by', 'lead_told', 'lead_told_at', 'started', 'finished', 'talk_about', 'disagrees', 'statements/took_ms', 'visit_id'];

function sheet(form: EnteredForm & FormName, start: Readonly<Record<string, Leaf>>) {
  return () => (
    <Live
      form={form}
      start={{ from_paper: true, ...start }}
      view={(draft) => (
        <FormPageView
          model={{
            above: `${newest(form).label}, from paper`, title: 'Kai Brennan', back: BACK, saveLabel: 'Save', atRisk: AT_RISK,
            draft: { ...withAlongside({ ...draft, form: formOnPaper(form) }), hidden: new Set([...HIDDEN, ...notAsked(formOnPaper(form))]) }, arrangement: arrangementOf(form),
          }}
          actions={{ save: nothing }}
        />
      )}
    />
  );
}

export const fromPaper: readonly Exhibit[] = [
  { name: 'paper-grid', frame: 'page', view: () => <Live form="observation" start={{ from_paper: true, subject: 'Maths', ...SEEN }} view={grid} /> },
  { name: 'paper-grid-wrong', frame: 'page', view: () => <Live form="observation" start={{ from_paper: true, ...SEEN }} tried view={grid} /> },
  { name: 'paper-scale', frame: 'page', view: sheet('scale_self_esteem', { knowing_now: 4, best_now: 4, temper_now: 3, temper_wish: 8 }) },
  { name: 'paper-visit', frame: 'page', view: sheet('visit', { at: null, visit_to: '14 Pudding Lane End' }) },
  { name: 'paper-safety-sheet', frame: 'page', view: sheet('visit_safety', { leaves: null, visitor: 'sam', paper_date: '2026-09-10', written_by: 'Sam Ortiz' }) },
];
