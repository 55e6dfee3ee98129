import { expect, test } from 'vitest';

import { caseload } from '../../src/casework/caseload';
import { caseModel } from '../../src/casework/case';
import { detail, moveModel } from '../../src/casework/detail';
import { behavioursOf, notAskedIn } from '../../src/casework/lessons';
import { planModel } from '../../src/casework/plan_page';
import { readers } from '../../src/casework/readers';
import { reportModel } from '../../src/casework/report_page';
import { giveModel, givingOf } from '../../src/casework/give_page';
import { childLadder, staffScale } from '../../src/casework/scale_page';
import { lastNote, promisedIn } from '../../src/casework/session_page';
import { readyFor } from '../../src/casework/review';
import { type Leaf, newest } from '../../src/casework/forms';
import { AMIRA, at, CASE, type Invented, KAI, larkspur, SAM, sure, TICKET, WARD } from './school';

const row = '00000000000000000051AA';
const other = '00000000000000000052AA';

function caseOf(school: Invented, me = SAM) {
  const book = school.book(me);
  return { book, place: sure(book.caseOf(KAI)) };
}

function page(school: Invented) {
  const { book, place } = caseOf(school);
  return caseModel(book, place);
}

/** An observation of thirty minutes in which a behaviour was ticked so often. */
function observe(school: Invented, date: string, shouts: number): string {
  const ticks = Object.fromEntries(Array.from({ length: shouts }, (_, index): [string, Leaf] => [
    `ticks/${String(index).padStart(20, '0')}AA`, ['shouts_out', 1 + (index % 6), at(`${date}T09:20`), 60_000 * index, null],
  ]));
  return school.begin(SAM, KAI, 'observation', {
    date, subject: 'maths', interval_seconds: 300, interval_count: 6, tick_rule: 'starts',
    started: `${date}T09:15:00.000+00:00`, ended: `${date}T09:45:00.000+00:00`, ...ticks,
  }, at(`${date}T09:45`));
}

test('the head says who it is, what is worked on, where it stands, and who can read it', () => {
  const model = page(larkspur());
  expect(model).toMatchObject({
    name: 'Kai Brennan', initials: 'KB', about: '8B · behaviour, self-esteem · weekly', readers: 'You and Ms Ward can read this', stepNow: 4,
  });
  expect(model.steps).toEqual(['Referral', 'Agreement', 'Finding out', 'Plan', 'Review', 'Ending', 'Follow-up']);
  expect(model.contacts).toEqual([{ name: 'Orla Brennan', relation: 'Mother', phone: '01632 960 121', doNotContact: false }]);
});

test('a closed case has all its steps behind it', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { stage: 'closed' });
  expect(page(school).stepNow).toBe(7);
});

test('an observation is told in sentences, beside the last one', () => {
  const school = larkspur();
  observe(school, '2026-10-06', 13);
  observe(school, '2026-11-23', 8);
  const [now, before] = page(school).happened;
  expect(now).toMatchObject({ kind: 'observation', title: 'Observation, maths', date: '2026-11-23' });
  expect(now?.text[0]).toBe('30 of 30 minutes watched.');
  expect(now?.text[1]).toBe('Shouted out 8 times, about 16 an hour.');
  expect(before?.text).toHaveLength(3);
});

test('a session is told by what happened and what comes next; a missed one by why', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { date: '2026-11-20', minutes: 25, happened: 'Used the card twice', next_step: 'Try it in science' });
  school.begin(SAM, KAI, 'session', { date: '2026-11-13', kind: 'group', attendance: 'missed', attendance_why: 'On a trip.' });
  expect(page(school).happened.map(({ title, text }) => [title, ...text])).toEqual([
    ['One to one, 25 minutes', 'Used the card twice.', 'Next: Try it in science.'],
    ['Group, missed', 'On a trip.'],
  ]);
});

test('what a session was meant for is not told as what happened', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { objective: 'Try the card in science' });
  expect(page(school).happened[0]?.text).toEqual(['Meant for: Try the card in science.']);
});

