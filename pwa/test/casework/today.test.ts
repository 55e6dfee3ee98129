import { expect, test } from 'vitest';

import { promiseIn } from '../../src/casework/promises';
import { plannedFor, plannedVisits } from '../../src/casework/out';
import { today, type TodayHands } from '../../src/casework/today';
import type { Values } from '../../src/casework/acts/save';
import { NOTHING_HEARD } from '../../src/casework/visiting';
import { KAI, AMIRA, DIARY, type Invented, larkspur, SAM, sure, TICKET, WARD } from './school';

const NO_HANDS: TodayHands = { done: () => undefined, held: () => undefined };
const ROW = '0000000000000000000031AA';
const row = ROW.slice(2);

function todayOf(school: Invented, me = SAM, hands = NO_HANDS) {
  return today(school.book(me), { seen: null, live: NOTHING_HEARD, underWay: [], told: [], begin: [], hands });
}

function appointment(school: Invented, vault: string, values: Values): string {
  return school.begin(SAM, vault, 'appointment', { date: '2026-11-23', ...values });
}

function scale(school: Invented, wish: string, when: string): string {
  const record = school.begin(SAM, KAI, 'scale_self_esteem', { date: when.slice(0, 10) });
  school.write(TICKET, KAI, record, { [`wishes/${row}/what`]: wish, [`wishes/${row}/at`]: `${when}:00.000+00:00` });
  return record;
}

test('a wish to talk stands first, with the time at which it was pressed and the way to the child', () => {
  const school = larkspur();
  const record = scale(school, 'talk_today', '2026-11-23T09:52');
  const { asked } = todayOf(school);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    title: 'Kai would like to talk to someone today', detail: 'Pressed at 9:52, while filling in a scale',
    step: { label: 'See Kai', href: `/scale/${KAI}/${record}` },
  });
});

test('a wish of an earlier day that nobody has answered is still there and says so', () => {
  const school = larkspur();
  scale(school, 'need_mentor', '2026-11-20T14:00');
  expect(todayOf(school).asked[0]).toMatchObject({
    title: 'Kai needed their mentor', detail: 'Pressed on 20 Nov at 14:00, and nobody has answered yet, while filling in a scale',
  });
});

test('a line manager sees it too, with whose mentor that is', () => {
  const school = larkspur();
  scale(school, 'talk_today', '2026-11-23T09:52');
  expect(todayOf(school, WARD).asked[0]?.detail).toContain('Mentor: Sam Ortiz');
});

test('a pupil who came by and asked for a mentor stands behind those who pressed, for the mentor and for their line manager', () => {
  const school = larkspur();
  const drop = school.begin(SAM, DIARY, 'drop_in', { self_referral: true, who: 'Jasper', class_form: '7C', date: '2026-11-20', at: '2026-11-20T13:10:00.000+00:00' });
  school.begin(SAM, KAI, 'drop_in', { self_referral: true, who: 'Kai Brennan' });
  scale(school, 'talk_today', '2026-11-23T10:01');
  expect(todayOf(school).asked.map(({ title, detail }) => [title, detail])).toEqual([
    ['Kai would like to talk to someone today', 'Pressed at 10:01, while filling in a scale'],
    ['Jasper would like to see a mentor', '7C · came by on 20 Nov, and nobody has said yet what happens next'],
    ['Kai would like to see a mentor', 'Came by at 10:04'],
  ]);
  expect(todayOf(school).asked[1]).toMatchObject({ step: { label: 'See it', href: `/of/${DIARY}/${drop}` }, done: { label: 'Done' } });
  expect(todayOf(school, WARD).asked[1]?.detail).toContain('written down by Sam Ortiz');
});

test('it is gone once it is done, or somebody has written down what happens next', () => {
  const school = larkspur();
  const asking = () => school.begin(SAM, DIARY, 'drop_in', { self_referral: true, who: 'Jasper' });
  const [first, second] = [asking(), asking()];
  const done: string[] = [];
  for (const { done: step } of todayOf(school, SAM, { ...NO_HANDS, done: ({ record, path }) => done.push(`${record} ${path}`) }).asked) {
    if (step !== undefined && 'act' in step) step.act();
  }
  expect(done.sort()).toEqual([`${first} followed_up_on`, `${second} followed_up_on`].sort());
  school.write(SAM, DIARY, first, { followed_up_on: '2026-11-23' });
  school.write(SAM, DIARY, second, { follow_up: 'Ask Ms Ward on Friday' });
  expect(todayOf(school).asked).toEqual([]);
  expect(todayOf(school).comingUp.map(({ title }) => title)).toEqual(['Ask Ms Ward on Friday']);
});

