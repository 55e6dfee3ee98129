import { expect, test } from 'vitest';

import { around, makeFinder } from '../../src/casework/search';
import { KAI, AMIRA, DIARY, larkspur, SAM } from './school';

async function found(school: ReturnType<typeof larkspur>, query: string) {
  const finder = await makeFinder();
  const book = school.book();
  await finder.follow(book);
  return finder.find(book, query);
}

test('a word in any record is found without a network, with the words around it', async () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { date: '2026-11-13', discussion: 'Mum is on nights again. Gran takes Kai to breakfast club from Monday, and he likes it there very much.' });
  school.begin(SAM, AMIRA, 'session', { happened: 'Talked about science.' });
  const lines = await found(school, 'breakf');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ title: 'Home visit, Kai Brennan, 13 Nov' });
  expect(lines[0]?.detail).toContain('Gran takes Kai to breakfast club from Monday');
});

test('what stands in different fields is told apart', async () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { address: '14 Pudding Lane End', discussion: 'Talked about pudding.' });
  expect((await found(school, 'pudding'))[0]?.detail).toBe('14 Pudding Lane End · Talked about pudding.');
});

test('it is found in rows, in the diary, without its accents, and in spite of a slip', async () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', {});
  school.write(SAM, KAI, plan, { 'targets/00000000000000000031AA/target': 'Put my hand up before I speak', 'targets/00000000000000000031AA/_order': 'V' });
  school.begin(SAM, DIARY, 'drop_in', { about: ['talk'], who: 'Łukasz Ålesund' });
  expect((await found(school, 'hand up'))[0]?.href).toBe(`/plan/${KAI}/${plan}`);
  expect((await found(school, 'lukasz'))[0]?.title).toBe('Drop-in, 23 Nov');
  expect(await found(school, 'alesunt')).toHaveLength(1);
  expect(await found(school, 'V')).toEqual([]);
});

test('the index follows what is changed, taken out and deleted', async () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Trampoline.' });
  const wrong = school.begin(SAM, KAI, 'session', { happened: 'Trampoline too.' });
  const finder = await makeFinder();
  await finder.follow(school.book());
  expect(finder.find(school.book(), 'trampoline')).toHaveLength(2);
  school.write(SAM, KAI, wrong, { _withdrawn_at: '2026-11-23T10:00:00.000+00:00' });
  expect(finder.find(school.book(), 'trampoline')).toHaveLength(1);
  school.write(SAM, KAI, note, { happened: 'Swimming.' });
  await finder.follow(school.book());
  expect(finder.find(school.book(), 'trampoline')).toEqual([]);
  expect(finder.find(school.book(), 'swimming')).toHaveLength(1);
});

test('two books in a row are followed one after the other', async () => {
  const school = larkspur();
  const finder = await makeFinder();
  school.begin(SAM, KAI, 'session', { happened: 'First.' });
  const first = finder.follow(school.book());
  school.begin(SAM, KAI, 'session', { happened: 'Second.' });
  await Promise.all([first, finder.follow(school.book())]);
  expect(finder.find(school.book(), 'second')).toHaveLength(1);
});

test('what was found is shown from a word to a word', () => {
  const text = `${'before '.repeat(20)}breakfast${' after'.repeat(20)}`;
  const shown = around(text, ['breakfast']);
  expect(shown).toMatch(/^… before .*breakfast.* after …$/);
  expect(shown.length).toBeLessThan(150);
  expect(around('breakfast', ['breakfast'])).toBe('breakfast');
  expect(around('nothing of the kind', ['breakfast'])).toBe('nothing of the kind');
});