test('a visit is told with what was agreed and whether its risk note was seen', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', { discussion: 'Mum is on nights.', risk_level: 'high', risk_issues: 'Alone from ten.' });
  school.write(SAM, KAI, visit, { [`actions/${row}/what`]: 'Ring the nurse', [`actions/${row}/owner_name`]: 'Mum' });
  expect(page(school).happened[0]).toMatchObject({
    title: 'Home visit', text: ['Mum is on nights.', '1 thing agreed.', 'A serious concern, not seen yet.'],
  });
  expect(page(school).urgent).toMatchObject({ title: 'A risk note has not been seen yet', label: 'See it' });
  school.write(WARD, KAI, visit, { [`risk_seen/${row}/who`]: WARD, [`risk_seen/${row}/at`]: '2026-11-23T10:00:00.000+00:00' });
  expect(page(school).happened[0]?.text[2]).toBe('A serious concern, seen by Ms Ward.');
  expect(page(school).urgent).toBeNull();
});

test('a long narrative is cut at a word', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { happened: 'word '.repeat(100) });
  const text = page(school).happened[0]?.text[0] ?? '';
  expect(text.length).toBeLessThan(290);
  expect(text).toMatch(/word …$/);
});

test('what was taken out shows nothing but that it was, and cannot be changed', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'About another Jack.' });
  school.write(SAM, KAI, note, { _withdrawn_at: '2026-11-23T10:00:00.000+00:00', _withdrawn_by: SAM, _withdrawn_why: 'It was about somebody else.' });
  const model = page(school);
  expect(model.happened[0]).toMatchObject({ withdrawn: 'It was about somebody else. Taken out by you, 23 Nov.', text: [], versions: [] });
  const { book, place } = caseOf(school);
  const read = detail(book, place, sure(book.viewOf(KAI, note)));
  expect(read).toMatchObject({ sections: [], canChange: false, canMove: false });
  expect(JSON.stringify(read)).not.toContain('another Jack');
});

test('the plan shows its targets with how far they have come', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-26' });
  school.write(SAM, KAI, plan, {
    [`targets/${row}/target`]: 'Put my hand up', [`targets/${row}/helpers`]: 'Mr Okafor and me', [`targets/${row}/_order`]: 'V',
    [`progress/${row}/target`]: row, [`progress/${row}/date`]: '2026-11-01', [`progress/${row}/tenths`]: 3,
    [`progress/${other}/target`]: row, [`progress/${other}/date`]: '2026-11-20', [`progress/${other}/tenths`]: 7, [`progress/${other}/note`]: '3 lessons in 5',
  });
  expect(page(school).plan).toMatchObject({ reviewDate: '2026-11-26', targets: [{ text: 'Put my hand up', detail: 'Mr Okafor and me', tenths: 7 }] });
  expect(page(school).steps[4]).toBe('Review, Thu 26');
  const { book, place } = caseOf(school);
  expect(planModel(book, place, sure(book.viewOf(KAI, plan)))).toMatchObject({
    detail: 'Started 12 Oct · key worker Sam Ortiz',
    targets: [{ parts: [{ label: 'Who will help me', text: 'Mr Okafor and me' }], tenths: 7, progress: '3 lessons in 5, 20 Nov', result: null }],
    signed: [{ who: 'Pupil', when: null }, { who: 'Mentor', when: null }, { who: 'Parent or carer', when: null }],
    places: [{ text: 'On this tablet' }, { text: 'Sent' }],
    canMove: true,
  });
});

test('more than three targets bring advice', () => {
  const school = larkspur();
  const targets = Object.fromEntries([1, 2, 3, 4].map((number): [string, Leaf] => [`targets/0000000000000000006${number}AA/target`, `Target ${number}`]));
  const plan = school.begin(SAM, KAI, 'action_plan', targets);
  const { book, place } = caseOf(school);
  expect(planModel(book, place, sure(book.viewOf(KAI, plan))).advice).toContain('more than 3');
});

test('the pupil’s own picture shows what they want to talk about first, beside the time before', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-10-06', temper_now: 3, temper_wish: 8, good_friend_now: 6, finished: '2026-10-06T10:00:00.000+01:00' }, at('2026-10-06T10:00'));
  const scale = school.begin(SAM, KAI, 'scale_self_esteem', {
    date: '2026-11-23', temper_now: 5, temper_wish: 8, good_friend_now: 7, stressed_now: 'skip', positive_now: 4, positive_wish: 4,
    giving_up_now: 5, new_people_now: 5, talk_about: ['positive'],
  });
  const model = page(school);
  expect(model.own).toMatchObject({ title: 'How I see myself', before: 'October', href: `/scale/${KAI}/${scale}` });
  expect(model.own?.lines.map(({ label, now, before }) => [label, now, before])).toEqual([
    ['Controlling my temper', 5, 3], ['Giving up easily', 5, null], ['Thinking positively', 4, null], ['Being a good friend', 7, 6],
  ]);
});

