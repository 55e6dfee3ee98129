import { expect, test } from 'vitest';

import { openEdit, saveEdit } from '../../src/casework/acts/edit';
import { alongside, forgetWatched, leftOut, type Pairs, setAllWatched, setCount, setWatched } from '../../src/casework/acts/paper';
import { begin, written } from '../../src/casework/acts/save';
import { sessionStart } from '../../src/casework/acts/session';
import { type Leaf, type Leaves, newest } from '../../src/casework/forms';
import { ENTERED, type EnteredAlone, ENTERED_ALONE, type EnteredForm, formOnPaper, onPaper, onPaperAlone } from '../../src/casework/from_paper';
import { earlierThan, reportOf } from '../../src/casework/lessons';
import { occasionOf } from '../../src/casework/occasions';
import { countIn, gridProblems, untouchedIn, watchedIn, watchedSoFar } from '../../src/casework/paper_grid';
import { mySheets } from '../../src/casework/day';
import { placeOf } from '../../src/casework/drop_in_page';
import { plannedVisits, visitsOut } from '../../src/casework/out';
import { PRINTED } from '../../src/casework/paper';
import { sheetFor } from '../../src/casework/acts/visit';
import { NOTHING_HEARD } from '../../src/casework/visiting';
import { dateOf, leavesOf } from '../../src/casework/standing';
import { judge } from '../../src/casework/validate';
import { type Invented, KAI, larkspur, SAM, sure } from './school';

const TODAY = '2026-11-23';
const SHOUTS = (interval: number) => ({ behaviour: 'shouts_out', interval });

function after(draft: Leaves, ...pairs: Pairs): Leaves {
  return new Map([...draft, ...pairs]);
}

/** As an answer typed into a form: with what changes beside it. */
function typed(form: EnteredForm | EnteredAlone, draft: Leaves, path: string, leaf: Leaf): Leaves {
  return after(draft, [path, leaf], ...alongside(formOnPaper(form), draft, path, leaf, TODAY));
}

function caseOf(school: Invented) {
  return sure(school.book().caseOf(KAI));
}

function grid(school: Invented): Leaves {
  const draft = onPaper(school.pen(), school.book(), caseOf(school), 'observation');
  return typed('observation', after(draft, ['written_by', 'Mr Okafor']), 'paper_date', '2026-11-12');
}

function saved(school: Invented, form: (typeof ENTERED)[number], draft: Leaves) {
  const record = school.save(SAM, begin(school.pen(), KAI, form, Object.fromEntries(draft)));
  return sure(school.book().viewOf(KAI, record));
}

test('every form that is printed can be typed in from paper, and says so', () => {
  const school = larkspur();
  const begun: readonly (readonly [string, Leaves])[] = [
    ...ENTERED.map((form) => [form, onPaper(school.pen(), school.book(), caseOf(school), form)] as const),
    ...ENTERED_ALONE.map((form) => [form, onPaperAlone(school.pen(), form)] as const),
  ];
  expect(new Set(begun.map(([form]) => form))).toEqual(new Set(PRINTED));
  for (const [form, draft] of begun) {
    expect(draft.get('from_paper'), form).toBe(true);
    expect(judge(draft, { today: TODAY }).map(({ path }) => path), form).toEqual(expect.arrayContaining(['paper_date', 'written_by']));
  }
});

test('a safety sheet from paper stands on the paper’s day, lacks what was not on the paper, and is nobody’s visit to set out on', () => {
  const school = larkspur();
  let draft = onPaper(school.pen(), school.book(), caseOf(school), 'visit_safety');
  expect(draft.get('leaves')).toBeNull();
  draft = after(draft, ['leaves', '2026-11-23T14:00:00.000+00:00'], ['written_by', 'Sam'], ['going', 'alone'], ['address', '3 Elm Row']);
  draft = typed('visit_safety', draft, 'paper_date', TODAY);
  expect(judge(draft, { today: TODAY, form: formOnPaper('visit_safety') })).toEqual([]);
  const diary = sure(school.book().diary);
  const record = school.save(SAM, begin(school.pen(), diary.id, 'visit_safety', Object.fromEntries(draft)));
  const view = sure(school.book().viewOf(diary.id, record));
  expect(leavesOf(view).get('cases')).toEqual([KAI]);
  for (const never of ['visit_id', 'armed_at', 'step_minutes']) expect(leavesOf(view).has(never), never).toBe(false);
  const book = school.book();
  expect(mySheets(book)).toEqual([]);
  expect(plannedVisits(book)).toEqual([]);
  expect(visitsOut(book, NOTHING_HEARD)).toEqual([]);
  expect(sheetFor(book, sure(book.caseOf(KAI)))).toBeNull();
});

