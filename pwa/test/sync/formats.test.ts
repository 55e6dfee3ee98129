import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { FORMATS } from './formats.ts';

test('every group of the shared vectors is read by a test here', () => {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const source = tests.map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')).join();
  const groups = Object.keys(FORMATS).filter((group) => group !== 'about');
  expect(groups.filter((group) => !source.includes(`FORMATS.${group}`))).toEqual([]);
});
