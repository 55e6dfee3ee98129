import { expect, test } from 'vitest';

import { choicesFor } from '../../src/casework/choices';
import { type Field, fieldsOf, type Leaf, newest } from '../../src/casework/forms';
import { DIARY, type Invented, KAI, larkspur, SAM, sure } from './school';

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
