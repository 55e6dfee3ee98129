import { expect, test } from 'vitest';

import { beginScale } from '../../src/casework/acts/scale';
import { chosenFor, giveModel, givingOf } from '../../src/casework/give_page';
import { type ScaleName } from '../../src/casework/occasions';
import { childLadder, staffScale } from '../../src/casework/scale_page';
import { readyFor } from '../../src/casework/review';
import { type Leaf, newest } from '../../src/casework/forms';
import { statementsOf } from '../../src/casework/occasions';
import { type Invented, KAI, larkspur, SAM, sure, TICKET } from './school';

const STATEMENTS = statementsOf(newest('scale_self_esteem')).map(({ value }) => value);
const FINISHED = '2026-11-20T10:20:00.000+00:00';

function placeOf(school: Invented) {
  return sure(school.book().caseOf(KAI));
}

/** A scale with these answers in both columns, as a pupil's page writes it. */
function scale(school: Invented, date: string, now: (statement: string) => Leaf, over: Readonly<Record<string, Leaf>> = {}, form: ScaleName = 'scale_self_esteem'): string {
  const record = school.begin(SAM, KAI, form, { date, how: 'read_to', stage: 'before' });
  const values = Object.fromEntries(STATEMENTS.flatMap((statement) => [[`${statement}_now`, now(statement)], [`${statement}_wish`, 8]]));
  school.write(TICKET, KAI, record, { ...values, ...over });
  return record;
}

function pageOf(school: Invented, record: string) {
  return staffScale(school.book(), placeOf(school), sure(placeOf(school).find(record)));
}

const all = () => 5;
const butTwo = (statement: string): Leaf => (statement === 'temper' || statement === 'putting_down' || statement === STATEMENTS[0] ? 'skip' : 5);

test('what a child put off and finished without is gone on with in the same scale', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-20', butTwo, { finished: FINISHED });
  const open = STATEMENTS.filter((statement) => butTwo(statement) === 'skip').length;
  expect(pageOf(school, record).goOn).toBe(`${open} still to be answered.`);
  const giving = givingOf(school.book(), placeOf(school), chosenFor(placeOf(school), record));
  expect(giving.on?.id).toBe(record);
  expect(beginScale(school.pen(), placeOf(school), giving.scale, giving, giving.on)).toEqual({ record, save: null });
  expect(giveModel(school.book(), placeOf(school), giving)).toMatchObject({
    begun: `Go on with the one of 20 Nov: ${open} of 13 left`, goesOn: true, how: 'read_to', stage: 'before',
  });
});

test('one that was stopped at the pupil’s own words can be finished, and then shows what was before and counts as repeated', () => {
  const school = larkspur();
  scale(school, '2026-10-06', () => 3, { finished: '2026-10-06T10:20:00.000+01:00' });
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-23' });
  const record = scale(school, '2026-11-20', all);
  expect(pageOf(school, record).goOn).toContain('stopped before it was finished');
  const giving = givingOf(school.book(), placeOf(school), { scale: 'scale_self_esteem' });
  expect(giving.on?.id).toBe(record);
  expect(giveModel(school.book(), placeOf(school), giving).begun).toBe('Go on with the one of 20 Nov: all answered, not finished');

  const ready = () => readyFor(school.book(), placeOf(school), sure(placeOf(school).find(plan))).find(({ kind }) => kind === 'scale')?.done;
  expect(ready()).toBeNull();
  school.write(TICKET, KAI, record, { finished: FINISHED });
  expect(ready()).toBe('20 Nov');
  expect(childLadder(placeOf(school), sure(placeOf(school).find(record))).view.ladders[0]?.before).toBe(3);
  expect(pageOf(school, record).goOn).toBeNull();
});

test('"Go on with it" opens at the scale of the page', () => {
  const school = larkspur();
  const learning = school.begin(SAM, KAI, 'scale_learning', { date: '2026-11-20' });
  scale(school, '2026-11-22', all);
  expect(givingOf(school.book(), placeOf(school), chosenFor(placeOf(school), learning))).toMatchObject({ scale: 'scale_learning', on: { id: learning } });
});

test('an older occasion is not gone on with: a newer one has overtaken it', () => {
  const school = larkspur();
  const old = scale(school, '2026-10-06', butTwo, { finished: '2026-10-06T10:20:00.000+01:00' });
  scale(school, '2026-11-20', all, { finished: FINISHED });
  expect(pageOf(school, old).goOn).toBeNull();
  expect(givingOf(school.book(), placeOf(school), chosenFor(placeOf(school), old)).on).toBeNull();
});

test('after a fortnight a new one is likelier, and the old one can still be chosen', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-08', butTwo, { finished: '2026-11-08T10:20:00.000+00:00' });
  expect(givingOf(school.book(), placeOf(school), {})).toMatchObject({ begun: { id: record }, on: null, how: 'alone', stage: null });
  expect(givingOf(school.book(), placeOf(school), { goesOn: true })).toMatchObject({ on: { id: record }, how: 'read_to' });
  expect(givingOf(school.book(), placeOf(school), { goesOn: false }).on).toBeNull();
});

test('how it is filled in today is kept where it differs from the day before', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-20', all);
  const giving = givingOf(school.book(), placeOf(school), { how: 'alone', stage: null });
  const { save } = beginScale(school.pen(), placeOf(school), giving.scale, giving, giving.on);
  expect(save).toEqual({ vault: KAI, record, values: { how: 'alone' } });
});

test('a sheet of paper is not gone on with on the tablet', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-20', butTwo, { from_paper: true });
  expect(pageOf(school, record).goOn).toBeNull();
  expect(givingOf(school.book(), placeOf(school), {}).begun).toBeNull();
});
