import { describe, expect, test } from 'vitest';

import { textFrom } from '../../src/capture/leaves';
import { again, gaveMore, saidBack, settled } from '../../src/casework/acts/safety';
import { planVisit, sheetFor } from '../../src/casework/acts/visit';
import { newest } from '../../src/casework/forms';
import { inbox } from '../../src/casework/inbox';
import { ladderBefore, ladderNow } from '../../src/casework/ladder';
import { safetyOf } from '../../src/casework/safety';
import { lateBack, safetySheet } from '../../src/casework/safety_page';
import { leavesOf } from '../../src/casework/standing';
import { today } from '../../src/casework/today';
import { type Asked, isUnsent, ladderOf, leavesOfNote, type Live, noteOf, NOTHING_HEARD, type SeenVisit, withLost } from '../../src/casework/visiting';
import { alarmLines, nextRung, watchItems, watchLines, watchList, watchModel } from '../../src/casework/watch_page';
import { bannerWords } from '../../src/screens/visit/banner';
import { at, AMIRA, DIARY, type Invented, JO, KAI, larkspur, SAM, sure, TAMSIN, TEAM, WARD } from './school';

const VISIT = '00000000000000000077AA';
const GIVEN = {
  visit_id: VISIT, cases: [KAI], purpose: 'About the letter', address: '14 Pudding Lane End', phone: '07700 900 118', going: 'alone',
  leaves: '2026-11-23T14:00:00.000+00:00', back_by: '2026-11-23T15:00:00.000+00:00', risks: 'None known.', if_overdue: 'Ring me.',
  authorised_by: WARD, watched_by: JO, named: [TAMSIN, WARD],
};

function planned(): { readonly school: Invented; readonly sheet: string } {
  const school = larkspur();
  school.write(WARD, TEAM, JO, { phone: '07700 900 123' });
  school.now = at('2026-11-23T14:00');
  return { school, sheet: school.begin(SAM, DIARY, 'visit_safety', GIVEN) };
}

function armed(over: Partial<SeenVisit> = {}): SeenVisit {
  return {
    visit: VISIT, visitor: SAM, armed: at('2026-11-23T14:02'), until: at('2026-11-23T15:00'), stepMinutes: 10, told: 0,
    next: at('2026-11-23T15:00'), escalated: null, acknowledged: null, checkedIn: null, sheet: null,
    ladder: [
      { member: JO, rung: 1, push: true, arrived: at('2026-11-23T08:42'), told: null, sent: null },
      { member: WARD, rung: 2, push: false, arrived: null, told: null, sent: null },
    ],
    ...over,
  };
}

function heard(school: Invented, visits: readonly SeenVisit[], asked: ReadonlyMap<string, Asked> = new Map()): Live {
  return { heard: { visits, at: school.now, ahead: 0 }, asked };
}

const view = (school: Invented, sheet: string) => sure(school.book().viewOf(DIARY, sheet));

function onToday(school: Invented, live: Live) {
  return today(school.book(), { seen: null, live, underWay: [], told: [], begin: [], hands: { held: () => undefined, done: () => undefined } });
}

