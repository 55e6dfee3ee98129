import { expect, test } from 'vitest';

import { isSchoolDay, schoolWeek } from '../../src/casework/team';
import { touchesOf } from '../../src/casework/standing';
import { initialsOf, folded } from '../../src/casework/people';
import { AMIRA, at, CASE, DIARY, invent, JO, KAI, larkspur, SAM, sure, TEAM, TICKET, WARD } from './school';

test('the book knows the cases by name, the diary, the directory and the safeguarding lead', () => {
  const book = larkspur().book();
  expect(book.cases.map(({ name, classForm }) => [name, classForm])).toEqual([['Amira Halloway', '8D'], ['Kai Brennan', '8B']]);
  expect(book.diary?.id).toBe(DIARY);
  expect(book.nameOf(WARD)).toBe('Ms Ward');
  expect(book.who(SAM)).toBe('you');
  expect(book.team.lead).toEqual({ name: 'Mrs Merriweather', phone: '01632 960 011' });
  expect(book.today).toBe('2026-11-23');
});

test('one save in one case leaves every other case as it was worked out before', () => {
  const school = larkspur();
  const before = school.book();
  school.write(SAM, KAI, CASE, { class_form: '9B' });
  const after = school.book();
  expect(after.caseOf(AMIRA)).toBe(before.caseOf(AMIRA));
  expect(after.team).toBe(before.team);
  expect(after.caseOf(KAI)?.classForm).toBe('9B');
});

test('a record that did not change is not read again when another in its case did', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled well.' });
  const before = sure(school.book().viewOf(KAI, note));
  const touches = touchesOf(before);
  school.begin(SAM, KAI, 'drop_in', { about: ['talk'] });
  const after = sure(school.book().viewOf(KAI, note));
  expect(after).toBe(before);
  expect(touchesOf(after)).toBe(touches);
});

test('what was deleted is in no list, and what was withdrawn stands only in the list of all', () => {
  const school = larkspur();
  const gone = school.begin(SAM, KAI, 'session', { happened: 'Typed twice.' });
  const wrong = school.begin(SAM, KAI, 'session', { happened: 'About somebody else.' });
  school.save(SAM, { vault: KAI, record: gone, values: {}, whole: 'delete' });
  school.write(SAM, KAI, wrong, { _withdrawn_at: '2026-11-23T10:00:00.000+00:00' });
  const place = sure(school.book().caseOf(KAI));
  expect(place.of('session')).toEqual([]);
  expect(place.all.map(({ id }) => id)).toContain(wrong);
  expect(place.all.map(({ id }) => id)).not.toContain(gone);
});

test('records stand newest first, by the day that their form goes by', () => {
  const school = larkspur();
  const old = school.begin(SAM, KAI, 'session', { date: '2026-10-01' });
  const late = school.begin(SAM, KAI, 'session', { date: '2026-11-20' });
  expect(school.book().recordsOf(KAI, 'session').map(({ id }) => id)).toEqual([late, old]);
});

test('a case without a key stands last and is said to be closed to this tablet', () => {
  const school = larkspur();
  const sealed = '0000000000000000000777AA';
  school.vault(sealed.slice(2), 'case', [SAM], [SAM, WARD], [SAM]);
  const book = school.book();
  expect(book.cases.at(-1)).toMatchObject({ opened: false, name: 'A case that cannot be opened yet' });
});

test('what a pupil’s page wrote is by the pupil, and a stranger is a colleague', () => {
  const book = larkspur().book();
  expect(book.by({ device: TICKET })).toBe('the pupil');
  expect(book.nameOf('nobody')).toBe('a colleague');
});

test('a line manager reads the cases of those they manage, and a colleague none', () => {
  const school = larkspur();
  expect(school.book(WARD).cases).toHaveLength(2);
  expect(school.book(JO).cases).toHaveLength(0);
});

test('a leaf of a kind that no form would take is read as nothing', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { name: 7, mentors: true, class_form: ['8B'] });
  expect(school.book().caseOf(KAI)).toMatchObject({ opened: false, mentors: [], classForm: null });
});

test('the week of the school year counts from the Monday of its first term', () => {
  const { team } = larkspur().book();
  expect(schoolWeek(team, '2026-11-23')).toBe(12);
  expect(schoolWeek(team, '2026-09-07')).toBe(1);
  expect(schoolWeek(team, '2026-12-25')).toBeNull();
  expect(isSchoolDay(team, '2026-11-23')).toBe(true);
  expect(isSchoolDay(team, '2026-11-22')).toBe(false);
});

test('a book of nothing is an empty book', () => {
  const book = invent('2026-11-23T10:04').book();
  expect(book.cases).toEqual([]);
  expect(book.diary).toBeNull();
  expect(schoolWeek(book.team, book.today)).toBeNull();
});

test('a name is found without its accents, and gives two letters', () => {
  expect(folded('Łukasz Ålesund-Ó Briain')).toBe('lukasz alesund-o briain');
  expect(initialsOf('Kai Brennan')).toBe('KB');
  expect(initialsOf('Łukasz Ålesund-Ó Briain')).toBe('ŁB');
  expect(initialsOf('')).toBe('');
});

test('the directory follows a change of name', () => {
  const school = larkspur();
  school.write(WARD, TEAM, SAM, { name: 'Sam Ortiz-Lee' }, { at: at('2026-11-23T09:00') });
  expect(school.book().nameOf(SAM)).toBe('Sam Ortiz-Lee');
});