test('the staff page of a scale shows what was pressed and knows nothing of a later time', () => {
  const school = larkspur();
  const early = school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-10-06', happy_at_home_now: 2, finished: '2026-10-06T10:00:00.000+01:00' });
  school.write(TICKET, KAI, early, { [`wishes/${row}/what`]: 'talk_today', [`wishes/${row}/at`]: '2026-10-06T09:52:00.000+01:00' });
  school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-11-23', happy_at_home_now: 6 });
  const { book, place } = caseOf(school);
  const model = staffScale(book, place, sure(book.viewOf(KAI, early)));
  expect(model.view.occasions).toHaveLength(1);
  expect(model.view.low.map(({ statement }) => statement.value)).toEqual(['happy_at_home']);
  expect(model.wishes).toEqual([{ id: row, what: 'talk_today', words: 'I’d like to talk to someone today', when: '6 Oct at 9:52' }]);
  expect(childLadder(place, sure(book.viewOf(KAI, early))).firstName).toBe('Kai');
});

test('giving the tablet says what is left of a scale that was begun, and who will read it', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'scale_learning', { date: '2026-11-20', attending_now: 4, attending_wish: 8 });
  const { book, place } = caseOf(school);
  expect(giveModel(book, place, givingOf(book, place, { scale: 'scale_learning', stage: 'review' }))).toMatchObject({
    begun: 'Go on with the one of 20 Nov: 12 of 13 left', goesOn: true, stage: 'review', readers: 'Ms Ward and I',
  });
  expect(giveModel(book, place, givingOf(book, place, { scale: 'scale_self_esteem' })).begun).toBeNull();
});

test('promises and appointments stand beside each other, the overdue one marked', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', { date: '2026-11-13' });
  school.write(SAM, KAI, visit, { [`actions/${row}/what`]: 'Ring Mrs Brennan', [`actions/${row}/owner`]: SAM, [`actions/${row}/due`]: '2026-11-20' });
  school.begin(SAM, KAI, 'appointment', { date: '2026-11-26', starts: '2026-11-26T14:30:00.000+00:00', kind: 'review', place: 'room 2' });
  const model = page(school);
  expect(model.promises).toMatchObject([{ text: 'Ring Mrs Brennan', by: 'you, by 20 Nov', late: true }]);
  expect(model.next).toMatchObject([{ date: '2026-11-26', text: 'Review, 14:30, room 2', href: `/of/${KAI}/${sure(model.next[0]).id}` }]);
  const { book, place } = caseOf(school);
  expect(promisedIn(book, place)).toHaveLength(1);
});

test('two versions of a sentence stand in the timeline with who wrote each, the oldest first', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Proud of it.', next_step: 'Card for science' }, at('2026-11-20T11:30'));
  school.write(WARD, KAI, note, { next_step: 'Hold until Thursday' }, { unseen: true, at: at('2026-11-20T15:40') });
  const [one] = page(school).happened;
  expect(one?.text).toEqual(['Proud of it.']);
  expect(one?.versions).toMatchObject([{
    path: 'next_step', of: 'Next step', both: true,
    versions: [{ text: 'Card for science', by: 'you, 20 Nov, 11:30' }, { text: 'Hold until Thursday', by: 'Ms Ward, 20 Nov, 15:40' }],
  }]);
});

test('where a record is stands beside it: not sent, then received', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', {});
  school.where.set(`${KAI}/${note}`, { unsent: true, received: [] });
  expect(page(school).happened[0]?.state).toEqual({ kind: 'waiting', text: 'Not sent yet' });
  school.where.set(`${KAI}/${note}`, { unsent: false, received: [{ member: WARD, at: at('2026-11-23T10:04') }] });
  expect(page(school).happened[0]?.state).toEqual({ kind: 'received', text: 'Received by Ms Ward, 10:04' });
  const { book, place } = caseOf(school);
  expect(detail(book, place, sure(book.viewOf(KAI, note))).places.map(({ text }) => text)).toEqual([
    'On this tablet', 'Sent', 'Received by Ms Ward, 10:04',
  ]);
});

