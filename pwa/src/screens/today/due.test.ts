import { expect, test } from 'vitest';
import { dueOf } from './due';

test('what is late says by how much, what is coming says when and what', () => {
  const due = (date: string) => dueOf({ date, kind: 'review' }, '2026-11-23');
  expect(due('2026-11-20')).toEqual({ when: 'Overdue', more: '3 days' });
  expect(due('2026-11-22')).toEqual({ when: 'Overdue', more: '1 day' });
  expect(due('2026-11-23')).toEqual({ when: 'Today', more: 'review' });
  expect(due('2026-11-26')).toEqual({ when: 'Thu 26', more: 'review' });
});

test('what was promised for no day is not overdue', () => {
  expect(dueOf({ date: null, kind: 'action' }, '2026-11-23')).toEqual({ when: 'No day', more: 'action' });
});
