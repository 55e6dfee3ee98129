import { expect, test } from 'vitest';

import { moveRecord, canMove } from '../../src/casework/acts/move';
import { keepAll, keepVersion } from '../../src/casework/acts/versions';
import { happened } from '../../src/casework/happened';
import { targetsOf } from '../../src/casework/plans';
import { leavesOf } from '../../src/casework/standing';
import { unsettled } from '../../src/casework/versions';
import { detail } from '../../src/casework/detail';
import { AMIRA, at, CASE, type Invented, KAI, larkspur, SAM, sure, TAMSIN, WARD } from './school';

/** A note of Sam's whose next step Ms Ward changed while he had no network. */
function twoVersions(school: Invented): string {
  const note = school.begin(SAM, KAI, 'session', { happened: 'Proud of it.', next_step: 'Card for science', next_step_source: 'view' });
  school.write(WARD, KAI, note, { next_step: 'Hold until Thursday', next_step_source: 'told', next_step_told_by: 'Mr Lee' }, { unseen: true, at: at('2026-11-23T10:10') });
  return note;
}

function viewOf(school: Invented, record: string, vault = KAI) {
  return sure(school.book().viewOf(vault, record));
}

test('choosing one version settles it, with how its writer knew it', () => {
  const school = larkspur();
  const note = twoVersions(school);
  const [found] = unsettled(school.book(), KAI, viewOf(school, note));
  const mine = sure(found).versions.find(({ by }) => by.startsWith('you'));
  school.save(SAM, sure(keepVersion(KAI, viewOf(school, note), 'next_step', sure(mine).id)));
  const view = viewOf(school, note);
  expect(unsettled(school.book(), KAI, view)).toEqual([]);
  expect(Object.fromEntries(leavesOf(view))).toMatchObject({ next_step: 'Card for science', next_step_source: 'view' });
});

test('keeping both puts one under the other, each with how its writer knew it', () => {
  const school = larkspur();
  const note = twoVersions(school);
  school.save(SAM, sure(keepAll(KAI, viewOf(school, note), 'next_step')));
  const leaves = leavesOf(viewOf(school, note));
  expect(leaves.get('next_step')).toBe('Card for science (the writer’s view)\n\nHold until Thursday (told by Mr Lee)');
  expect(leaves.get('next_step_source')).toBeNull();
});

test('a third version that arrives while somebody chooses stands beside what they chose', () => {
  const school = larkspur();
  const note = twoVersions(school);
  const seen = viewOf(school, note);
  const chosen = sure(unsettled(school.book(), KAI, seen)[0]?.versions[0]);
  school.write(TAMSIN, KAI, note, { next_step: 'Ask Mum' }, { unseen: true });
  school.save(SAM, sure(keepVersion(KAI, seen, 'next_step', chosen.id)));
  const left = unsettled(school.book(), KAI, viewOf(school, note))[0]?.versions.map(({ text }) => text);
  expect(left?.sort()).toEqual(['Ask Mum', 'Card for science']);
});

test('a version that stands no more cannot be chosen', () => {
  const school = larkspur();
  const note = twoVersions(school);
  expect(keepVersion(KAI, viewOf(school, note), 'next_step', 'gone.1.0')).toBeNull();
});

test('two dates are asked about too, and cannot both stand', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { review_date: '2026-11-26' });
  school.write(WARD, KAI, plan, { review_date: '2026-12-03' }, { unseen: true });
  const [found] = unsettled(school.book(), KAI, viewOf(school, plan));
  expect(found).toMatchObject({ of: 'Review date', both: false, versions: [{ text: 'Thursday 26 November' }, { text: 'Thursday 3 December' }] });
  expect(keepAll(KAI, viewOf(school, plan), 'review_date')).toBeNull();
});

test('the same words written twice, and what the tablet measured, are nothing to choose between', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  school.write(WARD, KAI, note, { happened: 'Settled.' }, { unseen: true });
  const watched = school.begin(SAM, KAI, 'observation', {});
  const gap = 'gaps/00000000000000000081AA/until_ms';
  school.write(SAM, KAI, watched, { [gap]: 100 });
  school.write(WARD, KAI, watched, { [gap]: 200 }, { unseen: true });
  expect(unsettled(school.book(), KAI, viewOf(school, note))).toEqual([]);
  expect(unsettled(school.book(), KAI, viewOf(school, watched))).toEqual([]);
});

test('a version that was emptied is a version', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  school.write(WARD, KAI, note, { happened: null }, { unseen: true });
  expect(unsettled(school.book(), KAI, viewOf(school, note))[0]?.versions.map(({ text }) => text).sort()).toEqual(['', 'Settled.']);
});