test('the day is in order, each line with its next step', () => {
  const school = larkspur();
  school.begin(SAM, AMIRA, 'session', { date: '2026-11-16', next_step: 'Try the time-out card in science' });
  school.begin(SAM, KAI, 'observation', { date: '2026-10-06', started: '2026-10-06T09:00:00.000+01:00', ended: '2026-10-06T09:30:00.000+01:00' });
  appointment(school, AMIRA, { starts: '2026-11-23T11:00:00.000+00:00', kind: 'session' });
  const planned = appointment(school, KAI, { starts: '2026-11-23T09:15:00.000+00:00', kind: 'observation', minutes: 50, place: 'room 14' });
  expect(todayOf(school).day).toMatchObject([
    { start: '09:15', more: '50 min', title: 'Observe Kai', detail: 'Room 14 · Last observed 6 Oct', step: { label: 'Start', href: `/observe/${KAI}/${planned}` } },
    { start: '11:00', more: '30 min', title: 'Amira, one to one', detail: 'Last time: Try the time-out card in science', step: { label: 'Note', href: `/session/${AMIRA}` } },
  ]);
});

test('an appointment that was held says so, and one that was moved is not there', () => {
  const school = larkspur();
  appointment(school, KAI, { starts: '2026-11-23T09:15:00.000+00:00', status: 'done' });
  appointment(school, KAI, { starts: '2026-11-23T10:15:00.000+00:00', status: 'moved' });
  const { day } = todayOf(school);
  expect(day).toHaveLength(1);
  expect(day[0]).toMatchObject({ step: null, state: { text: 'Done' } });
});

test('an appointment of a colleague is not in my day', () => {
  const school = larkspur();
  appointment(school, KAI, { starts: '2026-11-23T09:15:00.000+00:00', mentor: WARD });
  expect(todayOf(school).day).toEqual([]);
});

test('what leaves nothing to write down is done with one touch', () => {
  const school = larkspur();
  const call = appointment(school, DIARY, { starts: '2026-11-23T12:00:00.000+00:00', kind: 'phone', with_whom: 'the nurse' });
  const held: string[] = [];
  const [line] = todayOf(school, SAM, { ...NO_HANDS, held: (vault, record) => held.push(vault, record) }).day;
  expect(line?.title).toBe('Phone call with the nurse');
  if (line?.step !== null && line?.step !== undefined && 'act' in line.step) line.step.act();
  expect(held).toEqual([DIARY, call]);
});

test('a visit stands in the day by its sheet, once, with whether its alarm is armed', () => {
  const school = larkspur();
  appointment(school, KAI, { starts: '2026-11-23T14:00:00.000+00:00', kind: 'visit' });
  const sheet = school.begin(SAM, DIARY, 'visit_safety', {
    cases: [KAI], leaves: '2026-11-23T14:00:00.000+00:00', back_by: '2026-11-23T15:00:00.000+00:00', watched_by: WARD,
  });
  expect(todayOf(school).day).toMatchObject([{
    start: '14:00', more: 'off site', title: 'Visit off the site, Kai Brennan', detail: 'Watched by Ms Ward · back by 15:00',
    step: { href: `/safety/${DIARY}/${sheet}` }, state: { kind: 'not-armed', text: 'Not armed' },
  }]);
  school.write(SAM, DIARY, sheet, { armed_at: '2026-11-23T14:02:00.000+00:00' });
  const { day, underWay } = todayOf(school);
  expect(day[0]?.state).toEqual({ kind: 'armed', text: 'Armed at 14:02' });
  expect(underWay[0]).toMatchObject({ title: 'You are out on a visit', detail: 'Back by 15:00, watched by Ms Ward.' });
});

test('more time counts as the time to be back by', () => {
  const school = larkspur();
  school.now += 6 * 3_600_000;
  const sheet = school.begin(SAM, DIARY, 'visit_safety', {
    leaves: '2026-11-23T14:00:00.000+00:00', back_by: '2026-11-23T15:00:00.000+00:00', armed_at: '2026-11-23T14:00:00.000+00:00',
  });
  expect(todayOf(school).underWay[0]?.title).toBe('Your visit is overdue');
  school.write(SAM, DIARY, sheet, { [`extensions/${row}/until`]: '2026-11-23T17:00:00.000+00:00' });
  expect(todayOf(school).underWay[0]?.title).toBe('You are out on a visit');
});

