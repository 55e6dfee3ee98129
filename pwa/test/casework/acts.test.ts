import { expect, test } from 'vitest';

import { ended, isPlanned, movedAway, onAnotherDay } from '../../src/casework/acts/appointments';
import { beginCase } from '../../src/casework/acts/case';
import { CHOSEN, dropIn } from '../../src/casework/acts/drop_in';
import { openEdit, saveEdit } from '../../src/casework/acts/edit';
import { planStart, sayProgress, targetsFrom } from '../../src/casework/acts/plan';
import { keepPromise } from '../../src/casework/acts/promises';
import { begin, type Save, type Values } from '../../src/casework/acts/save';
import { saveSession, sessionPlanned, sessionStart } from '../../src/casework/acts/session';
import { notesForNextVisitor, saveVisit, sheetFor, sheetStart, siblingsOf, visitStart } from '../../src/casework/acts/visit';
import { answerWish } from '../../src/casework/acts/wishes';
import { type Leaf, newest, recordOf } from '../../src/casework/forms';
import { reportOf } from '../../src/casework/lessons';
import { wishesIn } from '../../src/casework/occasions';
import { instantAt } from '../../src/casework/pen';
import { targetsOf } from '../../src/casework/plans';
import { promisesIn } from '../../src/casework/promises';
import { nextVisitorNotes } from '../../src/casework/safety_page';
import { likelyIn } from '../../src/casework/likely';
import { leavesOf } from '../../src/casework/standing';
import { judge } from '../../src/casework/validate';
import { AMIRA, at, CASE, DIARY, type Invented, KAI, larkspur, SAM, sure, TICKET, WARD } from './school';

const row = '00000000000000000071AA';

function viewOf(school: Invented, { vault, record }: Pick<Save, 'vault' | 'record'>) {
  return sure(school.book().viewOf(vault, record));
}

function faults(school: Invented, saved: Pick<Save, 'vault' | 'record'>): string[] {
  return judge(leavesOf(viewOf(school, saved)), { today: '2026-11-23' }).map(({ path, code }) => `${path}: ${code}`);
}

function caseOf(school: Invented, vault = KAI) {
  return sure(school.book().caseOf(vault));
}

/** One in the case, on the school's clock in winter. */
function appointed(school: Invented, starts: string, values: Values): Pick<Save, 'vault' | 'record'> {
  const record = school.begin(SAM, KAI, 'appointment', { ...values, date: starts.slice(0, 10), starts: `${starts}:00.000+00:00` });
  return { vault: KAI, record };
}

test('a moment is written with the offset of the school’s clock, in winter and in summer', () => {
  expect(instantAt(Date.UTC(2026, 10, 23, 10, 4, 2, 123))).toBe('2026-11-23T10:04:02.123+00:00');
  expect(instantAt(Date.UTC(2026, 5, 23, 10, 4, 59, 999))).toBe('2026-06-23T11:04:59.999+01:00');
});

test('a new record has its defaults, its author and nothing empty', () => {
  const school = larkspur();
  const { values } = begin(school.pen(), KAI, 'session', { reward: null });
  expect(values).toMatchObject({ _form: 'session', _version: 1, date: '2026-11-23', at: '2026-11-23T10:04:00.000+00:00', kind: 'one_to_one' });
  expect(Object.values(values)).not.toContain(null);
});

test('a drop-in is two taps: what about, and save; without a name it lies in the diary', () => {
  const school = larkspur();
  const saved = dropIn(school.pen(), DIARY, new Map([['about', ['friends']]]), null);
  expect(saved.vault).toBe(DIARY);
  school.save(SAM, saved);
  expect(faults(school, saved)).toEqual([]);
  expect(leavesOf(viewOf(school, saved)).has('who')).toBe(false);
});