describe('who is told', () => {
  test('who watches, then the line manager, then everybody named, each once and never the visitor', () => {
    const { school, sheet } = planned();
    expect(ladderOf(school.book(), leavesOf(view(school, sheet)))).toEqual([[JO], [WARD], [TAMSIN]]);
    school.write(SAM, DIARY, sheet, { watched_by: WARD, named: [SAM, JO] });
    expect(ladderOf(school.book(), leavesOf(view(school, sheet)))).toEqual([[WARD], [JO]]);
  });

  test('a test alarm of today makes a push an alarm; whoever has none is reached by phone', () => {
    const { school, sheet } = planned();
    const reach = { time: school.now, sent: null };
    const reaches = new Map([
      [JO, { ...reach, push: true, arrived: at('2026-11-23T08:42') }], [WARD, { ...reach, push: true, arrived: at('2026-11-20T08:42') }],
      [TAMSIN, { ...reach, push: false, arrived: null }],
    ]);
    const rungs = ladderBefore(school.book(), leavesOf(view(school, sheet)), reaches);
    expect(rungs.map(({ name, when, reach: words, reachable }) => [name, when, words, reachable])).toEqual([
      ['You', '15:00', 'Not known without a connection', false],
      ['Jo Applegarth', '15:10', 'Test arrived 8:42', true],
      ['Ms Ward', '15:20', 'No test today', false],
      ['Tamsin Fairweather', '15:30', 'Reminders off', false],
      ['Mrs Merriweather', '', 'By phone only', false],
    ]);
    expect(rungs.map(({ role }) => role).slice(1, 3)).toEqual(['watches', 'line manager']);
    expect(rungs.map(({ only }) => only)).toEqual([null, null, null, 'Only while their Beside is open and unlocked, or by phone', 'Beside tells them nothing: phone them']);
  });

  test('whoever was told stands with the time, and the others with when they will be', () => {
    const { school } = planned();
    const told = { member: JO, rung: 1, push: true, arrived: null, told: at('2026-11-23T15:10'), sent: at('2026-11-23T15:10') };
    const rungs = ladderNow(school.book(), armed({ ladder: [told, ...armed().ladder.slice(1)] }));
    expect(rungs.map(({ when, reach }) => [when, reach]).slice(1, 3)).toEqual([['15:10', 'Told'], ['15:20', 'Reminders off']]);
  });

  test('nobody stands with a time to come once somebody is dealing with it, for nobody is told any more', () => {
    const { school } = planned();
    const [[jo, ward], at1510] = [armed().ladder, at('2026-11-23T15:10')];
    const taken = armed({ told: 2, next: null, acknowledged: { by: JO, at: at1510 }, ladder: [{ ...sure(jo), told: at1510 }, sure(ward)] });
    expect(ladderNow(school.book(), taken).map(({ when, reach }) => [when, reach]).slice(0, 3)).toEqual([['15:00', ''], ['15:10', 'Being told'], ['', 'Not told']]);
  });

  test('after an alarm that was raised early the others are told from then on, not when the visitor was due', () => {
    const { school } = planned();
    const [[jo, ward], at1420] = [armed().ladder, at('2026-11-23T14:20')];
    const ladder = [{ ...sure(jo), told: at1420 }, { ...sure(ward), told: at1420 }, { ...sure(ward), member: TAMSIN, rung: 3 }];
    const raised = armed({ told: 3, next: at1420 + 600_000, escalated: { by: JO, at: at1420 }, ladder });
    expect(ladderNow(school.book(), raised).map(({ when }) => when).slice(0, 4)).toEqual(['14:20', '14:20', '14:20', '14:30']);
  });

  test('a note holds what is needed to look for somebody, and nothing of the case', () => {
    const { school, sheet } = planned();
    const note = noteOf(leavesOf(view(school, sheet)));
    expect(note).toMatchObject({ _form: 'visit_safety', address: '14 Pudding Lane End', if_overdue: 'Ring me.' });
    expect([...leavesOfNote(note)]).toEqual(Object.entries(note));
    expect(leavesOfNote({ address: { not: 'a leaf' }, phone: 3.5 }).size).toBe(0);
    expect(JSON.stringify(note)).not.toContain(KAI);
    expect(JSON.stringify(note)).not.toContain('letter');
  });
});