test('a sheet that the server armed is a visit, whatever is said of paper afterwards', () => {
  const school = larkspur();
  const diary = sure(school.book().diary);
  school.begin(SAM, diary.id, 'visit_safety', { armed_at: '2026-11-23T14:00:00.000+00:00', from_paper: true });
  expect(mySheets(school.book())).toHaveLength(1);
});

test('a drop-in from paper goes to the case that it was typed in from, and to the diary where it names nobody', () => {
  const school = larkspur();
  const named = typed('drop_in', onPaper(school.pen(), school.book(), caseOf(school), 'drop_in'), 'paper_date', '2026-11-12');
  expect(placeOf(school.book(), named)?.id).toBe(KAI);
  expect(named.get('date')).toBe('2026-11-12');
  expect(named.get('at')).toBeNull();
  expect(placeOf(school.book(), onPaperAlone(school.pen(), 'drop_in'))).toBeNull();
});

test('a case from paper was opened on the day of its paper', () => {
  expect(typed('case', onPaperAlone(larkspur().pen(), 'case'), 'paper_date', '2026-09-03').get('opened_on')).toBe('2026-09-03');
});

test('a session and a visit from paper stand on the paper’s day, and claim no time that nobody wrote down', () => {
  const school = larkspur();
  for (const form of ['session', 'visit'] as const) {
    const draft = typed(form, onPaper(school.pen(), school.book(), caseOf(school), form), 'paper_date', '2026-11-12');
    const view = saved(school, form, draft);
    expect(dateOf(view)).toBe('2026-11-12');
    expect(leavesOf(view).has('at')).toBe(false);
  }
});

test('a time that the paper gives lies on the paper’s day', () => {
  const school = larkspur();
  const begun = onPaper(school.pen(), school.book(), caseOf(school), 'visit');
  const draft = typed('visit', after(begun, ['at', '2026-11-23T15:30:00.000+00:00']), 'paper_date', '2026-06-12');
  expect(draft.get('at')).toBe('2026-06-12T15:30:00.000+01:00');
});

test('a note that is marked as first written on paper loses the time of typing, and moves to the paper’s day', () => {
  const school = larkspur();
  const begun = sessionStart(school.pen(), caseOf(school), null);
  expect(begun.get('at')).not.toBeNull();
  const marked = typed('session', begun, 'from_paper', true);
  expect(written(marked)).not.toHaveProperty('at');
  expect(typed('session', marked, 'paper_date', '2026-11-12').get('date')).toBe('2026-11-12');
});

test('a day on the paper that has not come is said to be wrong, and moves nothing', () => {
  const school = larkspur();
  const draft = typed('session', onPaper(school.pen(), school.book(), caseOf(school), 'session'), 'paper_date', '2026-11-24');
  expect(draft.get('date')).toBe(TODAY);
  expect(judge(draft, { today: TODAY })).toContainEqual(expect.objectContaining({ path: 'paper_date', code: 'in_future' }));
});

test('a note that was typed at once keeps its time, whatever else is answered', () => {
  const begun = sessionStart(larkspur().pen(), caseOf(larkspur()), null);
  expect(alongside(newest('session'), begun, 'date', '2026-11-12', TODAY)).toEqual([]);
  expect(alongside(newest('session'), begun, 'from_paper', false, TODAY)).toEqual([]);
});

test('counts become ticks that claim no time, as many as stand in the cell', () => {
  const school = larkspur();
  let draft = grid(school);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(2), 3));
  expect([countIn(draft, SHOUTS(2)), countIn(draft, SHOUTS(1))]).toEqual([3, 0]);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(2), 1));
  expect(countIn(draft, SHOUTS(2))).toBe(1);
  const ticks = Object.entries(written(draft)).filter(([path]) => path.startsWith('ticks/'));
  expect(ticks.map(([, leaf]) => leaf)).toEqual([['shouts_out', 2, 0, 450_000, null]]);
});

test('nothing is assumed of how long somebody watched: it is asked, and the report says what was answered', () => {
  const school = larkspur();
  let draft = grid(school);
  expect(gridProblems(draft).map(({ path }) => path)).toEqual(['watched/1']);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(1), 6));
  draft = after(draft, ...setWatched(school.pen(), draft, 4, 3 * 60_000));
  draft = after(draft, ...setWatched(school.pen(), draft, 5, 0));
  draft = after(draft, ...setWatched(school.pen(), draft, 6, 0));
  expect(gridProblems(draft)[0]?.message).toContain('first interval');
  draft = after(draft, ...setAllWatched(school.pen(), draft, 6));
  expect(watchedSoFar(draft)).toBe('18 of 30 minutes watched');
  expect(gridProblems(draft)).toEqual([]);
  const view = saved(school, 'observation', draft);
  expect(judge(leavesOf(view), { today: TODAY })).toEqual([]);
  const report = sure(reportOf(caseOf(school), view));
  expect(report.sentences[0]).toBe('18 of 30 minutes watched.');
  expect(report.sentences[1]).toContain('about 20 an hour');
  expect(report.grid.map(({ state }) => state)).toEqual(['whole', 'whole', 'whole', 'part', 'not_watched', 'not_watched']);
});

