import { expect, test } from 'vitest';

import { type Address, ADDRESSES, to, toRecord } from '../../src/casework/addresses';
import { newest } from '../../src/casework/forms';
import { blankPaper, paperModel, PRINTED } from '../../src/casework/paper';
import { choosable, chooser, pupils } from '../../src/casework/pick';
import { match } from '../../src/ui/shell/router';
import { AMIRA, KAI, larkspur, SAM, sure, TEAM, WARD } from './school';

const ID = '00000000000000000011AA';

test('every address leads back to itself, and no two are one', () => {
  for (const name of Object.keys(ADDRESSES) as Address[]) {
    const params = Object.fromEntries([...ADDRESSES[name].matchAll(/:(\w+)/g)].map(([, param]) => [param ?? '', param === 'form' ? 'visit' : ID]));
    expect(match(ADDRESSES, to(name, params))).toEqual({ name, params });
  }
});

test('a record opens on the page of its form, and a form of any name on the plain one', () => {
  expect(toRecord(KAI, ID, 'observation')).toBe(`/observation/${KAI}/${ID}`);
  expect(toRecord(KAI, ID, 'constructor')).toBe(`/of/${KAI}/${ID}`);
});

test('an address cannot be made of anything that might be a name', () => {
  expect(() => to('case', { case: 'Kai Brennan' })).toThrow(RangeError);
});

test('the chooser leads from a case to what is recorded about it', () => {
  const place = sure(larkspur().book().caseOf(KAI));
  expect(chooser(null).kinds.map(({ value }) => value)).toEqual(['observation', 'visit', 'scale', 'drop_in', 'session', 'appointment', 'paper', 'case']);
  expect(chooser(place).kinds.map(({ href }) => href)).toContain(`/case/${KAI}/plan`);
  expect(chooser(place)).toMatchObject({ about: 'Kai Brennan', back: { href: `/case/${KAI}`, label: 'Kai Brennan' } });
});

test('those of today’s appointments are offered first, then the last seen', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { date: '2026-11-20' });
  expect(pupils(school.book(), '', 'observeFor').map(({ name }) => name)).toEqual(['Kai Brennan', 'Amira Halloway']);
  school.begin(SAM, AMIRA, 'appointment', { starts: '2026-11-23T11:00:00.000+00:00' });
  expect(pupils(school.book(), '', 'observeFor')[0]).toMatchObject({ name: 'Amira Halloway', href: `/observe/${AMIRA}`, detail: '8D' });
});

test('a closed case is not offered to be written in', () => {
  const school = larkspur();
  school.write(SAM, KAI, sure(school.book().caseOf(KAI)?.all.at(-1)).id, { stage: 'closed' });
  expect(choosable(school.book(), '').map(({ name }) => name)).toEqual(['Amira Halloway']);
});

test('a visit is printed on its own sheet, with the pupil’s name and the school’s', () => {
  const school = larkspur();
  school.write(WARD, TEAM, newest('school').single ?? '', { address: 'Larkspur Hill, Much Pondering' });
  const visit = school.begin(SAM, KAI, 'visit', { discussion: 'Mum is on nights.', discussion_source: 'told', discussion_told_by: 'Gran' });
  const book = school.book();
  const model = sure(paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, visit)), { sheet: null, copy: null, blank: false }));
  expect(model).toMatchObject({ school: 'Larkspur Hill School', address: 'Larkspur Hill, Much Pondering', blank: false, foot: 'Printed 23 November 2026 by Sam Ortiz' });
  expect(model.sheet.heading).toBe('Off Site Visit Record');
  const words = JSON.stringify(model.blocks);
  expect(words).toContain('Kai Brennan');
  expect(words).toContain('told by Gran');
});

test('a plan has three shapes; the record’s own is taken unless another is chosen', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { shape: 'student' });
  const book = school.book();
  const page = (sheet: string | null) => sure(paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, plan)), { sheet, copy: null, blank: false }));
  expect(page(null).sheet.name).toBe('student');
  expect(page('one_page').sheet.name).toBe('one_page');
  expect(page(null).sheets).toHaveLength(3);
});

test('a plan is printed for somebody, which its foot says; a blank sheet is for nobody', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { pupil_comments: 'I hate the bus.', shape: 'one_page' });
  const book = school.book();
  const page = (copy: string | null, blank = false) => sure(paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, plan)), { sheet: null, copy, blank }));
  expect(page(null).copies.map(({ label }) => label)).toEqual(['the pupil', 'a parent or carer', 'teachers']);
  expect(page('parent')).toMatchObject({ foot: 'Copy for a parent or carer, printed 23 November 2026 by Sam Ortiz', leftOut: ['Pupil’s comments'] });
  expect(JSON.stringify(page('parent').blocks)).not.toContain('bus');
  expect(page('parent', true)).toMatchObject({ copies: [], copy: null, leftOut: [] });
});

test('an observation prints the rule that it was counted by', () => {
  const school = larkspur();
  const watched = school.begin(SAM, KAI, 'observation', { tick_rule: 'own', tick_rule_words: 'Tick at the bell' });
  const book = school.book();
  const model = paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, watched)), { sheet: null, copy: null, blank: false });
  expect(model?.beneath[0]).toBe('When a state is ticked: Tick at the bell.');
});

test('an observation prints how long was watched, what blank means and what was noted', () => {
  const school = larkspur();
  const watched = school.begin(SAM, KAI, 'observation', {
    started: '2026-11-20T09:15:00.000+00:00', ended: '2026-11-20T09:33:00.000+00:00', interval_seconds: 300, interval_count: 6,
    [`ticks/${ID}`]: ['shouts_out', 1, 0, 60_000, null], out_of_seat_looked: 'saw_none', ignores_looked: 'did_not_look',
    other_is: 'humming', notes: 'A supply teacher.\nKai sat at the back.', notes_source: 'saw',
  });
  const book = school.book();
  const paper = (blank: boolean) => paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, watched)), { sheet: null, copy: null, blank })?.beneath;
  expect(paper(false)).toEqual([
    'When a state is ticked: Tick when it starts.', '18 of 30 minutes watched.', 'Looked for and not seen: Out of seat.',
    'Not looked for: Ignores inappropriate behaviour.', '“Other” stands for humming.',
    'Notes (seen or heard): A supply teacher.\nKai sat at the back.',
  ]);
  expect(paper(true)).toEqual(['When a state is ticked: Tick when it starts.']);
});

test('every printed form has a blank sheet without a name on it', () => {
  const book = larkspur().book();
  for (const form of PRINTED) {
    const model = sure(blankPaper(book, form, null));
    expect(model.blank).toBe(true);
    expect(JSON.stringify(model.blocks)).not.toContain('Kai');
  }
});

test('what was taken out of a case is not printed', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { _withdrawn_at: '2026-11-23T10:00:00.000+00:00' });
  const book = school.book();
  expect(paperModel(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, note)), { sheet: null, copy: null, blank: false })).toBeNull();
});