test('a record’s page gives what was answered, how it is known, and who wrote what when', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', {
    at: '2026-11-20T11:00:00.000+00:00', date: '2026-11-20', happened: 'Used it twice.', happened_source: 'told', happened_told_by: 'Mr Lee',
  }, at('2026-11-20T11:31'));
  school.write(WARD, KAI, note, { evaluation: 'Well held.' }, { at: at('2026-11-20T15:40') });
  const { book, place } = caseOf(school);
  const model = detail(book, place, sure(book.viewOf(KAI, note)));
  expect(model).toMatchObject({ above: 'Session note · Kai Brennan', below: 'Friday 20 November 2026, 11:00 · by you', canChange: true, canMove: true, notice: null });
  expect(model.sections[0]?.lines[0]).toMatchObject({ label: 'What happened', text: 'Used it twice.', source: 'told by Mr Lee' });
  expect(model.history).toMatchObject([
    { when: '20 Nov, 15:40', who: 'Ms Ward', what: 'changed “How it went”' }, { when: '20 Nov, 11:31', who: 'you', what: 'made it' },
  ]);
});

test('what a newer Beside made is shown as far as it goes, and cannot be changed here', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  school.write(WARD, KAI, note, { _version: 9 });
  const { book, place } = caseOf(school);
  const model = detail(book, place, sure(book.viewOf(KAI, note)));
  expect(model.canChange).toBe(false);
  expect(model.notice).toContain('newer version of this form');
  expect(model.sections[0]?.lines.map(({ text }) => text)).toContain('Settled.');
});

test('a record of an observation tells which minutes do not count, as its report does', () => {
  const school = larkspur();
  const began = { started: '2026-11-20T09:15:00.000+00:00', ended: '2026-11-20T09:50:00.000+00:00' };
  const gap = { 'gaps/a/kind': 'paused', 'gaps/a/from_ms': 600_000, 'gaps/a/until_ms': 900_000, 'gaps/a/reason': 'fire bell' };
  const record = school.begin(SAM, KAI, 'observation', { ...began, ...gap });
  const { book, place } = caseOf(school);
  const view = sure(book.viewOf(KAI, record));
  const words = 'Paused for 5 minutes after 10 minutes: fire bell.';
  expect(detail(book, place, view).sections.at(-1)).toMatchObject({ label: 'Minutes not watched', lines: [{ text: words }] });
  expect(reportModel(book, place, view)?.notWatched).toEqual([words]);
});

test('the last note is at hand, and a missed session is not it', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { date: '2026-11-16', minutes: 30, objective: 'Try the card', next_step: 'Tell Mr Lee' });
  school.begin(SAM, KAI, 'session', { date: '2026-11-20', attendance: 'missed' });
  const { book, place } = caseOf(school);
  expect(lastNote(book, place)).toMatchObject({
    when: '16 Nov, 30 min', parts: [{ label: 'Objective', text: 'Try the card' }, { label: 'Next step', text: 'Tell Mr Lee' }],
  });
});

test('an appointment that is still to come can be set for another day, and no other record', () => {
  const school = larkspur();
  const planned = school.begin(SAM, KAI, 'appointment', { date: '2026-11-26', starts: '2026-11-26T14:30:00.000+00:00' });
  const held = school.begin(SAM, KAI, 'appointment', { date: '2026-11-20', starts: '2026-11-20T14:30:00.000+00:00', status: 'done' });
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  const { book, place } = caseOf(school);
  const offered = (record: string) => detail(book, place, sure(book.viewOf(KAI, record))).anotherDay;
  expect([planned, held, note].map(offered)).toEqual([`/of/${KAI}/${planned}/another-day`, null, null]);
});

test('what a review needs is said to be there or not', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'scale_self_esteem', { date: '2026-10-06', temper_now: 3, finished: '2026-10-06T10:00:00.000+01:00' });
  const plan = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', review_date: '2026-11-26' });
  observe(school, '2026-11-20', 4);
  const { book, place } = caseOf(school);
  expect(readyFor(book, place, sure(book.viewOf(KAI, plan))).map(({ label, done }) => [label, done])).toEqual([
    ['“How I see myself”', null], ['Observation', '20 Nov'], ['Sessions', null], ['Progress said', null],
  ]);
});

test('the report’s page knows the lessons before it and the rule it was counted by', () => {
  const school = larkspur();
  observe(school, '2026-10-06', 13);
  const record = observe(school, '2026-11-23', 8);
  const { book, place } = caseOf(school);
  const model = sure(reportModel(book, place, sure(book.viewOf(KAI, record))));
  expect(model).toMatchObject({ title: 'Observation, maths', detail: 'Monday 23 November, 9:15 · observed by you', rule: 'Tick when it starts' });
  expect(model.overTime.find(({ behaviour }) => behaviour.label === 'Shouts out')?.dots.map(({ count }) => count)).toEqual([13, 8]);
  expect(model.report.comparison?.lastDate).toBe('2026-10-06');
});

