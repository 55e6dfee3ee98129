import { expect, test } from 'vitest';

import { joinWords, schoolWords } from './school';

const NAMED = { name: 'Larchwood School', address: 'beside.larchwood.example' };
const UNNAMED = { ...NAMED, name: null };

test('a school whose server has its name is called by it', () => {
  expect([joinWords(NAMED), schoolWords(NAMED)]).toEqual(['Join Larchwood School', 'Larchwood School']);
});

test('an address is never said as though it were the name of a school', () => {
  expect([joinWords(UNNAMED), schoolWords(UNNAMED)]).toEqual(['Join your school', 'at beside.larchwood.example']);
});
