import { expect, test } from 'vitest';
import { squares } from './qr';

test('a code is a square of whole squares, with its three corners', () => {
  const { size, path } = squares('https://beside.test/join');
  expect((size - 17) % 4).toBe(0);
  for (const [x, y] of [[0, 0], [size - 1, 0], [0, size - 1]]) expect(path).toContain(`M${x} ${y}h1v1h-1z`);
});

test('the same text gives the same code, another another', () => {
  expect(squares('a')).toEqual(squares('a'));
  expect(squares('a')).not.toEqual(squares('b'));
});