test('with a pupil’s case it lies there, with name and class; a name alone stays in the diary', () => {
  const school = larkspur();
  const draft = new Map<string, Leaf>([['about', ['home']], ['who', 'kai'], [CHOSEN, KAI]]);
  const inCase = dropIn(school.pen(), DIARY, draft, caseOf(school));
  expect(inCase).toMatchObject({ vault: KAI, values: { about: ['home'], who: 'Kai Brennan', class_form: '8B' } });
  expect(inCase.values).not.toHaveProperty(CHOSEN);
  expect(dropIn(school.pen(), DIARY, new Map<string, Leaf>([['about', ['home']], ['who', 'Jasper']]), null)).toMatchObject({ vault: DIARY, values: { who: 'Jasper' } });
});

test('a session begins with what was to come next, and ends the appointment that it was', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { date: '2026-11-16', next_step: 'Try the card in science' });
  const planned = appointed(school, '2026-11-23T10:00', { kind: 'session', minutes: 25 });
  const appointment = sure(sessionPlanned(school.book(), caseOf(school)));
  expect(appointment.id).toBe(planned.record);
  const draft = sessionStart(school.pen(), caseOf(school), appointment);
  expect(Object.fromEntries(draft)).toMatchObject({ objective: 'Try the card in science', minutes: 25, at: '2026-11-23T10:00:00.000+00:00' });
  const saves = saveSession(school.pen(), caseOf(school), new Map([...draft, ['happened', 'It worked.'], ['evaluation', '']]), appointment);
  for (const saved of saves) school.save(SAM, saved);
  expect(faults(school, sure(saves[0]))).toEqual([]);
  expect(sure(saves[0]).values).not.toHaveProperty('evaluation');
  expect(recordOf('appointment', leavesOf(viewOf(school, planned)))).toMatchObject({ status: 'done', became: sure(saves[0]).record });
  expect(sessionPlanned(school.book(), caseOf(school))).toBeNull();
});

test.each(['missed', 'cancelled'])('a session that was %s ends its appointment as that, and not as held', (attendance) => {
  const school = larkspur();
  const planned = appointed(school, '2026-11-23T10:00', { kind: 'session' });
  const draft = new Map([...sessionStart(school.pen(), caseOf(school), null), ['attendance', attendance] as const, ['attendance_why', 'Ill.'] as const]);
  const saves = saveSession(school.pen(), caseOf(school), draft, viewOf(school, planned));
  for (const saved of saves) school.save(SAM, saved);
  expect(faults(school, planned)).toEqual([]);
  expect(recordOf('appointment', leavesOf(viewOf(school, planned)))).toMatchObject({ status: attendance, became: undefined });
  expect(sessionPlanned(school.book(), caseOf(school))).toBeNull();
});

test('an appointment that is moved leaves a note, and the new one has all that was settled', () => {
  const school = larkspur();
  const planned = appointed(school, '2026-11-26T14:30', { kind: 'review', place: 'room 2', minutes: 45, note: 'With Mr Okafor' });
  expect(faults(school, planned)).toEqual([]);
  const draft = new Map([...onAnotherDay(viewOf(school, planned)), ['date', '2026-11-27'] as const, ['starts', '2026-11-27T09:05:00.000+00:00'] as const]);
  const next = begin(school.pen(), KAI, 'appointment', Object.fromEntries(draft));
  school.save(SAM, next);
  school.save(SAM, movedAway(KAI, viewOf(school, planned)));
  expect([planned, next].map((one) => isPlanned(viewOf(school, one)))).toEqual([false, true]);
  expect(faults(school, next)).toEqual([]);
  expect(recordOf('appointment', leavesOf(viewOf(school, next)))).toMatchObject({
    starts: '2026-11-27T09:05:00.000+00:00', place: 'room 2', minutes: 45, note: 'With Mr Okafor', status: 'planned',
  });
  expect(ended(KAI, planned.record, 'cancelled').values).toEqual({ status: 'cancelled' });
});