test('an observation that was begun today and not ended is gone on with, by initials alone', () => {
  const school = larkspur();
  const record = school.begin(SAM, KAI, 'observation', { started: '2026-11-23T09:15:00.000+00:00' });
  expect(todayOf(school).underWay[0]).toMatchObject({
    title: 'The observation of KB is still running', step: { href: `/pad/${KAI}/${record}` },
  });
});

test('one that was not ended by the next day still waits for its end', () => {
  const school = larkspur();
  const record = school.begin(SAM, KAI, 'observation', { date: '2026-11-20', started: '2026-11-20T09:15:00.000+00:00' });
  expect(todayOf(school).underWay).toEqual([{
    title: 'The observation of KB was not ended', detail: 'Begun on 20 Nov at 9:15. What was ticked is kept.',
    step: { label: 'Go on', href: `/pad/${KAI}/${record}` },
  }]);
});

test('an observation is offered to its observer, or to who began it where none is named, and once', () => {
  const school = larkspur();
  const begun = { started: '2026-11-23T09:15:00.000+00:00' };
  const mine = school.begin(SAM, KAI, 'observation', { ...begun, observer: null });
  school.begin(SAM, KAI, 'observation', { ...begun, observer: WARD });
  school.begin(WARD, KAI, 'observation', { ...begun, observer: null });
  const step = { label: 'Go on', href: `/pad/${KAI}/${mine}` };
  const onThisTablet = { title: 'Observation, Kai Brennan', detail: 'Not ended: go on.', step };
  const { underWay } = today(school.book(), { seen: null, live: NOTHING_HEARD, underWay: [onThisTablet], told: [], begin: [], hands: NO_HANDS });
  expect(underWay.map(({ title, step: to }) => [title, to])).toEqual([['The observation of KB is still running', step]]);
});

test('what is coming is in order of its day: an overdue promise, a review with what is ready for it', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', { date: '2026-11-13' });
  school.write(SAM, KAI, visit, { [`actions/${row}/what`]: 'Ring Mrs Brennan back', [`actions/${row}/owner`]: SAM, [`actions/${row}/due`]: '2026-11-20' });
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-26' });
  school.begin(SAM, KAI, 'session', { date: '2026-11-16' });
  expect(todayOf(school).comingUp).toMatchObject([
    { date: '2026-11-20', kind: 'action', title: 'Ring Mrs Brennan back', detail: 'Kai Brennan · you said so: visit of 13 Nov' },
    { date: '2026-11-26', kind: 'review', title: 'Kai’s review', detail: 'not observed again yet · 1 session', step: { href: `/plan/${KAI}/${plan}` } },
  ]);
});

test('what I promised for no day stands behind what has one, the oldest first', () => {
  const school = larkspur();
  const mine = (vault: string, date: string, what: string, due: string | null) => {
    const visit = school.begin(SAM, vault, 'visit', { date });
    school.write(SAM, vault, visit, { [`actions/${row}/what`]: what, [`actions/${row}/owner`]: SAM, [`actions/${row}/due`]: due });
  };
  mine(KAI, '2026-11-13', 'Find a chess set', null);
  mine(AMIRA, '2026-11-09', 'Ask about the bus', null);
  mine(KAI, '2026-11-16', 'Ring the nurse', '2026-11-24');
  school.begin(SAM, DIARY, 'drop_in', { about: ['friends'], follow_up: 'Ask the tutor' });
  expect(todayOf(school).comingUp.map(({ date, title, detail }) => [date, title, detail])).toEqual([
    ['2026-11-24', 'Ring the nurse', 'Kai Brennan · you said so: visit of 16 Nov'],
    [null, 'Ask about the bus', 'Amira Halloway · you said so: visit of 9 Nov'],
    [null, 'Find a chess set', 'Kai Brennan · you said so: visit of 13 Nov'],
    [null, 'Ask the tutor', 'you said so: drop-in of 23 Nov'],
  ]);
  expect(todayOf(school, WARD).comingUp).toEqual([]);
});