describe('how it stands', () => {
  const kindOf = (school: Invented, sheet: string, live: Live) => safetyOf(school.book(), view(school, sheet), live);

  test('it is armed on the server’s answer alone', () => {
    const { school, sheet } = planned();
    expect(kindOf(school, sheet, NOTHING_HEARD).kind).toBe('planned');
    const asking = new Map([[VISIT, { what: 'arm', trouble: null } as const]]);
    expect(kindOf(school, sheet, { heard: null, asked: asking })).toMatchObject({ kind: 'not_armed', asking: true });
    const cut = new Map([[VISIT, { what: 'arm', trouble: 'No connection.' } as const]]);
    const banner = bannerWords(kindOf(school, sheet, { heard: null, asked: cut }));
    expect(banner).toMatchObject({ kind: 'alarm', title: 'Not armed: phone Jo Applegarth', phone: '07700 900 123' });
    expect(banner.words).toBe('No connection. Nobody is told if you are late.');
    expect(kindOf(school, sheet, heard(school, [armed()], cut))).toMatchObject({ kind: 'armed', at: '14:02', backBy: '15:00' });
  });

  test('without a connection the last answer stands, until the time is over', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    expect(kindOf(school, sheet, NOTHING_HEARD)).toMatchObject({ kind: 'armed', at: '14:02', backBy: '15:00' });
    school.now = at('2026-11-23T15:01');
    expect(kindOf(school, sheet, NOTHING_HEARD).kind).toBe('overdue');
  });

  test('a visit that the server has lost is not armed, whatever this tablet remembers', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-23T14:10');
    expect(kindOf(school, sheet, heard(school, []))).toMatchObject({ kind: 'not_armed', asking: false });
  });

  test('Today says of it what its banner says, and no more', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-23T14:10');
    expect(onToday(school, heard(school, [armed()]))).toMatchObject({
      day: [{ state: { kind: 'armed', text: 'Armed at 14:02' } }], underWay: [{ title: 'You are out on a visit', detail: 'Back by 15:00, watched by Jo Applegarth.' }],
    });
    const lost = onToday(school, heard(school, []));
    expect(lost.day).toMatchObject([{ state: { kind: 'not-armed', text: 'Not armed' } }]);
    expect(lost.underWay).toMatchObject([{
      title: 'Not armed: phone Jo Applegarth', detail: 'The server no longer knows of this visit. Nobody is told if you are late. 07700 900 123', alarm: true,
    }]);
    const given = onToday(school, heard(school, [armed({ until: at('2026-11-23T15:30') })]));
    expect([given.day[0]?.detail, given.underWay[0]?.detail]).toEqual(['Watched by Jo Applegarth · back by 15:30', 'Back by 15:30, watched by Jo Applegarth.']);
    school.now = at('2026-11-23T15:05');
    expect(onToday(school, heard(school, [armed()]))).toMatchObject({
      day: [{ state: { kind: 'alarm', text: 'Overdue' } }], underWay: [{ title: 'Your visit is overdue', alarm: true }],
    });
  });

  test('what could not be armed stands on Today until they should have been back and have written down what came of it', () => {
    const { school } = planned();
    const cut: Live = { heard: null, asked: new Map([[VISIT, { what: 'arm', trouble: 'No connection.' } as const]]) };
    school.begin(SAM, KAI, 'visit', { visit_id: VISIT, date: '2026-11-23' });
    school.now = at('2026-11-23T14:50');
    expect(onToday(school, cut).underWay).toMatchObject([{ title: 'Not armed: phone Jo Applegarth' }]);
    school.now = at('2026-11-23T15:01');
    expect(onToday(school, cut).underWay).toEqual([]);
  });

  test('a visitor whom nobody has heard coming back is told so on Today until somebody has', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-23T14:50');
    school.save(SAM, saidBack(school.pen(), DIARY, view(school, sheet)));
    expect(onToday(school, heard(school, [armed()]))).toMatchObject({
      day: [{ state: { kind: 'alarm' } }], underWay: [{ title: 'Back at 14:50, but nobody knows: phone Jo Applegarth', alarm: true }],
    });
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed({ checkedIn: { by: SAM, at: school.now } }))));
    expect(onToday(school, NOTHING_HEARD)).toMatchObject({ day: [{ state: { kind: 'sent', text: 'Back at 14:50' } }], underWay: [] });
  });

  test('a visit that the server has lost, and that ended a day ago, stands on Today no more', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-24T14:00');
    expect(onToday(school, heard(school, [])).underWay).toHaveLength(1);
    school.now = at('2026-11-24T15:01');
    expect(onToday(school, heard(school, [])).underWay).toEqual([]);
    expect(onToday(school, heard(school, [armed()])).underWay).toMatchObject([{ title: 'Your visit is overdue' }]);
  });

  test('more time that the server did not give is not given', () => {
    const { school, sheet } = planned();
    const cut = new Map([[VISIT, { what: 'more', trouble: 'No connection.' } as const]]);
    const banner = bannerWords(kindOf(school, sheet, heard(school, [armed()], cut)));
    expect(banner).toMatchObject({ kind: 'alarm', words: 'No connection. You are still expected by 15:00.' });
  });

  test('the server’s clock says when it is over, not the tablet’s', () => {
    const { school, sheet } = planned();
    const ahead = { heard: { visits: [armed()], at: at('2026-11-23T15:01'), ahead: at('2026-11-23T15:01') - school.now }, asked: new Map() };
    expect(kindOf(school, sheet, ahead).kind).toBe('overdue');
  });

  test('back is back when the server has heard it', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-23T14:50');
    school.save(SAM, saidBack(school.pen(), DIARY, view(school, sheet)));
    expect(kindOf(school, sheet, heard(school, [armed()]))).toMatchObject({ kind: 'not_heard', at: '14:50' });
    const over = armed({ checkedIn: { by: JO, at: school.now } });
    expect(kindOf(school, sheet, heard(school, [over]))).toEqual({ kind: 'back', at: '14:50', by: 'Jo Applegarth' });
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), over)));
    expect(kindOf(school, sheet, NOTHING_HEARD)).toEqual({ kind: 'back', at: '14:50', by: 'Jo Applegarth' });
  });
});

