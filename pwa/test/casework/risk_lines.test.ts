import { expect, test } from 'vitest';

import { acknowledgeRisk } from '../../src/casework/acts/risk';
import { today } from '../../src/casework/today';
import { NOTHING_HEARD } from '../../src/casework/visiting';
import { AMIRA, KAI, type Invented, larkspur, SAM, sure, TEAM, WARD } from './school';

const GRAVE = { visit_id: '00000000000000000031AA', risk_level: 'high', risk_issues: 'Alone from ten.', risk_to: WARD };

function todayOf(school: Invented, me: string) {
  return today(school.book(me), { seen: null, live: NOTHING_HEARD, underWay: [], told: [], begin: [], hands: { done: () => undefined, held: () => undefined } });
}

test('a serious concern stands on the Today of whoever is to know today, once for brothers and sisters', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', GRAVE);
  const visit = school.begin(SAM, AMIRA, 'visit', GRAVE);
  school.begin(SAM, AMIRA, 'visit', { risk_level: 'medium', risk_issues: 'A loose stair.', risk_to: WARD, date: '2026-11-20' });
  school.begin(SAM, KAI, 'visit', { risk_level: 'low', risk_issues: 'A dog.', risk_to: WARD });
  const { risks } = todayOf(school, WARD);
  expect(risks.map(({ title }) => title)).toEqual(['Serious concern: Amira Halloway and Kai Brennan', 'Concern: Amira Halloway']);
  expect(risks[0]).toMatchObject({
    detail: 'Today’s visit by Sam Ortiz. The risk note is for you to know today, and nobody has seen it yet.', step: { label: 'See it', href: `/risk/${AMIRA}/${visit}` },
  });
  expect(risks[1]?.detail).toBe('Visit of 20 Nov by Sam Ortiz. The risk note is for you to know this week, and nobody has seen it yet.');
  expect(todayOf(school, SAM).risks).toEqual([]);
});

test('one that its visitor made out to themselves comes to their line manager: else nobody would be told', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', { ...GRAVE, risk_to: SAM });
  expect(todayOf(school, WARD).risks).toMatchObject([{ title: 'Serious concern: Kai Brennan', step: { href: `/risk/${KAI}/${visit}` } }]);
  expect(todayOf(school, SAM).unheard).toMatchObject([{ title: 'Ms Ward has not seen your risk note about Kai Brennan' }]);
});

test('a child’s own note is a line of its own', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', GRAVE);
  school.begin(SAM, AMIRA, 'visit', { ...GRAVE, risk_issues: 'Said that she is afraid.' });
  expect(todayOf(school, WARD).risks).toHaveLength(2);
});

test('whoever wrote a serious one is told that it is not sent, and whom to phone', () => {
  const school = larkspur();
  school.write(WARD, TEAM, WARD, { phone: '07700 900 101' });
  const visit = school.begin(SAM, KAI, 'visit', GRAVE);
  school.where.set(`${KAI}/${visit}`, { unsent: true, received: [] });
  expect(todayOf(school, SAM).unheard).toMatchObject([{
    title: 'Ms Ward has not seen your risk note about Kai Brennan', detail: 'It is on this tablet alone, not sent yet. Phone today: Ms Ward, 07700 900 101.',
    step: { href: `/risk/${KAI}/${visit}` },
  }]);
  school.where.delete(`${KAI}/${visit}`);
  expect(todayOf(school, SAM).unheard[0]?.detail).toContain('It was sent. Today’s visit.');
  expect(todayOf(school, WARD).unheard).toEqual([]);
});

test('both are gone once somebody has seen it, or it was handed over on paper', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', GRAVE);
  school.begin(SAM, AMIRA, 'visit', { ...GRAVE, visit_id: null, risk_paper_on: '2026-11-23' });
  const book = school.book(WARD);
  for (const save of acknowledgeRisk(school.pen(WARD), book, KAI, sure(book.viewOf(KAI, visit)), null)) school.save(WARD, save);
  expect([todayOf(school, WARD).risks, todayOf(school, SAM).unheard]).toEqual([[], []]);
});

test('a concern that may wait a week is no cause to phone', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { ...GRAVE, risk_level: 'medium' });
  expect(todayOf(school, SAM).unheard).toEqual([]);
});