test('a wish is answered by whom, when and with what was done, and waits no longer', () => {
  const school = larkspur();
  const scale = school.begin(SAM, KAI, 'scale_self_esteem', {});
  school.write(TICKET, KAI, scale, { [`wishes/${row}/what`]: 'talk_today', [`wishes/${row}/at`]: '2026-11-23T09:52:00.000+00:00' });
  const saved = sure(answerWish(school.pen(), KAI, viewOf(school, { vault: KAI, record: scale }), row, 'We talked at break.'));
  school.save(SAM, saved);
  expect(wishesIn(caseOf(school))).toEqual([]);
  expect(recordOf('scale_self_esteem', leavesOf(viewOf(school, saved))).wishes[0]).toMatchObject({ answered_by: SAM, answer: 'We talked at break.' });
  expect(answerWish(school.pen(), KAI, viewOf(school, saved), 'no such wish', null)).toBeNull();
});

test('a plan begins with the columns that stood out, the class, and the review when the school has settled', () => {
  const school = larkspur();
  const ticks = Object.fromEntries([0, 1, 2].map((index): [string, Leaf] => [`ticks/0000000000000000008${index}AA`, ['shouts_out', 1, 0, 60_000 * index, null]]));
  const watched = school.begin(SAM, KAI, 'observation', {
    interval_seconds: 300, interval_count: 6, started: '2026-11-23T09:15:00.000+00:00', ended: '2026-11-23T09:45:00.000+00:00', ...ticks,
  });
  const report = sure(reportOf(caseOf(school), viewOf(school, { vault: KAI, record: watched })));
  const pen = school.pen();
  const saved = begin(pen, KAI, 'action_plan', { ...planStart(pen, school.book(), caseOf(school)), ...targetsFrom(pen, report) });
  school.save(SAM, saved);
  expect(faults(school, saved)).toEqual([]);
  expect(recordOf('action_plan', leavesOf(viewOf(school, saved)))).toMatchObject({ review_date: '2027-01-04', class_form: '8B' });
  expect(targetsOf(school.book(), viewOf(school, saved))[0]?.text).toContain('Shouts out');
});

test('progress is a row of its own', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-23' });
  school.write(SAM, KAI, plan, { [`targets/${row}/target`]: 'Put my hand up' });
  const current = () => viewOf(school, { vault: KAI, record: plan });
  school.save(SAM, sayProgress(school.pen(), KAI, current(), row, 6));
  school.save(SAM, sayProgress(school.pen(), KAI, current(), row, 7, '3 lessons in 5'));
  expect(targetsOf(school.book(), current())[0]).toMatchObject({ tenths: 7, progress: '3 lessons in 5, 23 Nov' });
});

test('a promise that is kept stands no longer among the promises', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', {});
  school.write(SAM, KAI, visit, { [`actions/${row}/what`]: 'Ring the nurse' });
  const [promise] = promisesIn(school.book(), caseOf(school));
  school.save(SAM, keepPromise(school.pen(), sure(promise)));
  expect(promisesIn(school.book(), caseOf(school))).toEqual([]);
});

test('a visit to brothers and sisters is one record in each case under one id, and a promise stands once', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { [`siblings/${row}/name`]: 'Amira', [`siblings/${row}/case`]: AMIRA });
  const places = [caseOf(school), ...siblingsOf(school.book(), caseOf(school))];
  expect(places.map(({ id }) => id)).toEqual([KAI, AMIRA]);
  const draft = new Map<string, Leaf>([
    ...visitStart(school.pen(), school.book(), caseOf(school), null),
    ['discussion', 'Mum is on nights.'], ['risk_level', 'none'], [`actions/${row}/what`, 'Ring the nurse'],
  ]);
  const saves = saveVisit(school.pen(), places, draft);
  for (const saved of saves) {
    school.save(SAM, saved);
    expect(faults(school, saved)).toEqual([]);
  }
  const visits = saves.map((saved) => recordOf('visit', leavesOf(viewOf(school, saved))));
  expect(new Set(visits.map(({ visit_id }) => visit_id)).size).toBe(1);
  expect(visits.map(({ class_form }) => class_form)).toEqual(['8B', '8D']);
  expect(visits.map(({ actions }) => actions.length)).toEqual([1, 0]);
  expect(visits[0]).not.toHaveProperty('risk_to', WARD);
});