describe('what is written down', () => {
  test('who was told and who took it on, once, whichever device writes it', () => {
    const { school, sheet } = planned();
    const told = { member: JO, rung: 1, push: true, arrived: null, told: at('2026-11-23T15:10'), sent: null };
    const visit = armed({ ladder: [told], acknowledged: { by: JO, at: at('2026-11-23T15:12') } });
    const [one, other] = [settled(school.pen(), DIARY, view(school, sheet), visit), settled(school.pen(), DIARY, view(school, sheet), visit)];
    expect(one?.values).toEqual(other?.values);
    school.save(SAM, sure(one));
    const leaves = leavesOf(view(school, sheet));
    expect([...leaves.keys()].filter((path) => path.startsWith('alarms/')).map((path) => path.split('/')[2]).sort()).toEqual(['at', 'taken_at', 'to']);
    expect(settled(school.pen(), DIARY, view(school, sheet), visit)).toBeNull();
  });

  test('time that was given before a visit was armed anew counts no more', () => {
    const { school, sheet } = planned();
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed())));
    school.now = at('2026-11-23T14:30');
    school.save(SAM, gaveMore(school.pen(), DIARY, view(school, sheet), at('2026-11-23T15:30')));
    expect(safetyOf(school.book(), view(school, sheet), NOTHING_HEARD)).toMatchObject({ backBy: '15:30' });
    school.save(SAM, sure(settled(school.pen(), DIARY, view(school, sheet), armed({ armed: at('2026-11-23T14:40') }))));
    expect(safetyOf(school.book(), view(school, sheet), NOTHING_HEARD)).toMatchObject({ backBy: '15:00' });
  });

  test('setting out again begins a sheet of its own with the same words', () => {
    const { school, sheet } = planned();
    school.now = at('2026-11-23T15:00');
    const next = again(school.pen(), DIARY, view(school, sheet));
    expect(next.values).toMatchObject({ address: '14 Pudding Lane End', watched_by: JO, back_by: '2026-11-23T16:00:00.000+00:00' });
    expect(next.values['visit_id']).not.toBe(VISIT);
    expect(next.values['armed_at']).toBeUndefined();
  });

  test('a plan is for today, an hour long, and found again until the visit is written down', () => {
    const { school } = planned();
    const place = sure(school.book().caseOf(AMIRA));
    const begun = planVisit(school.pen(), school.book(), DIARY, [place]);
    expect(begun.values).toMatchObject({ back_by: '2026-11-23T15:00:00.000+00:00', cases: [AMIRA], authorised_by: WARD });
    school.save(SAM, begun);
    expect(sheetFor(school.book(), sure(school.book().caseOf(AMIRA)))?.id).toBe(begun.record);
    school.write(SAM, DIARY, begun.record, { checked_in_at: '2026-11-23T14:50:00.000+00:00' });
    expect(sheetFor(school.book(), sure(school.book().caseOf(AMIRA)))?.id).toBe(begun.record);
    school.begin(SAM, AMIRA, 'visit', { visit_id: begun.values['visit_id'] ?? '', visit_to: 'home' });
    expect(sheetFor(school.book(), sure(school.book().caseOf(AMIRA)))).toBeNull();
  });

  test('nobody sets out who should be back already', () => {
    const { school, sheet } = planned();
    const leaves = leavesOf(view(school, sheet));
    expect(lateBack(leaves, at('2026-11-23T14:59'))).toEqual([]);
    expect(lateBack(leaves, at('2026-11-23T15:00'))).toMatchObject([{ path: 'back_by' }]);
  });
});

