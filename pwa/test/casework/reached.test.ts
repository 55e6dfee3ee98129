import { describe, expect, test } from 'vitest';

import { isReachedAnywhere, reachedWords } from '../../src/casework/reached';
import { safetySheet } from '../../src/casework/safety_page';
import { NOTHING_HEARD, type SeenVisit } from '../../src/casework/visiting';
import { at, DIARY, JO, larkspur, SAM, sure, TEAM, WARD } from './school';

const ALONE = { anywhere: false, lockMinutes: 5 };
const STATES = ['off', 'blocked', 'unsupported', 'no_server'] as const;

describe('what reaches whoever watches while their tablet is locked', () => {
  test('with reminders on an alarm does, and there is nothing to switch', () => {
    const { comes, title, settings } = reachedWords({ ...ALONE, push: 'on' });
    expect([comes, title, settings]).toEqual([true, 'Reminders are on: an alarm comes to this device also while it is locked.', null]);
  });

  test('without them nothing does, and it is said what to do instead', () => {
    const { comes, title, words, settings } = reachedWords({ ...ALONE, push: 'off' });
    expect([comes, title]).toEqual([false, 'Reminders are off: nothing comes to this device while it is locked.']);
    expect(words).toBe('Switch them on, or keep Beside open and unlocked until whoever you watch is back. It locks after 5 minutes without a touch.');
    expect(settings).toBe('Switch reminders on');
  });

  test.each(STATES)('nothing is promised where they are %s', (push) => {
    const { comes, title, words } = reachedWords({ ...ALONE, push });
    expect([comes, title.endsWith('nothing comes to this device while it is locked.')]).toEqual([false, true]);
    expect(words).toMatch(/keep Beside open and unlocked/i);
  });

  test('where the server sends none the settings change nothing', () => {
    expect(reachedWords({ ...ALONE, push: 'no_server' }).settings).toBeNull();
  });

  test('what could not be looked up is not promised', () => {
    const { comes, title, words } = reachedWords({ ...ALONE, push: null });
    expect([comes, title]).toEqual([false, 'Whether an alarm comes to this device while it is locked cannot be looked up now.']);
    expect(words).toMatch(/keep Beside open and unlocked/i);
  });

  test('a device of theirs beside this one is to be kept with them', () => {
    const beside = 'If you have reminders on another device, keep that one with you.';
    expect(reachedWords({ ...ALONE, anywhere: true, push: 'off' }).words).toContain(beside);
    expect(reachedWords({ ...ALONE, push: 'off' }).words).not.toContain(beside);
  });

  test('the server says with the visits that somebody watches whether it reaches them', () => {
    const book = larkspur().book(JO);
    const live = (push: boolean) => ({ heard: { visits: [watched(push)], at: book.now, ahead: 0 }, asked: new Map() });
    expect([isReachedAnywhere(book, live(true)), isReachedAnywhere(book, live(false)), isReachedAnywhere(book, NOTHING_HEARD)]).toEqual([true, false, false]);
  });
});

function watched(push: boolean): SeenVisit {
  return {
    visit: '00000000000000000077AA', visitor: SAM, armed: at('2026-11-23T14:02'), until: at('2026-11-23T15:00'), stepMinutes: 10, told: 0,
    next: null, escalated: null, acknowledged: null, checkedIn: null, sheet: null,
    ladder: [{ member: JO, rung: 1, push, arrived: null, told: null, sent: null }, { member: WARD, rung: 2, push: true, arrived: null, told: null, sent: null }],
  };
}

describe('what the visitor is told of whoever watches', () => {
  const sheetWhere = (push: boolean | null) => {
    const school = larkspur();
    school.write(WARD, TEAM, JO, { phone: '07700 900 123' });
    const sheet = school.begin(SAM, DIARY, 'visit_safety', { watched_by: JO, back_by: '2026-11-23T15:00:00.000+00:00' });
    const book = school.book();
    const view = sure(book.viewOf(DIARY, sheet));
    const reaches = new Map(push === null ? [] : [[JO, { time: 0, push, sent: null, arrived: null }]]);
    const draft = { values: new Map(Object.entries({ watched_by: JO })) } as unknown as Parameters<typeof safetySheet>[2]['draft'];
    return safetySheet(book, view, { live: NOTHING_HEARD, reaches, testAnswer: null, draft: { ...draft, choose: () => [] }, atRisk: {} as never, changing: false });
  };

  test('without reminders they are phoned, at the number of the directory', () => {
    expect(sheetWhere(false)).toMatchObject({ watcher: 'Jo Applegarth', watcherPhone: '07700 900 123', unreached: true });
  });

  test('with reminders, or where nothing is known, nobody is said to be out of reach', () => {
    expect([sheetWhere(true).unreached, sheetWhere(null).unreached]).toEqual([false, false]);
  });
});
