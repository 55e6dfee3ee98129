import { expect, test } from 'vitest';

import { beginScale } from '../../src/casework/acts/scale';
import { toldToo, toldWords } from '../../src/casework/at_risk';
import { givingOf } from '../../src/casework/give_page';
import { leavesOf } from '../../src/casework/standing';
import { type Invented, KAI, larkspur, SAM, sure } from './school';

const TOLD = { lead_told: 'Mrs Merriweather', lead_told_at: '2026-11-23T10:02:00.000+00:00' };

function placeOf(school: Invented) {
  return sure(school.book().caseOf(KAI));
}

test('whom was told before the tablet is given stands in a scale at once, and the giving goes on with that one', () => {
  const school = larkspur();
  const before = { stage: null, how: 'alone' };
  const first = beginScale(school.pen(), placeOf(school), 'scale_learning', { ...before, told: TOLD }, null);
  school.save(SAM, sure(first.save));
  const { on } = givingOf(school.book(), placeOf(school), { scale: 'scale_learning' });
  expect(toldWords(leavesOf(sure(on)), '2026-11-23')).toBe('Mrs Merriweather, 10:02');
  expect(beginScale(school.pen(), placeOf(school), 'scale_learning', before, on)).toEqual({ record: first.record, save: null });
});

test('whom was told is said with the day where that is not today, and not at all where nobody was', () => {
  expect(toldWords(new Map(Object.entries(TOLD)), '2026-11-24')).toBe('Mrs Merriweather, 23 Nov, 10:02');
  expect(toldWords(new Map([['lead_told', 'Mrs Merriweather']]), '2026-11-24')).toBe('Mrs Merriweather');
  expect(toldWords(new Map(), '2026-11-24')).toBeNull();
});

test('who is told next is added to who was told before, with the day and the time of that', () => {
  expect(toldToo(new Map(), 'Mrs Achebe', '2026-11-24')).toBe('Mrs Achebe');
  const both = toldToo(new Map(Object.entries(TOLD)), 'Mrs Achebe', '2026-11-24');
  expect(both).toBe('Mrs Merriweather, 23 Nov, 10:02; Mrs Achebe');
  const third = toldToo(new Map([['lead_told', both], ['lead_told_at', '2026-11-24T11:30:00.000+00:00']]), 'Mr Lowe', '2026-11-24');
  expect(third).toBe('Mrs Merriweather, 23 Nov, 10:02; Mrs Achebe, 24 Nov, 11:30; Mr Lowe');
  expect(toldToo(new Map([['lead_told', `Mrs Merriweather; ${'x'.repeat(180)}`]]), 'Mr Lowe', '2026-11-24')).toBe(`${'x'.repeat(180)}; Mr Lowe`);
});