test('whether a record stays is asked where one deleted it and another changed it', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  const before = viewOf(school, note);
  school.save(SAM, { vault: KAI, record: note, values: {}, whole: 'delete' });
  school.write(WARD, KAI, note, { evaluation: 'Well held.' });
  const ask = () => detail(school.book(), sure(school.book().caseOf(KAI)), viewOf(school, note)).versions[0];
  expect(ask()).toMatchObject({ of: 'Whether it stays', versions: [{ id: 'stays', by: 'Ms Ward' }, { id: 'goes', by: 'you' }] });
  school.save(SAM, sure(keepVersion(KAI, before, '_deleted', 'stays')));
  expect(viewOf(school, note).deletion).toBeNull();
  school.save(SAM, sure(keepVersion(KAI, viewOf(school, note), '_deleted', 'goes')));
  expect(school.book().viewOf(KAI, note)).toBeNull();
});

// "This was about somebody else" ----------------------------------------------------------------------------

function move(school: Invented, record: string): string {
  const book = school.book();
  const saves = moveRecord(school.pen(), sure(book.caseOf(KAI)), sure(book.caseOf(AMIRA)), viewOf(school, record));
  for (const save of saves) school.save(SAM, save);
  return sure(saves[0]).record;
}

test('a record about somebody else goes to the right case and leaves a note in both', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Talked of the move.', date: '2026-11-20' });
  const copy = move(school, note);
  const book = school.book();
  const [wrong] = happened(book, sure(book.caseOf(KAI)));
  const [right] = happened(book, sure(book.caseOf(AMIRA)));
  expect(wrong).toMatchObject({ withdrawn: 'It was about somebody else. Taken out by you, 23 Nov.', text: [] });
  expect(right).toMatchObject({ id: copy, date: '2026-11-20', withdrawn: null });
  expect(right?.text).toEqual(['Talked of the move.', 'It was first written in another case and brought here on 23 Nov.']);
});

test('the copy keeps rows, ticks and both versions, takes the right class, and points at no other child’s targets', () => {
  const school = larkspur();
  const note = twoVersions(school);
  school.write(SAM, KAI, note, { targets: ['00000000000000000091AA'], class_form: '8B' });
  const seen = school.begin(SAM, KAI, 'visit', { class_form: '8B', 'actions/00000000000000000092AA/what': 'Ring Mum' });
  const watched = school.begin(SAM, KAI, 'observation', { 'ticks/00000000000000000093AA': ['shouts_out', 1, 0, 0, null] });
  const [noteCopy, visitCopy, watchedCopy] = [note, seen, watched].map((record) => leavesOf(viewOf(school, move(school, record), AMIRA)));
  expect(noteCopy?.get('next_step')).toContain('Card for science');
  expect(noteCopy?.get('next_step')).toContain('Hold until Thursday');
  expect(noteCopy?.has('targets')).toBe(false);
  expect(visitCopy?.get('class_form')).toBe('8D');
  expect(visitCopy?.get('actions/00000000000000000092AA/what')).toBe('Ring Mum');
  expect(watchedCopy?.get('ticks/00000000000000000093AA')).toEqual(['shouts_out', 1, 0, 0, null]);
});

test('the copy is saved first, so that a tablet that dies between the two loses nothing', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Talked.' });
  const book = school.book();
  const [copy, withdrawn] = moveRecord(school.pen(), sure(book.caseOf(KAI)), sure(book.caseOf(AMIRA)), viewOf(school, note));
  expect([copy?.vault, withdrawn?.vault]).toEqual([AMIRA, KAI]);
});

test('a plan keeps what was said of how far its targets have come, and an appointment nothing that it became', () => {
  const school = larkspur();
  const [target, said, lost] = ['00000000000000000095AA', '00000000000000000096AA', '00000000000000000097AA'];
  const plan = school.begin(SAM, KAI, 'action_plan', {
    start_date: '2026-10-12', [`targets/${target}/target`]: 'Put my hand up',
    [`progress/${said}/target`]: target, [`progress/${said}/date`]: '2026-11-20', [`progress/${said}/tenths`]: 7,
    [`progress/${lost}/target`]: '00000000000000000098AA', [`progress/${lost}/tenths`]: 2,
  });
  const view = viewOf(school, move(school, plan), AMIRA);
  expect(targetsOf(school.book(), view)).toMatchObject([{ id: target, text: 'Put my hand up', tenths: 7 }]);
  expect(leavesOf(view).has(`progress/${lost}/target`)).toBe(false);
  const note = school.begin(SAM, KAI, 'session', {});
  const held = school.begin(SAM, KAI, 'appointment', { date: '2026-11-23', starts: '2026-11-23T09:15:00.000+00:00', status: 'done', became: note });
  expect(leavesOf(viewOf(school, move(school, held), AMIRA)).has('became')).toBe(false);
});

test('a record that was moved twice says only where it came from last', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Talked.' });
  const copy = move(school, note);
  const book = school.book();
  const back = moveRecord(school.pen(), sure(book.caseOf(AMIRA)), sure(book.caseOf(KAI)), viewOf(school, copy, AMIRA));
  expect(Object.keys(sure(back[0]).values).filter((path) => path.startsWith('_'))).toEqual(['_form', '_version', '_came_at']);
});

test('the case itself is never moved', () => {
  const school = larkspur();
  expect(canMove(viewOf(school, CASE))).toBe(false);
});
