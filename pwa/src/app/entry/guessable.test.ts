import { describe, expect, test } from 'vitest';

import { isGuessable } from './guessable.ts';

const OWN = ['Sam Ortiz', 'sam.ortiz', 'Larkspur Hill School'];

describe('a password that is guessed first', () => {
  test.each([
    'password1234', 'Password2026!', 'P@ssw0rd1234', 'passwordpassword', 'qwertyuiop12', '123456789012', 'iloveyou1234', 'liverpool2026',
    'welcome12345', 'letmein123456', 'abcabcabcabc', 'aaaaaaaaaaaa', 'aaaabbbbcccc', '1qaz2wsx3edc', 'zaq12wsxcde3', 'september2026',
    'manchesterunited', 'administrator', 'abcdefghijkl', 'qwerty123456', 'superman12345',
  ])('%s is one', (password) => {
    expect(isGuessable(password, [])).toBe(true);
  });

  test.each(['samortiz2026', 'Larkspur-Hill-1', 'larkspurhillschool', 'sam.ortiz.1234'])('%s is one for who has that name', (password) => {
    expect(isGuessable(password, OWN)).toBe(true);
  });
});

describe('a password that is not', () => {
  test.each([
    'correct horse battery staple', 'four words about weather', 'larkspur-hill-demo', 'three otters under a lamp', 'kXz81!mQpT0vaa',
    'my horse eats blue gravel', 'the tablet is on the fridge',
  ])('%s', (password) => {
    expect(isGuessable(password, OWN)).toBe(false);
  });

  test('is told by nothing that is too short to be a name', () => {
    expect(isGuessable('an owl of oak', ['o', 'an'])).toBe(false);
  });
});
