import { expect, test } from 'vitest';
import { type FormName, type Leaf, newest } from '../../casework/forms';
import { type Block, blocks, leftOut } from './blocks';

function sheet(form: FormName, leaves: Record<string, Leaf>, { blank = false, shape = 0, copyFor = '' } = {}): Block[] {
  const known = newest(form);
  return blocks({
    form: known,
    sheet: known.sheets?.[shape] ?? { name: '', heading: '', cells: [] },
    blank,
    copy: known.copies?.find(({ name }) => name === copyFor) ?? null,
    leaves: new Map(Object.entries(leaves)),
    pupil: new Map([['name', 'Kai Brennan']]),
    names: (_field, id) => id,
    today: '2026-11-24',
    inFull: true,
  });
}

function line(all: readonly Block[], wanted: string): string | undefined {
  return of(all, 'line').find(({ label }) => label === wanted)?.text;
}

function of<Kind extends Block['kind']>(all: readonly Block[], kind: Kind): Extract<Block, { kind: Kind }>[] {
  return all.filter((block): block is Extract<Block, { kind: Kind }> => block.kind === kind);
}

test('an observation is the grid of the paper, and a tick that was undone is not on it', () => {
  const all = sheet('observation', { 'ticks/a': ['shouts_out', 2, 1, 1, null], 'ticks/b': ['shouts_out', 2, 2, 2, 9], subject: 'Maths' });
  const [grid] = of(all, 'ticks');
  expect(all.at(-1)).toBe(grid);
  expect(grid?.rows.map(({ label }) => label)).toEqual([
    '1st 5 minutes', '2nd 5 minutes', '3rd 5 minutes', '4th 5 minutes', '5th 5 minutes', '6th 5 minutes',
  ]);
  const column = grid?.columns.indexOf('Shouts out') ?? -1;
  expect(grid?.rows[1]?.counts[column]).toBe('1');
  expect(of(all, 'line').find(({ label }) => label === 'Lesson')?.text).toBe('Maths');
});

test('a scale has a line for each statement with its two marks', () => {
  const [scale] = of(sheet('scale_self_esteem', { temper_now: 4, temper_wish: 8, stressed_now: 'skip' }), 'scale');
  expect(scale?.items).toHaveLength(13);
  expect(scale?.items[1]).toEqual({ label: 'Controlling my temper', now: 4, wish: 8 });
  expect(scale?.items[2]).toMatchObject({ now: null, wish: null });
});

test('the columns of the targets are one table, and the signatures stand under it', () => {
  const all = sheet('action_plan', { 'targets/t/target': 'Put my hand up' });
  expect(of(all, 'table').map(({ columns, rows }) => [columns.length, rows])).toEqual([
    [6, [['Put my hand up', '', '', '', '', '']]],
  ]);
  expect(all.findIndex(({ kind }) => kind === 'table')).toBeLessThan(all.findIndex((block) => block.kind === 'line' && block.label === 'Pupil Signature'));
});

test('a visit gives narratives room, and says how they are known', () => {
  const boxes = of(sheet('visit', { discussion: 'On nights again.', discussion_source: 'saw', 'actions/a/what': 'Ring' }), 'box');
  expect(boxes.find(({ label }) => label.startsWith('4.'))).toMatchObject({ text: 'On nights again.', source: 'seen or heard' });
  expect(boxes.find(({ label }) => label.startsWith('5.'))?.text).toBe('Ring');
});

test('a blank sheet holds nothing of anybody, and room to write', () => {
  const filled = { date: '2026-11-24', 'targets/t/target': 'Put my hand up', temper_now: 4, discussion: 'On nights' };
  for (const form of ['observation', 'scale_self_esteem', 'visit', 'action_plan'] as const) {
    const all = sheet(form, filled, { blank: true });
    expect(JSON.stringify(all)).not.toMatch(/Kai|nights|hand up|November/);
  }
  expect(of(sheet('action_plan', filled, { blank: true }), 'table')[0]?.rows).toHaveLength(4);
});

test('a day on paper has its year, and a time stands without its day where that is beside it', () => {
  const all = sheet('visit', { date: '2026-11-24', at: '2026-11-24T14:10:00.000+00:00' });
  expect([line(all, 'Date'), line(all, 'Time')]).toEqual(['24 November 2026', '14:10']);
  const plan = sheet('action_plan', { review_date: '2027-01-07', pupil_signed_on: '2026-11-24' });
  expect([line(plan, 'Review Date'), line(plan, 'Pupil Signature')]).toEqual(['7 January 2027', '24 November 2026']);
});

