import { expect, test } from 'vitest';

import { ladderNow } from '../../src/casework/ladder';
import { safetyOf } from '../../src/casework/safety';
import type { BookSource } from '../../src/casework/source';
import { today } from '../../src/casework/today';
import { isUnsent, type Live, NOTHING_HEARD, type SeenVisit } from '../../src/casework/visiting';
import { bannerWords } from '../../src/screens/visit/banner';
import { at, DIARY, type Invented, JO, KAI, larkspur, SAM, sure, TAMSIN, TEAM, WARD } from './school';

const VISIT = '00000000000000000077AA';
const [AT1402, AT1500] = ['2026-11-23T14:02:00.000+00:00', '2026-11-23T15:00:00.000+00:00'];

/** Sam is out since 14:02, back by 15:00; Jo watches, then Ms Ward is told, then Tamsin. */
function out() {
  const school = larkspur();
  school.write(WARD, TEAM, WARD, { phone: '07700 900 101' });
  school.now = at('2026-11-23T14:10');
  const sheet = school.begin(SAM, DIARY, 'visit_safety', {
    visit_id: VISIT, cases: [KAI], address: '14 Pudding Lane End', leaves: '2026-11-23T14:00:00.000+00:00', back_by: AT1500,
    watched_by: JO, named: [TAMSIN], armed_at: AT1402,
  });
  return { school, sheet };
}

const standing = { push: true, arrived: null, told: null, sent: null };
const VISITING: SeenVisit = {
  visit: VISIT, visitor: SAM, armed: at('2026-11-23T14:02'), until: at('2026-11-23T15:00'), stepMinutes: 10, told: 0,
  next: at('2026-11-23T15:00'), escalated: null, acknowledged: null, checkedIn: null, sheet: null,
  ladder: [{ ...standing, member: JO, rung: 1 }, { ...standing, member: WARD, rung: 2 }, { ...standing, member: TAMSIN, rung: 3 }],
};

/** The school's log says that these have left. */
function without(...gone: readonly string[]): Partial<BookSource> {
  return { rolesOf: (member) => (gone.includes(member) ? [] : ['colleague']) };
}

function heard(school: Invented, over: Partial<SeenVisit> = {}): Live {
  return { heard: { visits: [{ ...VISITING, ...over }], at: school.now, ahead: 0 }, asked: new Map() };
}

function seen({ school, sheet }: ReturnType<typeof out>, live: Live, gone: readonly string[]) {
  const book = school.book(SAM, without(...gone));
  const safety = safetyOf(book, sure(book.viewOf(DIARY, sheet)), live);
  const { underWay, day } = today(book, { seen: null, live, underWay: [], told: [], begin: [], hands: { held: () => undefined, done: () => undefined } });
  return { banner: bannerWords(safety), underWay, day };
}

test('whoever is out is told when the colleague who watches has left the school, and who is next on the list', () => {
  const one = out();
  const live = heard(one.school);
  expect(seen(one, live, [])).toMatchObject({ banner: { kind: 'armed' }, underWay: [{ title: 'You are out on a visit', alarm: false }] });
  const { banner, underWay, day } = seen(one, live, [JO]);
  expect(banner).toEqual({
    kind: 'alarm', title: 'Nobody watches this visit now: phone Ms Ward', phone: '07700 900 101',
    words: 'Jo Applegarth, who watched, has left the school. Ms Ward is the next to be told if you are not back by 15:00. To have somebody watch, change the sheet and send it.',
  });
  expect(underWay).toMatchObject([{ title: banner.title, detail: `${banner.words} 07700 900 101`, alarm: true }]);
  expect(day).toMatchObject([{ detail: 'Watched by nobody now · back by 15:00', state: { kind: 'alarm', text: 'Nobody watches' } }]);
});

test('it is said without a connection too, from what the tablet last heard of the school', () => {
  expect(seen(out(), NOTHING_HEARD, [JO]).banner.title).toBe('Nobody watches this visit now: phone Ms Ward');
});

test('where nobody on the list is left, the safeguarding lead is to be phoned, and nobody is said to be told', () => {
  const one = out();
  const { banner } = seen(one, heard(one.school), [JO, WARD, TAMSIN]);
  expect([banner.title, banner.phone]).toEqual(['Nobody watches this visit now: phone Mrs Merriweather', '01632 960 011']);
  expect(banner.words).toContain('Nobody else is on the list: nobody is told if you are late.');
});

test('who watches is whom the server has, until the changed sheet is sent', () => {
  const one = out();
  one.school.write(SAM, DIARY, one.sheet, { watched_by: TAMSIN });
  const visitOf = () => sure(one.school.book().viewOf(DIARY, one.sheet));
  expect([seen(one, heard(one.school), []).banner.words, isUnsent(visitOf(), VISITING)]).toEqual(['Jo Applegarth is watching. The clock runs on without a connection.', true]);
  expect(seen(one, heard(one.school), [JO]).banner.title).toBe('Nobody watches this visit now: phone Ms Ward');
  const sent = heard(one.school, { ladder: [{ ...standing, member: TAMSIN, rung: 1 }] });
  expect(seen(one, sent, [JO]).banner).toMatchObject({ kind: 'armed', words: 'Tamsin Fairweather is watching. The clock runs on without a connection.' });
  const bare = seen(one, heard(one.school, { ladder: [{ ...standing, member: WARD, rung: 2 }] }), []).banner;
  expect([bare.title, bare.words.split('.')[0]]).toEqual(['Nobody watches this visit now: phone Ms Ward', 'Tamsin Fairweather is not on the list any more']);
});

test('an overdue visitor is not told that somebody who has left was told, or is dealing with it', () => {
  const one = out();
  one.school.now = at('2026-11-23T15:25');
  const told = VISITING.ladder.map((each) => ({ ...each, told: each.rung < 3 ? at('2026-11-23T15:10') : null }));
  expect(seen(one, heard(one.school, { told: 3, ladder: told }), [JO]).banner.words)
    .toBe('Told: Ms Ward at 15:10. Jo Applegarth, who watched, has left the school: phone Ms Ward.');
  const taken = heard(one.school, { told: 3, ladder: told, next: null, acknowledged: { by: JO, at: at('2026-11-23T15:12') } });
  expect(seen(one, taken, [JO]).banner.words).toContain('Told: Jo Applegarth, who was dealing with it and has left the school.');
});

test('the list of who is told says of whoever has left that they are not there', () => {
  const { school } = out();
  const rungs = ladderNow(school.book(SAM, without(JO)), VISITING);
  expect(rungs.slice(1, 3).map(({ name, reach, only }) => [name, reach, only])).toEqual([
    ['Jo Applegarth', 'Has left the school', null], ['Ms Ward', 'No test today', null],
  ]);
});