describe('who watches', () => {
  const sheet = new Map([['phone', '07700 900 118'], ['address', '14 Pudding Lane End'], ['if_overdue', 'Ring me.']]);

  test('sees the sheet while somebody is out, and what to do when they are not back', () => {
    const { school } = planned();
    const live = heard(school, [armed({ sheet })]);
    const out = sure(watchModel(school.book(JO), VISIT, live));
    expect(out).toMatchObject({ state: 'out', whatToDo: 'Ring me.', phone: '07700 900 118', next: 'Tell Ms Ward now', stale: null });
    expect(watchLines(school.book(JO), live)[0]).toMatchObject({ title: 'You are watching over Sam Ortiz', alarm: false });
    school.now = at('2026-11-23T15:12');
    const late = heard(school, [armed({ sheet })]);
    expect(watchModel(school.book(JO), VISIT, late)).toMatchObject({ state: 'alarm', standing: '12 minutes overdue: due back at 15:00' });
    expect(watchList(school.book(JO), late).visits[0]).toMatchObject({ alarm: true, state: 'Not back' });
    expect(alarmLines(school.book(JO), late)[0]?.title).toBe('Sam Ortiz is not back: due at 15:00.');
    expect(inbox(school.book(JO), null, watchItems(school.book(JO), late)).waiting[0]?.title).toBe('Sam Ortiz is not back from a visit');
  });

  test('is not told that somebody is late who is not due: who raised the alarm is said, to the visitor too', () => {
    const { school, sheet: plan } = planned();
    school.now = at('2026-11-23T14:20');
    const live = heard(school, [armed({ sheet, escalated: { by: JO, at: at('2026-11-23T14:19') } })]);
    const ward = school.book(WARD);
    expect(alarmLines(ward, live)[0]?.title).toBe('Jo Applegarth raised the alarm for Sam Ortiz at 14:19.');
    expect(watchModel(ward, VISIT, live)).toMatchObject({
      state: 'alarm', early: true, standing: 'Jo Applegarth raised the alarm at 14:19. Due back at 15:00, left at 14:02',
    });
    expect(watchLines(school.book(JO), live)[0]).toMatchObject({ title: 'Sam Ortiz is being looked for', detail: expect.stringContaining('You raised the alarm at 14:19') as string });
    expect(watchItems(ward, live)[0]?.title).toBe('Sam Ortiz is being looked for');
    expect(bannerWords(safetyOf(school.book(), view(school, plan), live)).title).toBe('Jo Applegarth raised the alarm at 14:19: check in, or phone');
    const back = heard(school, [armed({ sheet, escalated: { by: JO, at: at('2026-11-23T14:19') }, checkedIn: { by: SAM, at: school.now } })]);
    expect(watchModel(school.book(JO), VISIT, back)).toMatchObject({ state: 'back', early: false });
    school.now = at('2026-11-23T15:12');
    expect(alarmLines(school.book(WARD), heard(school, [armed({ sheet, escalated: { by: JO, at: at('2026-11-23T14:19') } })]))[0]?.title)
      .toBe('Sam Ortiz is not back: due at 15:00.');
  });

  test('is told that somebody may still be out whom a restored server has forgotten, until a while after they were due', () => {
    const { school } = planned();
    const before = { visits: [armed({ sheet })], at: school.now, ahead: 0 };
    const after = (me: string, at: number, visits: readonly SeenVisit[] = []): Live => ({ heard: withLost(before, { visits, at, ahead: 0 }, me), asked: new Map() });
    const live = after(JO, school.now);
    expect(watchModel(school.book(JO), VISIT, live)).toMatchObject({
      state: 'alarm', lost: true, next: null, phone: '07700 900 118', standing: 'The server no longer knows of this visit, and tells nobody. Due back at 15:00, left at 14:02',
    });
    expect(alarmLines(school.book(JO), live)[0]?.title).toBe('Sam Ortiz may still be out: phone them.');
    expect(watchLines(school.book(JO), live)[0]).toMatchObject({ title: 'Sam Ortiz is perhaps still out', alarm: true });
    // Armed again, it is watched as any other; a line manager does not see again what was given more time.
    expect(after(JO, school.now, [armed({ sheet })]).heard?.visits).toEqual([armed({ sheet })]);
    expect(after(WARD, school.now).heard?.visits).toEqual([]);
    expect(after(JO, at('2026-11-23T19:00')).heard?.visits).toEqual([]);
    const back = withLost({ ...before, visits: [armed({ checkedIn: { by: SAM, at: school.now } })] }, { visits: [], at: school.now, ahead: 0 }, JO);
    expect(back.visits).toEqual([]);
  });

  test('is not told again once somebody has it, and the visitor never is', () => {
    const { school } = planned();
    school.now = at('2026-11-23T15:12');
    const taken = heard(school, [armed({ sheet, acknowledged: { by: WARD, at: school.now } })]);
    expect(alarmLines(school.book(JO), taken)).toEqual([]);
    expect(watchModel(school.book(JO), VISIT, taken)?.taken).toBe('Ms Ward is dealing with it, since 15:12');
    expect(watchModel(school.book(WARD), VISIT, taken)?.taken).toBe('You are dealing with it, since 15:12');
    expect(watchModel(school.book(SAM), VISIT, taken)).toBeNull();
    expect(alarmLines(school.book(SAM), heard(school, [armed()]))).toEqual([]);
  });

  test('tells the next rung, and nobody where everybody was told', () => {
    expect([armed(), armed({ told: 2 }), armed({ told: 3 })].map((one) => nextRung(one, JO))).toEqual([2, 2, null]);
    expect([nextRung(armed(), WARD), nextRung(armed({ acknowledged: { by: WARD, at: 0 } }), JO)]).toEqual([null, null]);
  });

  test('is told when what stands there is old, and when a sheet cannot be read', () => {
    const { school } = planned();
    const live = heard(school, [armed()]);
    school.now += 5 * 60_000;
    expect(watchModel(school.book(JO), VISIT, live)).toMatchObject({ facts: null, whatToDo: null, stale: 'The server was last heard at 14:00. Phone to be sure.' });
    expect(watchLines(school.book(JO), live)[0]?.detail).toContain('The server was last heard at 14:00. Phone to be sure.');
  });
});

