import { expect, test } from 'vitest';

import { acknowledgeRisk } from '../../src/casework/acts/risk';
import { allSeen, arrivals, unseenCount, withNew } from '../../src/casework/arrivals';
import { daysOn } from '../../src/casework/defaults';
import { inbox } from '../../src/casework/inbox';
import { riskNote } from '../../src/casework/risk_page';
import { foldWords, seenWords } from '../../src/screens/inbox/model';
import { AMIRA, at, CASE, type Invented, KAI, larkspur, NOTHING_UNDER_WAY, SAM, sure, TAMSIN, TICKET, WARD } from './school';

const row = '00000000000000000041AA';

test('what a colleague wrote arrives by its place in the log, though it was written last week', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  school.begin(WARD, KAI, 'session', { date: '2026-11-16', kind: 'phone' }, at('2026-11-16T15:40'));
  const book = school.book();
  expect(unseenCount(book, marks)).toBe(1);
  expect(arrivals(book, marks)[0]).toMatchObject({ title: 'Ms Ward: phone', detail: 'Kai Brennan', seen: false });
  expect(unseenCount(book, allSeen(book))).toBe(0);
});

test('what a colleague planned arrives as an appointment, and not as a session that was held', () => {
  const school = larkspur();
  const marks = allSeen(school.book(SAM));
  school.begin(WARD, KAI, 'appointment', { kind: 'session', date: '2026-11-24', mentor: SAM });
  expect(arrivals(school.book(SAM), marks).map(({ title }) => title)).toEqual(['Ms Ward: appointment, session']);
});

test('on the first day on a tablet nothing is new', () => {
  const school = larkspur();
  school.begin(WARD, KAI, 'session', {});
  expect(unseenCount(school.book(), null)).toBe(0);
  expect(inbox(school.book(), null).arrived[0]?.seen).toBe(true);
});

test('a case that comes to me is said once, as a case, and what comes to it afterwards by itself', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  const shared = '00000000000000000099AA';
  school.vault(shared, 'case', [TAMSIN, SAM]);
  school.begin(TAMSIN, shared, 'case', { name: 'Jasper Quince' }, at('2026-10-01T09:00'));
  school.begin(TAMSIN, shared, 'session', { date: '2026-10-02' }, at('2026-10-02T09:00'));
  const known = withNew(marks, school.book());
  expect(arrivals(school.book(), known).filter(({ seen }) => !seen)).toMatchObject([
    { title: 'A case you can read now: Jasper Quince', detail: 'begun by Tamsin Fairweather', href: `/case/${shared}` },
  ]);
  expect(unseenCount(school.book(), known)).toBe(1);
  expect(withNew(known, school.book())).toBe(known);
  school.begin(TAMSIN, shared, 'session', { date: '2026-11-23' });
  expect(unseenCount(school.book(), known)).toBe(2);
  expect(unseenCount(school.book(), allSeen(school.book()))).toBe(0);
});

test('a case that I begin myself is no news', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  const mine = '00000000000000000098AA';
  school.vault(mine, 'case', [SAM]);
  school.begin(SAM, mine, 'case', { name: 'Priya Larkin' });
  expect(unseenCount(school.book(), withNew(marks, school.book()))).toBe(0);
});

test('what I wrote myself is not said to arrive', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  school.begin(SAM, KAI, 'session', {});
  expect(unseenCount(school.book(), marks)).toBe(0);
});

test('a change by a colleague says what it changed, and that there are two versions where there are', () => {
  const school = larkspur();
  const plan = school.begin(SAM, KAI, 'action_plan', { goals: 'Stay in class' }, at('2026-11-01T09:00'));
  school.write(WARD, KAI, plan, { strengths: 'Loyal' });
  expect(arrivals(school.book(), null)[0]).toMatchObject({ title: 'Ms Ward changed the plan', detail: 'Kai Brennan · “Strengths”' });
  school.write(SAM, KAI, plan, { strengths: 'Loyal and quick' }, { unseen: true });
  expect(arrivals(school.book(), null)[0]?.detail).toBe('Kai Brennan · Two versions of “Strengths”: choose one, or keep both');
});

test('what a pupil filled in is told as theirs, and not as a change of a record', () => {
  const school = larkspur();
  const scale = school.begin(SAM, KAI, 'scale_learning', {});
  school.write(TICKET, KAI, scale, { finished: '2026-11-23T10:00:00.000+00:00' });
  expect(arrivals(school.book(), null)[0]).toMatchObject({ title: 'Kai answered “How I learn”', detail: 'Kai Brennan' });
});