test('what shares a cell of the paper stands in it together', () => {
  expect(line(sheet('visit', { address: '14 Pudding Lane End', phone: '01632 960 121' }), 'Address/tel of place being visited'))
    .toBe('14 Pudding Lane End, 01632 960 121');
  expect(line(sheet('visit', { phone: '01632 960 121' }), 'Address/tel of place being visited')).toBe('01632 960 121');
  const [table] = of(sheet('action_plan', { 'targets/t/target': 'Hand up', 'targets/t/by_date': '2027-01-07', 'targets/t/by_words': 'in half a term' }), 'table');
  expect(table?.rows[0]?.[4]).toBe('7 January 2027, in half a term');
  expect(table?.columns[4]).toBe('When will I achieve this by');
});

const SAID: Record<string, Leaf> = {
  'targets/t/target': 'Put my hand up', 'targets/t/feedback': 'Nobody else needs to read this.', agreed_with: 'Gran', strategies: 'Card on desk',
  strategies_source: 'told', strategies_told_by: 'The neighbour', pupil_comments: 'I hate the bus.', teacher_comments: 'Often late.',
  mentor_comments: 'He is trying.', forwarded: true, forwarded_on: '2026-11-20', discussed_on: '2026-11-21',
};

test('each copy of a plan has what its reader may see, on every shape of it', () => {
  const read = (copyFor: string) => JSON.stringify([0, 1, 2].map((shape) => sheet('action_plan', SAID, { shape, copyFor })));
  for (const words of ['hand up', 'Nobody else', 'Gran', 'neighbour', 'bus', 'late', 'trying', '20 November', '21 November']) expect(read('')).toContain(words);
  for (const copyFor of ['pupil', 'parent', 'teachers']) {
    expect(read(copyFor)).toContain('Put my hand up');
    expect(read(copyFor)).toContain('Card on desk');
    expect(read(copyFor)).not.toContain('neighbour');
  }
  expect(read('pupil')).not.toMatch(/late|20 November|21 November/);
  expect(read('pupil')).toMatch(/Nobody else.*bus.*trying/);
  expect(read('parent')).not.toContain('bus');
  expect(read('parent')).toMatch(/Nobody else.*late.*trying/);
  expect(read('teachers')).not.toMatch(/Nobody else|Gran|bus|trying|20 November|21 November/);
  expect(read('teachers')).toContain('late');
});

test('what a copy leaves out has no empty place on it, and is named', () => {
  const form = newest('action_plan');
  const [pupil] = form.sheets ?? [];
  const copy = form.copies?.find(({ name }) => name === 'teachers') ?? null;
  if (pupil === undefined) throw new Error('a plan has a sheet');
  expect(leftOut({ form, sheet: pupil, copy })).toEqual(['Mentor feedback', 'Forwarded to parent or carer', 'Forwarded on']);
  expect(leftOut({ form, sheet: pupil, copy: null })).toEqual([]);
  const all = sheet('action_plan', SAID, { copyFor: 'teachers' });
  expect(of(all, 'table')[0]?.columns).not.toContain('Mentor feedback');
  expect(line(all, 'Date')).toBeUndefined();
});

test('a blank sheet says what there is to choose from, with room for words of one’s own where the form has it', () => {
  const [about] = of(sheet('drop_in', {}, { blank: true }), 'options');
  expect(about).toMatchObject({ label: 'What about', room: false });
  expect(about?.options).toContain('being bullied');
  const begun = of(sheet('case', {}, { blank: true }), 'options');
  expect(begun.map(({ label, room }) => [label, room])).toEqual([['Focus areas', true], ['Level of need', false], ['Expected length', false]]);
  expect(of(sheet('drop_in', { about: ['home'] }), 'options')).toEqual([]);
  const yesOrNo = ({ options }: { readonly options: readonly string[] }) => options.join() === 'Yes,No';
  expect(of(sheet('drop_in', {}, { blank: true }), 'options').some(yesOrNo)).toBe(true);
  expect(line(sheet('action_plan', { forwarded: true }), 'Pupil action plan forwarded to parent/carer')).toBe('yes');
});