test('the sheet’s page says whether a test arrived, and shows what was sent once one is out', () => {
  const { school, sheet } = planned();
  const book = school.book();
  const draft = {
    form: newest('visit_safety'), values: leavesOf(view(school, sheet)), problems: [], tries: 0, today: book.today,
    onChange: () => undefined, onAddRow: () => undefined, onRemoveRow: () => undefined, choose: () => [],
  };
  const atRisk = { lead: null, deputy: null, now: '14:00', told: null, onTold: () => undefined };
  const before = safetySheet(book, view(school, sheet), { live: NOTHING_HEARD, reaches: new Map(), testAnswer: null, draft, atRisk, changing: false });
  expect(before).toMatchObject({ title: 'Visit, Kai Brennan', watcher: 'Jo Applegarth', tested: false, sections: [] });
  // The sheet itself says whose family it is, and is no copy: its readers are named.
  expect(before.diaryReaders).toBe('you and Ms Ward');
  const out = safetySheet(book, view(school, sheet), { live: heard(school, [armed()]), reaches: new Map(), testAnswer: null, draft, atRisk, changing: false });
  expect(out.sections.flatMap(({ lines }) => lines).map(({ path }) => path)).toContain('if_overdue');
  expect(out.sections.flatMap(({ lines }) => lines).map(({ path }) => path)).not.toContain('purpose');
  expect(out).toMatchObject({ written: false, writeDown: [{ label: 'Write it down', href: `/visit/${KAI}` }] });
  school.begin(SAM, KAI, 'visit', { visit_id: textFrom(leavesOf(view(school, sheet)), 'visit_id') });
  const after = safetySheet(school.book(), view(school, sheet), { live: NOTHING_HEARD, reaches: new Map(), testAnswer: null, draft, atRisk, changing: false });
  expect(after).toMatchObject({ written: true, writeDown: [{ label: 'What was written down', href: `/visit/${KAI}` }] });
  // Nobody was sent a copy of it: it is read as it stands, what the visit is for with it.
  expect(after.sections.flatMap(({ lines }) => lines).map(({ path }) => path)).toEqual(expect.arrayContaining(['purpose', 'if_overdue', 'watched_by']));
});