test('a wish, a risk note and two versions wait for an answer, the child first', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { next_step: 'Card for science too' });
  school.write(WARD, KAI, note, { next_step: 'Hold until the review' }, { unseen: true });
  const scale = school.begin(SAM, KAI, 'scale_learning', {});
  school.write(TICKET, KAI, scale, { [`wishes/${row}/what`]: 'talk_today', [`wishes/${row}/at`]: '2026-11-23T09:52:00.000+00:00' });
  expect(inbox(school.book(), null).waiting.map(({ title }) => title)).toEqual([
    'Kai would like to talk to someone today', 'Two versions of “Next step”',
  ]);
});

test('a risk note waits for the line manager it is meant for, and not for who wrote it', () => {
  const school = larkspur();
  const visit = school.begin(SAM, KAI, 'visit', {
    date: '2026-11-20', risk_level: 'high', risk_issues: 'Alone from ten.', risk_issues_source: 'told', risk_issues_told_by: 'Gran', risk_to: WARD,
  });
  expect(inbox(school.book(SAM), null).waiting).toEqual([]);
  const book = school.book(WARD);
  expect(inbox(book, null).waiting[0]).toMatchObject({
    title: 'Risk note: Kai Brennan', detail: 'Serious concern, visit of 20 Nov by Sam Ortiz', state: { kind: 'alarm', text: 'Know today' },
    href: `/risk/${KAI}/${visit}`,
  });
  expect(riskNote(book, sure(book.caseOf(KAI)), sure(book.viewOf(KAI, visit)), null)).toMatchObject({
    issues: 'Alone from ten.', source: 'told by Gran', serious: true, mine: true, seen: [],
  });
});

test('one meant for somebody who can no longer read the case waits for the visitor’s line manager', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { risk_level: 'low', risk_issues: 'A dog.', risk_to: TAMSIN });
  expect(inbox(school.book(WARD), null).waiting).toHaveLength(1);
});

test('handed over on paper counts as answered', () => {
  const school = larkspur();
  school.begin(SAM, KAI, 'visit', { risk_level: 'low', risk_issues: 'A dog.', risk_to: WARD, risk_paper_on: '2026-11-23' });
  expect(inbox(school.book(WARD), null).waiting).toEqual([]);
});

test('answering it settles it in each brother’s and sister’s case, and tells the visitor', () => {
  const school = larkspur();
  const given = { date: '2026-11-20', visit_id: row, risk_level: 'medium', risk_issues: 'Alone from ten.', risk_to: WARD };
  const visit = school.begin(SAM, KAI, 'visit', given, at('2026-11-20T15:00'));
  school.begin(SAM, AMIRA, 'visit', given, at('2026-11-20T15:00'));
  const marks = allSeen(school.book(SAM));
  const book = school.book(WARD);
  const saves = acknowledgeRisk(school.pen(WARD), book, KAI, sure(book.viewOf(KAI, visit)), 'I have rung Mum.');
  expect(saves).toHaveLength(2);
  for (const save of saves) school.save(WARD, save);
  expect(inbox(school.book(WARD), null).waiting).toEqual([]);
  const mine = school.book(SAM);
  expect(arrivals(mine, marks)[0]).toMatchObject({ title: 'Ms Ward answered your risk note', href: expect.stringContaining('/risk/') as string });
  const note = riskNote(mine, sure(mine.caseOf(KAI)), sure(mine.viewOf(KAI, visit)), null);
  expect(note.seen).toEqual([{ who: 'Ms Ward', at: '10:04', reply: 'I have rung Mum.' }]);
  expect(note.mine).toBe(false);
});

test('deleted by one and changed by another waits until somebody decides', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.' });
  school.write(WARD, KAI, note, { happened: 'Settled well.' });
  school.save(SAM, { vault: KAI, record: note, values: {}, whole: 'delete' });
  school.write(WARD, KAI, note, { evaluation: 'Well held.' });
  expect(inbox(school.book(), null).waiting).toMatchObject([{ title: 'Deleted by you, changed by Ms Ward meanwhile.', step: { label: 'Decide' } }]);
});

test('what was handed in too late waits with the way to its decision', () => {
  const school = larkspur();
  const late = [{ id: 'late1', vault: KAI, member: TAMSIN, at: school.now }];
  const { waiting } = inbox(school.book(WARD, { carriage: { ...NOTHING_UNDER_WAY, late } }), null);
  expect(waiting[0]).toMatchObject({ title: 'Tamsin Fairweather wrote something after it was too late', href: '/late/late1' });
});