test('an address that stands nowhere in the case is that of the last visit there', () => {
  const school = larkspur();
  const addressFor = (id: string) => sheetStart(school.pen(), school.book(), [sure(school.book().caseOf(id))]).get('address') ?? null;
  expect([addressFor(KAI), addressFor(AMIRA)]).toEqual(['14 Pudding Lane End', null]);
  school.begin(SAM, AMIRA, 'visit', { date: '2026-11-10', address: '2 Larch Walk' });
  school.begin(SAM, AMIRA, 'visit', { date: '2026-11-16', kind: 'agency', address: 'The clinic' });
  school.begin(SAM, AMIRA, 'visit', { date: '2026-11-13', address: '4 Larch Walk' });
  expect([addressFor(KAI), addressFor(AMIRA)]).toEqual(['14 Pudding Lane End', '4 Larch Walk']);
});

test('who was at home is pressed: the family as the case names them, and who was there before', () => {
  const school = larkspur();
  const brother = `siblings/${row}`;
  school.write(SAM, KAI, CASE, { [`${brother}/name`]: 'Finn', [`carers/${row}/name`]: 'Mr Crane', [`carers/${row}/do_not_contact`]: true });
  school.begin(SAM, KAI, 'visit', { date: '2026-11-13', present: ['Orla Brennan', 'Gran'] });
  const suggest = likelyIn(school.book(), caseOf(school));
  expect(suggest({ name: 'present' })).toEqual(['Orla Brennan', 'Finn', 'Kai', 'Gran']);
  expect([suggest({ name: 'reason' }), likelyIn(school.book(), null)({ name: 'present' })]).toEqual([[], []]);
});

test('a brother or sister whose class nobody knows gets none with the visit', () => {
  const school = larkspur();
  school.write(SAM, AMIRA, CASE, { class_form: null });
  const places = [caseOf(school), sure(school.book().caseOf(AMIRA))];
  const saves = saveVisit(school.pen(), places, visitStart(school.pen(), school.book(), caseOf(school), null));
  for (const saved of saves) school.save(SAM, saved);
  expect(saves.map((saved) => leavesOf(viewOf(school, saved)).get('class_form') ?? null)).toEqual(['8B', null]);
});

test('a safety sheet begins with the family’s address, my phone and my line manager, and the record with what it says', () => {
  const school = larkspur();
  school.write(WARD, sure(school.book().team.vault), SAM, { phone: '07700 900 118' });
  const draft = sheetStart(school.pen(), school.book(), [caseOf(school)]);
  expect(Object.fromEntries(draft)).toMatchObject({ address: '14 Pudding Lane End', phone: '07700 900 118', authorised_by: WARD, cases: [KAI], visitor: SAM });
  const sheet = begin(school.pen(), DIARY, 'visit_safety', Object.fromEntries([...draft, ['purpose', 'Attendance'], ['going', 'pair'], ['going_with', 'Tamsin']]));
  school.save(SAM, sheet);
  const found = sure(sheetFor(school.book(), caseOf(school)));
  const visit = visitStart(school.pen(), school.book(), caseOf(school), found);
  expect(visit.get('visit_id')).toBe(draft.get('visit_id'));
  expect(Object.fromEntries(visit)).toMatchObject({ reason: 'Attendance', made_with: 'Tamsin', visit_to: '14 Pudding Lane End', risk_to: WARD });
});

test('a risk note for the next visitor is shown to them and not copied to the sheet', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { risk_level: 'low', risk_issues: 'Said in confidence.', risk_next_visitor: true });
  const place = caseOf(school);
  expect([...sheetStart(school.pen(), school.book(), [place]).values()]).not.toContain('Said in confidence.');
  expect(notesForNextVisitor([place])).toHaveLength(1);
});

