import { expect, test } from 'vitest';
import { gridName, type Leaf, newest } from '../../casework/forms';
import { asked, askedItems, asNumber, asText, asTexts, changesOf, errorAt, adviceAt, type FormContext, led, likeAbove, pathOf, sectionsToShow, siblingsOf } from './rendering';

type Of = 'visit' | 'session' | 'visit_safety' | 'observation' | 'calendar' | 'scale_learning';

function context(form: Of, values: Record<string, Leaf>, more: Partial<FormContext> = {}): FormContext {
  return {
    form: newest(form),
    values: new Map(Object.entries(values)),
    problems: [],
    today: '2026-11-24',
    onChange: () => undefined,
    onAddRow: () => undefined,
    onRemoveRow: () => undefined,
    choose: () => [],
    ...more,
  };
}

function risk(of: FormContext): string[] {
  const section = of.form.sections.find(({ name }) => name === 'risk');
  return asked(section?.fields ?? [], of, null).map(({ name }) => name);
}

test('a field with a condition is asked when its sibling has the answer', () => {
  expect(risk(context('visit', {}))).not.toContain('risk_issues');
  expect(risk(context('visit', { risk_level: 'none' }))).not.toContain('risk_issues');
  expect(risk(context('visit', { risk_level: 'high' }))).toContain('risk_issues');
});

test('a hidden field is not asked', () => {
  expect(risk(context('visit', {}, { hidden: new Set(['risk_seen']) }))).toEqual(['risk_level']);
});

test('what points at records is asked only where there are some', () => {
  const note = newest('session').sections.find(({ name }) => name === 'note')?.fields ?? [];
  const names = (of: FormContext) => asked(note, of, null).map(({ name }) => name);
  expect(names(context('session', {}))).not.toContain('targets');
  expect(names(context('session', {}, { choose: () => [{ value: 'a', label: 'Put my hand up' }] }))).toContain('targets');
});

test('an item of a grid of which nothing is asked is not shown', () => {
  const grid = newest('observation').sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'untouched');
  const of = context('observation', {}, { hidden: new Set(['on_task_looked']) });
  const shown = grid === undefined ? [] : askedItems(grid, of).map(([item]) => item);
  expect([shown.length, shown.includes('on_task')]).toEqual([10, false]);
});

test('sections come in the order that was asked for, and those with nothing to ask do not', () => {
  const hidden = new Set(['present', 'reason', 'other_agencies', 'discussion', 'actions']);
  const names = sectionsToShow(context('visit', {}, { hidden }), ['risk', 'what_happened', 'about']).map(({ name }) => name);
  expect(names).toEqual(['risk', 'about']);
});

test('fields that lead come first in their own order, the others keep theirs', () => {
  const fields = newest('visit').sections.find(({ name }) => name === 'what_happened')?.fields ?? [];
  expect(led(fields, ['discussion', 'present']).map(({ name }) => name)).toEqual([
    'discussion', 'present', 'reason', 'other_agencies', 'actions',
  ]);
});

test('a time on the day of another field follows that day', () => {
  const of = context('session', { date: '2026-11-24', at: '2026-11-24T14:10:00.000+00:00' });
  expect(changesOf(of, 'date', '2026-06-12')).toEqual([
    ['date', '2026-06-12'],
    ['at', '2026-06-12T14:10:00.000+01:00'],
  ]);
  expect(changesOf(of, 'at', null)).toEqual([['at', null]]);
});

test('what comes after such a time moves by as many days, so that what lies between them is as long as it was', () => {
  const of = context('observation', { date: '2026-11-24', started: '2026-11-24T09:15:23.456+00:00', ended: '2026-11-24T09:33:23.456+00:00' });
  expect(changesOf(of, 'date', '2026-11-23')).toEqual([
    ['date', '2026-11-23'],
    ['started', '2026-11-23T09:15:23.456+00:00'],
    ['ended', '2026-11-23T09:33:23.456+00:00'],
  ]);
  const night = context('observation', { started: '2026-03-28T23:50:00.000+00:00', ended: '2026-03-29T00:20:00.000+00:00' });
  expect(changesOf(night, 'date', '2026-03-29')).toEqual([
    ['date', '2026-03-29'],
    ['started', '2026-03-29T23:50:00.000+01:00'],
    ['ended', '2026-03-30T00:20:00.000+01:00'],
  ]);
});

test('a day without hours can be made like the one above it, if that has any', () => {
  const hours = newest('calendar').sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'working_hours');
  const like = (day: string, values: Record<string, Leaf>) => hours && likeAbove(hours, day, context('calendar', values));
  const monday = { monday_from: '08:15', monday_until: '16:00' };
  expect(like('tuesday', monday)).toEqual({ above: 'Monday', changes: [['tuesday_from', '08:15'], ['tuesday_until', '16:00']] });
  expect(like('tuesday', { monday_from: '08:15' })).toEqual({ above: 'Monday', changes: [['tuesday_from', '08:15']] });
  expect(like('tuesday', { ...monday, tuesday_until: '12:00' })).toBeNull();
  expect([like('monday', monday), like('wednesday', monday), like('tuesday', {})]).toEqual([null, null, null]);
});

test('of a scale no answer is offered that was given to the item before', () => {
  const items = newest('scale_learning').sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'grid');
  const [first, second] = items?.items ?? [];
  const [column] = items?.columns ?? [];
  if (items === undefined || first === undefined || second === undefined || column === undefined) throw new Error('the scale has no grid');
  expect(likeAbove(items, second[0], context('scale_learning', { [gridName(first[0], column.name)]: 3 }))).toBeNull();
});

test('the siblings of a field in a row are those of its row', () => {
  const of = context('visit', { 'actions/a/what': 'Ring', 'actions/b/what': 'Write', date: '2026-11-24' });
  expect([...siblingsOf(of, { rows: 'actions', row: 'b' })]).toEqual([['what', 'Write']]);
  expect(pathOf('what', { rows: 'actions', row: 'b' })).toBe('actions/b/what');
  expect(pathOf('date', null)).toBe('date');
});

test('advice is no error', () => {
  const of = context('visit', {}, {
    problems: [
      { path: 'targets', code: 'many_rows', message: 'Which matter most?', advice: true },
      { path: 'date', code: 'required', message: 'Fill it in.' },
    ],
  });
  expect([errorAt(of, 'targets'), adviceAt(of, 'targets')]).toEqual([undefined, 'Which matter most?']);
  expect([errorAt(of, 'date'), adviceAt(of, 'date')]).toEqual(['Fill it in.', undefined]);
});

test('a value of the wrong kind is shown as not answered', () => {
  expect([asText(3), asTexts('Mum'), asNumber(true)]).toEqual([null, null, null]);
  expect(asTexts(['Mum', 3, null])).toEqual(['Mum']);
});