test('two versions in a case that is not mine are for those whose case it is', () => {
  const school = larkspur();
  school.write(SAM, KAI, CASE, { home_language: 'Czech' });
  school.write(SAM, KAI, CASE, { home_language: 'Polish' }, { unseen: true });
  expect(inbox(school.book(WARD), null).waiting).toEqual([]);
});

/** Sessions by the line manager, one a day, the last of them on the day of the look. */
function arrivedDaily(school: Invented, days: number, until = '2026-11-23'): void {
  for (let back = days - 1; back >= 0; back -= 1) {
    const day = daysOn(until, -back);
    school.begin(WARD, KAI, 'session', { date: day }, at(`${day}T09:00`));
  }
}

test('of what only arrived a dozen lines stand open at most, the newest, and the rest lies in a fold', () => {
  const school = larkspur();
  const before = inbox(school.book(), null);
  arrivedDaily(school, 13);
  const { arrived, earlier } = inbox(school.book(), null);
  expect(arrived).toHaveLength(12);
  expect(earlier).toHaveLength(before.arrived.length + before.earlier.length + 1);
  expect(arrived.at(-1)?.when).toBe('12 Nov');
  expect(earlier[0]?.when).toBe('11 Nov');
});

test('what lies more than two weeks back is earlier, unless nobody has looked at it', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  school.begin(WARD, KAI, 'session', { date: '2026-11-09' }, at('2026-11-09T09:00'));
  school.begin(WARD, KAI, 'session', { date: '2026-11-08' }, at('2026-11-08T09:00'));
  const whens = (items: readonly { when: string }[]) => items.map(({ when }) => when);
  const looked = inbox(school.book(), allSeen(school.book()));
  expect(whens(looked.arrived)).toContain('9 Nov');
  expect(whens(looked.arrived)).not.toContain('8 Nov');
  expect(whens(looked.earlier)).toContain('8 Nov');
  expect(whens(inbox(school.book(), marks).arrived)).toEqual(expect.arrayContaining(['9 Nov', '8 Nov']));
});

test('however long ago something was asked, it waits, and is folded away with nothing', () => {
  const school = larkspur();
  const raised = at('2026-09-14T15:00');
  const visit = school.begin(TAMSIN, KAI, 'visit', { date: '2026-09-14', made_by: TAMSIN, risk_level: 'high', risk_issues: 'A bruise.' }, raised);
  arrivedDaily(school, 20);
  const { waiting, earlier } = inbox(school.book(WARD), null);
  expect(waiting.map(({ id }) => id)).toContain(`${visit}-risk`);
  expect(earlier.every(({ state, step }) => state === null && step === null)).toBe(true);
});

test('whoever says that all was seen reads how much that is, where some of it lies in the fold', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  arrivedDaily(school, 12);
  expect(seenWords(inbox(school.book(), marks))).toBe('I have seen these');
  arrivedDaily(school, 1);
  expect(seenWords(inbox(school.book(), marks))).toBe('I have seen all 13 new');
});

test('however much is new, all of it is in the inbox', () => {
  const school = larkspur();
  const marks = allSeen(school.book());
  arrivedDaily(school, 70);
  const { arrived, earlier } = inbox(school.book(), marks);
  expect([...arrived, ...earlier].filter(({ seen }) => !seen)).toHaveLength(unseenCount(school.book(), marks));
  expect(unseenCount(school.book(), marks)).toBe(70);
});

test('what is new stands open before what was seen, though it was written earlier', () => {
  const school = larkspur();
  arrivedDaily(school, 12);
  const marks = allSeen(school.book());
  school.begin(WARD, KAI, 'session', { date: '2026-11-02' }, at('2026-11-02T09:00'));
  const { arrived, earlier } = inbox(school.book(), marks);
  expect(arrived).toHaveLength(12);
  expect(arrived.filter(({ seen }) => !seen).map(({ when }) => when)).toEqual(['2 Nov']);
  expect(earlier.every(({ seen }) => seen)).toBe(true);
});

test('a fold says how much it holds, and how much of that is new', () => {
  const lines = (seen: number, fresh: number) => Array.from({ length: seen + fresh }, (_, index) => ({ seen: index < seen }));
  expect(foldWords(lines(27, 0))).toBe('27 more');
  expect(foldWords(lines(24, 3))).toBe('27 more, 3 of them new');
  expect([foldWords(lines(0, 4)), foldWords(lines(0, 1))]).toEqual(['4 more, all new', '1 more, new']);
});
