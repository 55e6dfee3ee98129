import { expect, test } from 'vitest';
import { type Leaf, newest } from '../../casework/forms';
import { readRecord, type Reading, rowAt, sourceAt } from './reading';

function reading(leaves: Record<string, Leaf>): Reading {
  return {
    form: newest('visit'),
    leaves: new Map(Object.entries(leaves)),
    names: (_field, id) => ({ sam: 'Sam Ortiz' })[id] ?? 'somebody',
    today: '2026-11-24',
  };
}

function lines(leaves: Record<string, Leaf>): string[] {
  return readRecord(reading(leaves)).flatMap((section) => section.lines.map(({ label, text }) => `${label}: ${text}`));
}

test('answers are read in the words of the form', () => {
  expect(
    lines({
      date: '2026-11-24',
      at: '2026-11-24T14:10:00.000+00:00',
      kind: 'home',
      made_by: 'sam',
      present: ['Mum', 'Gran'],
      risk_level: 'none',
      from_paper: false,
    }),
  ).toEqual([
    'Date: Tuesday 24 November',
    'Time: 14:10',
    'What kind of place: a home',
    'Visit made by: Sam Ortiz',
    'Present at home: Mum and Gran',
    'Is anything of concern?: No concern',
    'This was first written on paper: no',
  ]);
});

test('a day of another year is read with its year', () => {
  expect(lines({ date: '2026-11-23', risk_review: '2027-01-11' })).toEqual(['Date: Monday 23 November', 'Look at it again on: Monday 11 January 2027']);
});

test('rows are numbered, and what is empty or deleted is left out', () => {
  expect(
    lines({
      reason: '',
      'actions/b/what': 'Write',
      'actions/a/what': 'Ring the school nurse',
      'actions/a/owner_name': 'Mum',
      'actions/b/_deleted': [true, ''],
    }),
  ).toEqual(['Agreed action 1: Ring the school nurse. Who, if not staff: Mum.']);
});

test('what is wrong in a row is said with the row that it lies in', () => {
  const visit = { form: newest('visit'), values: new Map<string, Leaf>([['actions/b/what', 'Write'], ['actions/b/_order', 'b'], ['actions/a/_order', 'a']]) };
  expect(rowAt(visit, 'actions/b/owner')).toBe('Agreed action 2');
  expect(rowAt(visit, 'actions/gone/owner')).toBe(null);
  expect(rowAt(visit, 'actions')).toBe(null);
  expect(rowAt(visit, 'date')).toBe(null);
  expect(rowAt({ form: newest('calendar'), values: new Map() }, 'working_hours/monday/from')).toBe('Monday');
});

test('a term is one line, and so is a day of working hours', () => {
  const leaves = {
    'terms/a/name': 'Autumn term', 'terms/a/first': '2026-09-01', 'terms/a/last': '2026-12-18',
    'closed/b/first': '2026-12-25', 'bells/c/name': 'Break', 'bells/c/starts': '10:40', 'bells/c/ends': '11:00',
    monday_from: '08:30', monday_until: '16:30', tuesday_from: '08:30',
  };
  const found = readRecord({ ...reading(leaves), form: newest('calendar') });
  expect(found.flatMap((section) => section.lines.map(({ label, text }) => `${label}: ${text}`))).toEqual([
    'Term 1: Autumn term. Tuesday 1 September to Friday 18 December.',
    'Closed day 1: Friday 25 December',
    'Monday: 8:30 to 16:30',
    'Tuesday: From 8:30',
    'Bell time 1: Break. 10:40 to 11:00.',
  ]);
});

test('an answer that the form no longer has is shown as it stands', () => {
  expect(lines({ kind: 'a tent', date: 'some day', at: 'noon' })).toEqual([
    'Date: some day', 'Time: noon', 'What kind of place: a tent',
  ]);
});

test('a narrative says how it is known', () => {
  const { leaves } = reading({ a_source: 'told', a_told_by: 'Gran', b_source: 'saw', c_source: 'view', d_source: 'told' });
  expect(['a', 'b', 'c', 'd', 'e'].map((path) => sourceAt(leaves, path))).toEqual([
    'told by Gran', 'seen or heard', 'the writer’s view', 'told by somebody', null,
  ]);
});

test('a day of another year says which, as a date of birth does; on paper every day does', () => {
  const leaves = { date_of_birth: '2013-02-03', opened_on: '2026-09-07' };
  const read = (more: Partial<Reading>) => readRecord({ ...reading(leaves), form: newest('case'), ...more }).flatMap((section) => section.lines.map(({ text }) => text));
  expect(read({})).toEqual(['Sunday 3 February 2013', 'Monday 7 September']);
  expect(read({ inFull: true })).toEqual(['3 February 2013', '7 September 2026']);
});

test('a moment on paper has its day, unless a field beside it says that', () => {
  const told = { ...reading({ at: '2026-11-24T14:10:00.000+00:00', lead_told_at: '2026-11-24T14:20:00.000+00:00' }), inFull: true };
  expect(readRecord(told).flatMap((section) => section.lines.map(({ text }) => text))).toEqual(['14:10', '24 November 2026, 14:20']);
});
