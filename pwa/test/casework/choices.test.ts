import { expect, test } from 'vitest';

import { choicesFor } from '../../src/casework/choices';
import { type Field, fieldsOf, type Leaf, newest } from '../../src/casework/forms';
import { DIARY, type Invented, JO, KAI, larkspur, SAM, sure, TAMSIN, WARD } from './school';

const TARGETS: Field = sure(fieldsOf(newest('session')).get('targets'));
const FIRST = '0000000000000000000051AA';
const SECOND = '0000000000000000000052AA';

function planned(): Invented {
  const school = larkspur();
  school.begin(SAM, KAI, 'action_plan', { start_date: '2026-09-14', [`targets/${FIRST}/target`]: 'Come in by the side door' });
  school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', [`targets/${SECOND}/target`]: 'Put my hand up' });
  return school;
}

function offered(school: Invented, vault: string | null, values: readonly (readonly [string, Leaf])[] = []) {
  const book = school.book();
  return choicesFor(book, vault === null ? null : book.vaultOf(vault), new Map(values))(TARGETS);
}

test('a session note offers the targets of the plan in force', () => {
  expect(offered(planned(), KAI)).toEqual([{ value: SECOND, label: 'Put my hand up' }]);
});

test('a target of an earlier plan that was worked on is still offered where it was chosen', () => {
  expect(offered(planned(), KAI, [['targets', [FIRST, SECOND, 'nothing']]])).toEqual([
    { value: SECOND, label: 'Put my hand up' }, { value: FIRST, label: 'Come in by the side door', help: 'Of an earlier plan' },
  ]);
});

test('without a plan there is no target to choose', () => {
  expect(offered(larkspur(), KAI)).toEqual([]);
  expect(offered(planned(), DIARY)).toEqual([]);
  expect(offered(planned(), null)).toEqual([]);
});

const FOR: Field = sure(fieldsOf(newest('visit')).get('risk_to'));

function receivers(school: Invented, me: string, values: readonly (readonly [string, Leaf])[], vault: string | null = KAI) {
  const book = school.book(me);
  return choicesFor(book, vault === null ? null : book.vaultOf(vault), new Map(values))(FOR).map(({ label }) => label);
}

test('a risk note is offered to those who can read it, the visitor’s line manager first, and never to the visitor', () => {
  const school = larkspur();
  expect(receivers(school, SAM, [['made_by', SAM]])).toEqual(['Ms Ward']);
  school.vault(KAI, 'case', [SAM, TAMSIN], [SAM, TAMSIN, JO, WARD]);
  expect(receivers(school, SAM, [['made_by', SAM]])).toEqual(['Ms Ward', 'Tamsin Fairweather']);
  expect(receivers(school, SAM, [])).toEqual(['Ms Ward', 'Tamsin Fairweather']);
  expect(receivers(school, WARD, [['made_by', SAM]])).toEqual(['Ms Ward (you)', 'Tamsin Fairweather']);
  expect(receivers(school, SAM, [['made_by', SAM]], null)).toEqual(['Ms Ward', 'Tamsin Fairweather']);
});

test('whom a record names already still stands among them', () => {
  expect(receivers(larkspur(), SAM, [['made_by', SAM], ['risk_to', JO]])).toEqual(['Ms Ward', 'Jo Applegarth']);
  expect(receivers(larkspur(), SAM, [['made_by', SAM], ['risk_to', SAM]])).toEqual(['Ms Ward', 'Sam Ortiz (you)']);
});
