import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { match } from '../ui/shell/router';
import { ROUTES, STANDINGS, titleOf } from './routes';

/** Every address written in a view, with "x" for each id. */
function addresses(): [file: string, address: string][] {
  const folder = join(import.meta.dirname, '..');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(gallery|generated|store|sync|sw)\//.test(file) && !file.includes('.test.'))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      return [...source.matchAll(/href(?:=\{?|: )["'`](\/[^"'`]*)["'`]/g)].map(
        (found): [string, string] => [file, (found[1] ?? '').replaceAll(/\$\{[^}]+\}/g, 'x')],
      );
    });
}

test('every address in a view leads to a page', () => {
  const all = addresses();
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter(([, address]) => match(ROUTES, address) === null)).toEqual([]);
});

test('no two pages have the same address', () => {
  const shapes = Object.values(ROUTES).map((address) => address.replaceAll(/:[a-z]+/g, ':id'));
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('the window is called by what is done there, never by whom it is about', () => {
  expect(titleOf('case')).toBe('Case – Beside');
  expect(titleOf(null)).toBe('Beside');
  expect(Object.keys(STANDINGS)).toEqual(Object.keys(ROUTES));
});