const watchedOn = (more: Record<string, Leaf>) => notAskedIn(new Map<string, Leaf>(Object.entries({
  date: '2026-11-20', started: '2026-11-20T09:15:00.000+00:00', interval_seconds: 300, interval_count: 6, ...more,
})));

test('the day of an observation is not asked again where the pad wrote it, unless it says another than the one it began on', () => {
  expect(watchedOn({})).toContain('date');
  for (const more of [{ from_paper: true }, { started: null }, { date: '2026-11-19' }]) expect(watchedOn(more)).not.toContain('date');
});

test('what blank means is asked of the columns that are blank alone, and of “Other” where it stands for something', () => {
  const ticked = { 'ticks/a': ['on_task', 1, 1, 1, null], 'ticks/b': ['negative', 1, 1, 1, 2] };
  expect(watchedOn(ticked)).toEqual(['date', 'on_task_looked', 'other_looked']);
  expect(watchedOn({ ...ticked, other_is: 'hums' })).toEqual(['date', 'on_task_looked']);
  const all = behavioursOf(newest('observation')).map(({ value }, index): [string, Leaf] => [`ticks/${index}`, [value, 1, 1, 1, null]]);
  expect(watchedOn(Object.fromEntries(all))).toEqual(['date', 'untouched']);
});

test('the report of an observation that was not ended leads its observer back to the pad, and nobody else', () => {
  const school = larkspur();
  const record = school.begin(SAM, KAI, 'observation', { started: '2026-11-20T09:15:00.000+00:00' });
  const running = (me: string) => {
    const { book, place } = caseOf(school, me);
    return reportModel(book, place, sure(book.viewOf(KAI, record)))?.running;
  };
  expect([running(SAM), running(WARD)]).toEqual([{ goOn: `/pad/${KAI}/${record}` }, { goOn: null }]);
});

test('who can read a case is said with how they come to it; only a line manager can share', () => {
  const school = larkspur();
  const { book, place } = caseOf(school, WARD);
  expect(readers(book, place)).toMatchObject({
    readers: [{ name: 'Ms Ward (you)', why: 'line manager of Sam Ortiz' }, { name: 'Sam Ortiz', why: 'mentor', waits: null }],
    others: [{ label: 'Tamsin Fairweather' }],
  });
});

test('the caseload says where each case stands and flags one thing at most', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'session', { date: '2026-11-20' });
  school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-01', review_date: '2026-11-20' });
  school.write(SAM, AMIRA, CASE, { practice: true });
  const model = caseload(school.book(), 'all', '', []);
  expect(model.summary).toBe('1 case · 1 review due within a week');
  expect(model.lines).toMatchObject([
    { name: 'Amira Halloway', practice: true, standing: 'Plan · not seen yet' },
    { name: 'Kai Brennan', standing: 'Review · review 20 Nov · seen 20 Nov', flag: { text: 'Review overdue' } },
  ]);
  expect(model.filters).toEqual([
    { value: 'all', label: 'All', count: 1 }, { value: 'review', label: 'Review due', count: 1 }, { value: 'unseen', label: 'Not seen lately', count: 0 },
  ]);
});

test('a name is found by its beginning, its class or without its accents', () => {
  const school = larkspur();
  expect(caseload(school.book(), 'all', 'ámi', []).lines.map(({ name }) => name)).toEqual(['Amira Halloway']);
  expect(caseload(school.book(), 'all', 'zz', null).nothingWritten).toBe(false);
  expect(caseload(school.book(), 'all', 'zz', []).nothingWritten).toBe(true);
  expect(caseload(school.book(), 'all', '8b', []).lines.map(({ name }) => name)).toEqual(['Kai Brennan']);
});

test('a line manager can look at one mentor’s cases, and closed ones have a place of their own', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { stage: 'closed' });
  const model = caseload(school.book(WARD), 'closed', '', []);
  expect(model.filters.map(({ label }) => label)).toEqual(['All', 'Review due', 'Not seen lately', 'Sam Ortiz', 'Closed']);
  expect(model.lines.map(({ name }) => name)).toEqual(['Kai Brennan']);
});

test('a record is moved to any other open case', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { date: '2026-11-20' });
  const { book, place } = caseOf(school);
  const model = moveModel(book, place, sure(book.viewOf(KAI, note)), '');
  expect(model).toMatchObject({ title: 'One to one, 20 Nov', from: 'Kai Brennan', pupils: [{ name: 'Amira Halloway' }] });
});
