import { expect, test } from 'vitest';
import { counted, listed, wordsFor } from './words';

test('a school in Scotland has another word for the safeguarding lead', () => {
  expect(wordsFor('scotland', 'secondary').safeguardingLead).toBe('child protection coordinator');
  expect(wordsFor('england', 'secondary').safeguardingLead).toBe('safeguarding lead');
});

test('a primary school has children, in every nation', () => {
  expect(wordsFor('wales', 'primary').pupils).toBe('children');
  expect(wordsFor('wales', 'secondary').pupils).toBe('learners');
});

test('each word has a form for the beginning of a sentence', () => {
  expect(wordsFor('england', 'primary').Pupil).toBe('Child');
  expect(wordsFor('england', 'secondary').LineManager).toBe('Line manager');
});

test('a count agrees with its noun', () => {
  expect(counted(1, 'day')).toBe('1 day');
  expect(counted(0, 'day')).toBe('0 days');
  expect(counted(2, 'child', 'children')).toBe('2 children');
});

test('names are listed as they are said', () => {
  expect(listed([])).toBe('');
  expect(listed(['Mum'])).toBe('Mum');
  expect(listed(['Mum', 'Gran', 'Kai'])).toBe('Mum, Gran and Kai');
});