test('a sheet that is changed after it was sent is unsent until it is sent again; more time, which the server gives, changes nothing', () => {
  const { school, sheet } = planned();
  const now = (visit: SeenVisit) => isUnsent(view(school, sheet), visit);
  expect(now(armed())).toBe(false);
  school.write(SAM, DIARY, sheet, { armed_at: '2026-11-23T14:02:00.000+00:00' });
  school.write(SAM, DIARY, sheet, { purpose: 'Not read by those who watch', back_by: '2026-11-23T15:15:00.000+00:00' });
  const later = armed({ until: at('2026-11-23T15:15') });
  expect([now(later), now(armed())]).toEqual([false, true]);
  school.write(SAM, DIARY, sheet, { phone: '07700 900 119' });
  expect(now(later)).toBe(true);
  school.write(SAM, DIARY, sheet, { armed_at: '2026-11-23T14:20:00.000+00:00' });
  expect(now(later)).toBe(false);
});

test('over the sheet of a visit that could not be armed nothing is asked for once it is over and written down', () => {
  const { school, sheet } = planned();
  const cut: Live = { heard: null, asked: new Map([[VISIT, { what: 'arm', trouble: 'No connection.' } as const]]) };
  const draft = { values: leavesOf(view(school, sheet)), choose: () => [] } as unknown as Parameters<typeof safetySheet>[2]['draft'];
  const kindNow = () => safetySheet(school.book(), view(school, sheet), { live: cut, reaches: new Map(), testAnswer: null, draft, atRisk: {} as never, changing: false }).safety.kind;
  school.begin(SAM, KAI, 'visit', { visit_id: VISIT });
  expect(kindNow()).toBe('not_armed');
  school.now = at('2026-11-23T15:01');
  expect(kindNow()).toBe('none');
});