test('what one visit left for the next visitor in several cases is said once, with the names of all of them', () => {
  const school = larkspur();
  const left = { date: '2026-11-13', risk_level: 'low', risk_issues: 'The stair carpet is loose.', risk_next_visitor: true };
  school.begin(SAM, KAI, 'visit', left);
  school.begin(SAM, AMIRA, 'visit', left);
  const notes = nextVisitorNotes(school.book(), [KAI, AMIRA].map((id) => caseOf(school, id)));
  expect(notes.map(({ title, text }) => [title, text])).toEqual([['Kai Brennan and Amira Halloway, 13 Nov', 'The stair carpet is loose.']]);
});

test('a carer who must not be contacted gives neither address nor phone', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { 'carers/0000000000000000000002AA/do_not_contact': true });
  const draft = visitStart(school.pen(), school.book(), caseOf(school), null);
  expect(draft.has('address')).toBe(false);
  expect(draft.has('phone')).toBe(false);
});

test('a form saves what was changed, over what the person had before them', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.', next_step: 'Card' });
  const opened = openEdit(viewOf(school, { vault: KAI, record: note }));
  school.write(WARD, KAI, note, { next_step: 'Hold until Thursday' });
  const saved = sure(saveEdit(KAI, opened, new Map([...opened.leaves, ['next_step', 'Card in science'], ['evaluation', '']])));
  expect(saved.values).toEqual({ next_step: 'Card in science' });
  school.save(SAM, saved);
  expect(viewOf(school, saved).fields.get('next_step')?.versions.map(({ value }) => value).sort()).toEqual(['Card in science', 'Hold until Thursday']);
});

test('a form in which nothing was changed saves nothing', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  const opened = openEdit(viewOf(school, { vault: KAI, record: note }));
  expect(saveEdit(KAI, opened, opened.leaves)).toBeNull();
});

test('a row that was taken out in the form is deleted, and one that was never saved is not written', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', {});
  school.write(SAM, KAI, plan, { [`targets/${row}/target`]: 'Put my hand up' });
  const opened = openEdit(viewOf(school, { vault: KAI, record: plan }));
  const fresh = '00000000000000000072AA';
  const draft = new Map<string, Leaf>([
    ...opened.leaves, [`targets/${row}/_deleted`, [true]], [`targets/${fresh}/target`, 'Never mind'], [`targets/${fresh}/_deleted`, [true]],
  ]);
  const saved = sure(saveEdit(KAI, opened, draft));
  expect(saved).toMatchObject({ values: {}, removed: [`targets/${row}`] });
  school.save(SAM, saved);
  expect(targetsOf(school.book(), viewOf(school, { vault: KAI, record: plan }))).toEqual([]);
});

test('a row that was taken out of a new record before it was saved is not in it', () => {
  const school = larkspur();
  const draft = new Map<string, Leaf>([
    ...visitStart(school.pen(), school.book(), caseOf(school), null), [`actions/${row}/what`, 'Never mind'], [`actions/${row}/_deleted`, [true, '']],
  ]);
  const [saved] = saveVisit(school.pen(), [caseOf(school)], draft);
  expect(Object.keys(sure(saved).values).filter((path) => path.startsWith('actions/'))).toEqual([]);
  expect(begin(school.pen(), KAI, 'visit', Object.fromEntries(draft)).values).not.toHaveProperty(`actions/${row}/what`);
});

test('a new case is one record under the id that every case has', () => {
  const school = larkspur();
  const vault = '00000000000000000090AA';
  school.vault(vault, 'case', [SAM]);
  school.save(SAM, beginCase(school.pen(), vault, new Map([['name', 'Priya Larkin']])), { at: at('2026-11-23T10:05') });
  expect(sure(school.book().caseOf(vault))).toMatchObject({ opened: true, name: 'Priya Larkin', stage: 'referral', mentors: [SAM] });
  expect(newest('case').single).toBe(CASE);
});