test('how much was watched can be said anew and taken back', () => {
  const school = larkspur();
  let draft = grid(school);
  draft = after(draft, ...setWatched(school.pen(), draft, 2, 60_000));
  draft = after(draft, ...setWatched(school.pen(), draft, 2, 900_000));
  expect(watchedIn(draft, 2)).toBe(300_000);
  draft = after(draft, ...setWatched(school.pen(), draft, 2, null));
  expect(watchedIn(draft, 2)).toBeNull();
  expect(Object.keys(written(draft)).filter((path) => path.startsWith('gaps/'))).toEqual([]);
});

test('blank is not none until it is said, and is asked no more of a column with a tick', () => {
  const school = larkspur();
  let draft = after(grid(school), ['shouts_out_looked', 'saw_none'], ['distracted_looked', 'did_not_look']);
  expect(untouchedIn(draft, ['shouts_out', 'distracted', 'on_task'])).toEqual([
    { value: 'shouts_out', looked: 'saw_none' }, { value: 'distracted', looked: 'did_not_look' }, { value: 'on_task', looked: null },
  ]);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(1), 1));
  expect(untouchedIn(draft, ['shouts_out'])).toEqual([]);
  expect(written(draft)).not.toHaveProperty('shouts_out_looked');
});

test('what lies beyond fewer intervals is left out, and another length of them asks anew what was watched', () => {
  const school = larkspur();
  let draft = grid(school);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(6), 2), ...setAllWatched(school.pen(), draft, 6));
  draft = after(draft, ['interval_count', 3]);
  const kept = after(draft, ...leftOut(draft));
  expect(Object.keys(written(kept)).filter((path) => path.startsWith('ticks/'))).toEqual([]);
  expect(watchedSoFar(kept)).toBe('15 of 15 minutes watched');
  expect(gridProblems(after(draft, ...forgetWatched(draft), ['interval_seconds', 600]))).toHaveLength(1);
  expect(gridProblems(after(draft, ['interval_seconds', 90])).map(({ path }) => path)).toEqual(['watched/1']);
  expect(gridProblems(after(draft, ['interval_count', null])).map(({ path }) => path)).toContain('interval_count');
});

test('a count is put right afterwards: what was too much is struck out and stays in the record', () => {
  const school = larkspur();
  let draft = grid(school);
  draft = after(draft, ...setCount(school.pen(), draft, null, SHOUTS(1), 3), ...setAllWatched(school.pen(), draft, 6));
  const view = saved(school, 'observation', draft);
  const opened = openEdit(view);
  const changed = after(opened.leaves, ...setCount(school.pen(), opened.leaves, opened.leaves, SHOUTS(1), 1));
  school.save(SAM, sure(saveEdit(KAI, opened, changed)));
  const now = leavesOf(sure(school.book().viewOf(KAI, view.id)));
  expect(countIn(now, SHOUTS(1))).toBe(1);
  expect([...now.keys()].filter((path) => path.startsWith('ticks/'))).toHaveLength(3);
});

test('a lesson counts as earlier by its own day, however late it was typed in', () => {
  const school = larkspur();
  const watched = { interval_seconds: 300, interval_count: 6, setting: 'lesson', tick_rule: 'starts' };
  const october = school.begin(SAM, KAI, 'observation', {
    ...watched, date: '2026-10-06', started: '2026-10-06T09:15:00.000+01:00', ended: '2026-10-06T09:45:00.000+01:00',
  });
  const september = saved(school, 'observation', after(grid(school), ['date', '2026-09-15'], ['paper_date', '2026-09-15']));
  const place = caseOf(school);
  expect(earlierThan(place, sure(place.find(october))).map(({ id }) => id)).toEqual([september.id]);
  expect(earlierThan(place, september)).toEqual([]);
});

test('a scale from paper is an occasion of its day, and finished with what stands on it', () => {
  const school = larkspur();
  const draft = typed('scale_learning', onPaper(school.pen(), school.book(), caseOf(school), 'scale_learning'), 'paper_date', '2026-10-01');
  const view = saved(school, 'scale_learning', after(draft, ['written_by', 'Kai'], ['attending_now', 4], ['attending_wish', 8]));
  expect(judge(leavesOf(view), { today: TODAY })).toEqual([]);
  expect(occasionOf(view)).toMatchObject({ date: '2026-10-01', finished: true });
});
