import { expect, test } from 'vitest';

import { type Leaf } from '../../src/casework/forms';
import { occasionOf } from '../../src/casework/occasions';
import { staffScale } from '../../src/casework/scale_page';
import { dateOf } from '../../src/casework/standing';
import { scaleSettings } from '../../src/casework/team';
import { type Invented, KAI, larkspur, SAM, sure, TEAM, WARD } from './school';

function pageOf(school: Invented, record: string) {
  const book = school.book();
  return staffScale(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, record)));
}

function precisionOf(school: Invented, form: 'scale_self_esteem' | 'scale_learning') {
  return scaleSettings(school.book().team, form).precision;
}

test('how a scale was filled in is said in the words of the form', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-10-06', how: 'asked' });
  school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-11-20', how: 'read_to' });
  const record = school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-11-23' });
  expect(pageOf(school, record).view.occasions.map(({ how }) => how)).toEqual(['asked aloud by the mentor', 'read to the pupil, who pressed', null]);
});

test('a scale whose date cannot be read is of the day on which it was made', () => {
  const school = larkspur();
  for (const date of ['yesterday', null]) {
    const record = school.begin(SAM, KAI, 'scale_self_esteem', { date });
    const view = sure(school.book().viewOf(KAI, record));
    expect(occasionOf(view).date).toBe(dateOf(view));
    expect(dateOf(view)).toMatch(/^2026-/);
  }
});

test('a school enters how steady each of its scales is, in hundredths', () => {
  const school = larkspur();
  expect(precisionOf(school, 'scale_learning')).toEqual({ sd: null, reliability: null });
  school.begin(WARD, TEAM, 'school', { name: 'Larkspur Hill School', self_esteem_sd: 150, self_esteem_reliability: 75, learning_sd: 120 });
  expect(precisionOf(school, 'scale_self_esteem')).toEqual({ sd: 1.5, reliability: 0.75 });
  expect(precisionOf(school, 'scale_learning')).toEqual({ sd: 1.2, reliability: null });
});

test.each<[Leaf]>([[0], [-150], [1000], ['1.5']])('a spread that no scale has, %s, is as if it was not entered', (leaf) => {
  const school = larkspur();
  school.begin(WARD, TEAM, 'school', { name: 'Larkspur Hill School', learning_sd: leaf });
  expect(precisionOf(school, 'scale_learning').sd).toBeNull();
});

test('what two colleagues wrote beside a scale is settled on its page, and it says where it is', () => {
  const school = larkspur();
  const record = school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-11-23', notes: 'Quiet today.' });
  expect(pageOf(school, record)).toMatchObject({ versions: [], canChange: true, canMove: true, state: { kind: 'sent' } });
  school.write(WARD, KAI, record, { notes: 'Talked about home.' }, { unseen: true });
  expect(pageOf(school, record).versions.map(({ of, both, versions }) => [of, both, versions.length])).toEqual([['Notes', true, 2]]);
});
