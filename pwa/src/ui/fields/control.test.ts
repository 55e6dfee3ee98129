import { expect, test } from 'vitest';
import { controlId, discreet, fitOnALine, toggled, typed, typedNumber } from './control';

test('the id of a control can stand in a document, whatever the path', () => {
  expect(controlId('targets/q7_x-Z/what')).toBe('field-targets-q7_x-Z-what');
});

test('the browser is asked to check the spelling of nothing confided', () => {
  expect(discreet(true)).toEqual({ autocomplete: 'off', spellcheck: false });
  expect(discreet(false)).toEqual({ autocomplete: 'off' });
});

test('a number that is none stays as it was typed, for the form to name', () => {
  expect([typedNumber('12'), typedNumber(' 7 '), typedNumber('-3')]).toEqual([12, 7, -3]);
  expect([typedNumber('1e3'), typedNumber('half'), typedNumber('1.5'), typedNumber('9'.repeat(20))]).toEqual([
    '1e3', 'half', '1.5', '9'.repeat(20),
  ]);
  expect([typedNumber(''), typedNumber('  ')]).toEqual([null, null]);
});

test('nothing typed is nothing answered', () => {
  expect([typed(''), typed(' ')]).toEqual([null, ' ']);
});

test('few short answers fit on a line, long ones do not', () => {
  expect(fitOnALine(['lesson', 'break', 'lunch'])).toBe(true);
  expect(fitOnALine(['Serious concern: my line manager should know today'])).toBe(false);
  expect(fitOnALine(Array.from({ length: 12 }, () => 'a'))).toBe(false);
});

test('a list loses what is taken out, keeps no twins, and is null when it is empty', () => {
  expect(toggled(null, 'Mum', true)).toEqual(['Mum']);
  expect(toggled(['Mum', 'Gran'], 'Mum', true)).toEqual(['Gran', 'Mum']);
  expect(toggled(['Mum'], 'Mum', false)).toBeNull();
});