test('a visit of a later day is coming up once, by its safety sheet, and is found again where a visit is begun', () => {
  const school = larkspur();
  const sheet = school.begin(SAM, DIARY, 'visit_safety', {
    cases: [KAI], leaves: '2026-11-26T14:00:00.000+00:00', back_by: '2026-11-26T15:00:00.000+00:00', watched_by: WARD,
  });
  appointment(school, KAI, { date: '2026-11-26', starts: '2026-11-26T14:00:00.000+00:00', kind: 'visit' });
  appointment(school, AMIRA, { date: '2026-11-26', starts: '2026-11-26T15:00:00.000+00:00', kind: 'visit' });
  expect(todayOf(school).comingUp.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
    ['visit', 'Visit off the site, Kai Brennan', '14:00 · watched by Ms Ward'], ['planned', 'Amira, home visit', '15:00 · 30 minutes'],
  ]);
  expect(todayOf(school).day).toEqual([]);
  const href = `/safety/${DIARY}/${sheet}`;
  expect(plannedVisits(school.book())).toMatchObject([{ when: 'Thu 26', more: '14:00', title: 'Kai Brennan', detail: 'Watched by Ms Ward', href }]);
  expect([plannedFor(school.book(), KAI)?.href, plannedFor(school.book(), AMIRA)]).toEqual([href, null]);
  school.now += 3 * 86_400_000;
  expect(plannedVisits(school.book())).toMatchObject([{ when: '14:00', more: undefined, href }]);
  school.write(SAM, DIARY, sheet, { checked_in_at: '2026-11-26T14:50:00.000+00:00' });
  expect(plannedVisits(school.book())).toEqual([]);
});

test('a review that a mentor has let slip is on their line manager’s Today, with whose it is', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-20' });
  school.begin(SAM, AMIRA, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-24' });
  expect(todayOf(school).comingUp.map(({ title }) => title)).toEqual(['Kai’s review', 'Amira’s review']);
  expect(todayOf(school, WARD).comingUp).toMatchObject([{
    date: '2026-11-20', title: 'Kai Brennan’s review', detail: 'Sam Ortiz · not observed again yet', step: { label: 'See', href: `/plan/${KAI}/${plan}` },
  }]);
  school.write(SAM, KAI, plan, { reviewed_on: '2026-11-23' });
  expect(todayOf(school, WARD).comingUp).toEqual([]);
});

test('a promise of somebody else, and one that is kept, are not mine to be told of', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', { date: '2026-11-13' });
  school.write(SAM, KAI, visit, { [`actions/${row}/what`]: 'Ring the nurse', [`actions/${row}/owner`]: WARD, [`actions/${row}/due`]: '2026-11-20' });
  expect(todayOf(school).comingUp).toEqual([]);
  expect(todayOf(school, WARD).comingUp).toHaveLength(1);
  school.write(WARD, KAI, visit, { [`actions/${row}/done_on`]: '2026-11-21' });
  expect(todayOf(school, WARD).comingUp).toEqual([]);
});

test('a touch on Done hands over the promise itself', () => {
  const school = larkspur();
  const drop = school.begin(SAM, DIARY, 'drop_in', { about: ['friends'], follow_up: 'Ask the tutor', follow_up_by: '2026-11-24' });
  const kept: string[] = [];
  const [line] = todayOf(school, SAM, { ...NO_HANDS, done: ({ record, path }) => kept.push(record, path) }).comingUp;
  if (line?.step !== null && line?.step !== undefined && 'act' in line.step) line.step.act();
  expect(kept).toEqual([drop, 'followed_up_on']);
  const book = school.book();
  expect(promiseIn(book, sure(book.diary), drop)?.text).toBe('Ask the tutor');
});

test('a closed case and a practice pupil have no review on Today', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'action_plan', { review_date: '2026-11-24', start_date: '2026-10-12' });
  school.write(SAM, KAI, sure(school.book().caseOf(KAI)?.all.at(-1)).id, { stage: 'closed' });
  expect(todayOf(school).comingUp).toEqual([]);
});

test('a colleague who only watches visits has nothing to capture', () => {
  const school = larkspur();
  expect(todayOf(school).captures).toBe(true);
  expect(today(school.book(SAM, { roles: ['colleague'] }), { seen: null, live: NOTHING_HEARD, underWay: [], told: [], begin: [], hands: NO_HANDS }).captures).toBe(false);
});

test('I am called as colleagues call me', () => {
  const school = larkspur();
  expect(todayOf(school).name).toBe('Sam');
  expect(todayOf(school, WARD).name).toBe('Ms Ward');
});
