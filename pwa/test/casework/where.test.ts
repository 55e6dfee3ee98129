import { expect, test } from 'vitest';

import { lateModel } from '../../src/casework/late';
import { more } from '../../src/casework/more';
import { toldOfRoom } from '../../src/casework/no_room';
import { readers } from '../../src/casework/readers';
import type { Carriage, Storage } from '../../src/casework/source';
import { where } from '../../src/casework/where';
import { madeId } from '../sync/arbitrary';
import { at, CASE, DIARY, JO, KAI, larkspur, NOTHING_UNDER_WAY, SAM, TAMSIN, WARD } from './school';

const ROOM: Storage = { used: 12_000_000, room: 1_988_000_000, kept: true, install: 'installed', nearlyFull: false };

function carried(over: Partial<Carriage>): { carriage: Carriage } {
  return { carriage: { ...NOTHING_UNDER_WAY, ...over } };
}

function linkTo({ groups }: ReturnType<typeof more>, label: string): string | undefined {
  return groups.flatMap(({ links }) => links).find((link) => link.label === label)?.detail;
}

test('it says when it last exchanged, and why nothing goes up', () => {
  const school = larkspur();
  expect(where(school.book(), ROOM)).toMatchObject({ last: 'Nothing was exchanged with the server yet', trouble: null });
  const told = where(school.book(SAM, carried({ lastExchange: at('2026-11-23T09:58'), trouble: 'unreachable' })), ROOM);
  expect(told.last).toBe('Last sent and received today at 9:58');
  expect(told.trouble).toContain('The server cannot be reached');
  expect(where(school.book(SAM, carried({ trouble: 'storage_full' })), ROOM).trouble).toBe('The server\'s disk is full. Tell whoever runs the server; nothing was lost here.');
  const limited = where(school.book(SAM, carried({ trouble: 'rate_limited' })), ROOM).trouble;
  expect(limited).toBe('The server was asked too much in a short time. Beside tries again by itself within ten minutes; nothing is lost meanwhile.');
});

test('what is not sent is said record by record, once each, the newest first', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'visit', {});
  const drop = school.begin(SAM, DIARY, 'drop_in', { about: ['talk'] });
  const unsent = [
    { vault: KAI, record: note, at: at('2026-11-23T09:30') }, { vault: KAI, record: note, at: at('2026-11-23T09:38') },
    { vault: DIARY, record: drop, at: at('2026-11-23T09:50') }, { vault: KAI, record: null, at: at('2026-11-23T09:20') },
  ];
  expect(where(school.book(SAM, carried({ unsent })), ROOM).notSent.map(({ title, detail }) => `${title}: ${detail}`)).toEqual([
    'Drop-in: Saved today at 9:50', 'Home visit, Kai Brennan: Saved today at 9:38', 'Something about Kai Brennan: Saved today at 9:20',
  ]);
});

test('what a full tablet has no room for is said record by record, with the taps of observations, and counts as not sent', () => {
  const school = larkspur();
  const [note, seen] = [school.begin(SAM, KAI, 'visit', {}), school.begin(SAM, KAI, 'observation', {})];
  const noRoom = [
    { id: 'held/1', vault: KAI, record: note, form: null, at: at('2026-11-23T09:30') },
    { id: 'held/2', vault: KAI, record: note, form: null, at: at('2026-11-23T09:38') },
    { id: 'held/3', vault: KAI, record: madeId(88), form: 'session', at: at('2026-11-20T09:40') },
  ];
  const book = school.book(SAM, carried({ noRoom }));
  const told = where(book, ROOM, { half: [], others: [], taps: new Map([[seen, 12], [madeId(89), 1]]) });
  expect(told.noRoom.map(({ title, detail, href }) => [title, detail.split('.')[0], href === null])).toEqual([
    ['Home visit, Kai Brennan', 'Saved today at 9:38', false],
    ['Session note, Kai Brennan', 'Saved 20 Nov, 9:40', true],
    ['Taps of an observation, Kai Brennan', '12 taps', false],
    ['Taps of an observation', '1 tap', true],
  ]);
  expect(linkTo(more(book, { version: '', updateWaits: false }), 'Where is it?')).toBe('3 not sent yet');
});

test('what was damaged while it waited for room says when it was saved, why it is left out and what to do', () => {
  const book = larkspur().book(SAM, carried({ damaged: [{ id: 'held/1', at: at('2026-11-23T09:30') }] }));
  expect(where(book, ROOM).unread).toMatchObject([{
    title: 'Something that you saved today at 9:30', because: 'It was damaged on this tablet, or changed by something other than Beside.',
    remedy: expect.stringContaining('write it again') as string, isLost: true,
  }]);
  expect(linkTo(more(book, { version: '', updateWaits: false }), 'Where is it?')).toContain('1 could not be read');
});

test('Today tells of both, and of nothing where nothing waits', () => {
  const school = larkspur();
  expect(toldOfRoom(school.book(), new Map())).toEqual([]);
  const waits = { id: 'held/1', vault: KAI, record: null, form: null, at: school.now };
  const book = school.book(SAM, carried({ noRoom: [waits, waits], damaged: [{ id: 'held/2', at: school.now }] }));
  const step = { href: '/where' };
  expect(toldOfRoom(book, new Map([['one', 11], ['two', 1]]))).toMatchObject([
    { text: 'This tablet has no room left', detail: expect.stringContaining('2 changes and 12 taps of an observation') as string, grave: true, step },
    { text: 'Something that you saved was damaged on this tablet', grave: true, step },
  ]);
  expect(toldOfRoom(school.book(), new Map([['one', 1]]))[0]?.detail).toContain('Waiting for room: 1 tap of an observation.');
});

test('what nobody else has yet is said, and what somebody has is not', () => {
  const school = larkspur();
  const [lonely, read] = [school.begin(SAM, KAI, 'session', {}), school.begin(SAM, KAI, 'session', {})];
  for (const record of [read, CASE]) {
    school.where.set(`${KAI}/${record}`, { unsent: false, received: [{ member: WARD, at: school.now }] });
  }
  const { sent } = where(school.book(), ROOM);
  expect(sent.filter(({ id }) => id.startsWith(KAI)).map(({ id }) => id)).toEqual([`${KAI}-${lonely}`]);
});

test('what could not be read says whose it is, why, and what to do', () => {
  const aside = [
    { id: 'a', vault: KAI, member: WARD, at: at('2026-11-20T15:00'), code: 'unknown_kind', mine: false, handedIn: false, decision: null } as const,
    { id: 'b', vault: KAI, member: SAM, at: at('2026-11-20T15:00'), code: 'too_large', mine: true, handedIn: false, decision: null } as const,
  ];
  const told = where(larkspur().book(SAM, carried({ aside, forks: [KAI, ''] })), ROOM);
  expect(told.unread).toMatchObject([
    { title: 'Kai Brennan', because: 'The server has shown different things to two devices.' },
    { title: 'Who is in the school', because: 'The server has shown different things to two devices.' },
    { title: 'Something of Ms Ward’s from 20 Nov, Kai Brennan', because: 'This was written by a newer version of Beside.', remedy: 'It is tried again after an update.' },
  ]);
  expect(told.held).toMatchObject([{ title: 'Something of yours about Kai Brennan', detail: expect.stringContaining('kept on this tablet alone') as string }]);
});

test('another history of the school says that work goes on, whom to ring and what to compare, and later that it was settled', () => {
  const disputed = where(larkspur().book(SAM, carried({ forks: [''], trouble: 'fork' })), ROOM);
  for (const words of ['go on working', 'Ring an administrator', '“Who came and went”']) expect(disputed.trouble).toContain(words);
  expect(disputed.unread[0]?.remedy).toContain('Tell an administrator');
  const settled = where(larkspur().book(SAM, carried({ forks: [''], trouble: null })), ROOM);
  expect(settled.trouble).toBeNull();
  expect(settled.unread[0]).toMatchObject({ title: 'Who is in the school', remedy: expect.stringContaining('It goes on from what this tablet had before') as string });
});

test('a decision on who reads a case that did not happen says so, here and where it was made', () => {
  const decided = (code: 'not_allowed' | 'not_entitled', letsIn: boolean, member = TAMSIN) =>
    ({ id: code, vault: KAI, member: WARD, at: null, code, mine: true, handedIn: false, decision: { member, letsIn } }) as const;
  const book = larkspur().book(WARD, carried({ aside: [decided('not_entitled', true), decided('not_allowed', true), decided('not_allowed', true, SAM)] }));
  expect(where(book, ROOM).held.map(({ title, detail }) => `${title}: ${detail}`)).toContain(
    'Who can read about Kai Brennan: Tamsin Fairweather was not let in. Your role does not allow this change.');
  const place = book.caseOf(KAI);
  if (place?.opened !== true) throw new Error('the case is not open');
  expect(readers(book, place).undone).toEqual(['Tamsin Fairweather was not let in. Your role does not allow this change.']);
});

test('my own that came too late waits for a line manager, and a manager is asked', () => {
  const school = larkspur();
  const late = [{ id: 'l1', vault: KAI, member: TAMSIN, at: school.now }];
  expect(where(school.book(TAMSIN, carried({ late })), ROOM).held[0]?.detail).toContain('Waiting for a line manager');
  expect(where(school.book(WARD, carried({ late })), ROOM).held[0]?.detail).toContain('Take it in, or leave it out');
});

test('room is said in words, and not claimed where the browser says nothing', () => {
  const book = larkspur().book();
  expect(where(book, ROOM).storage.used).toBe('12 MB of 2.0 GB');
  expect(where(book, { ...ROOM, used: 400, room: null }).storage.used).toBe('1 kB');
  expect(where(book, { ...ROOM, used: null }).storage.used).toBe('Some room');
});

test('what came too late is shown in the words of its form before anybody decides', () => {
  const school = larkspur();
  const record = '00000000000000000011AA';
  const changes = [
    { path: `${record}/_form`, value: 'session', over: [] }, { path: `${record}/_version`, value: 1, over: [] },
    { path: `${record}/happened`, value: 'Talked about the move.', over: [] },
    { path: `${CASE}/home_language`, value: null, over: [] },
  ];
  const model = lateModel(school.book(WARD), { id: 'l1', vault: KAI, member: TAMSIN, at: school.now }, changes);
  expect(model).toMatchObject({
    title: 'Tamsin Fairweather wrote this too late', above: 'Kai Brennan',
    sections: [
      { label: 'New: Session note', lines: [{ label: 'What happened', text: 'Talked about the move.' }] },
      { label: 'A change to: Case details', lines: [{ label: 'Home language', text: 'left empty' }] },
    ],
    canTake: true,
  });
  expect(lateModel(school.book(WARD), { id: 'l1', vault: KAI, member: TAMSIN, at: school.now }, null)).toMatchObject({ canTake: false, notice: 'It is being opened.' });
  const neverSent = { id: 'l2', vault: madeId(77), member: TAMSIN, at: school.now };
  expect(lateModel(school.book(WARD), neverSent, changes.slice(0, 3))).toMatchObject({
    above: 'A case that is not here', sections: [{ label: 'New: Session note', lines: [{ text: 'Talked about the move.' }] }],
  });
});

test('More shows to each what is theirs', () => {
  const school = larkspur();
  const labels = (me: string) => more(school.book(me), { version: '0.1.0', updateWaits: false }).groups.flatMap(({ links }) => links.map(({ label }) => label));
  expect(labels(SAM)).toEqual(['Where is it?', 'Settings', 'Blank sheets', 'Visits that are out', 'Colleagues', 'Who came and went', 'School calendar']);
  expect(labels(JO)).toEqual(['Where is it?', 'Settings', 'Visits that are out', 'Colleagues', 'Who came and went', 'School calendar']);
  expect(labels(WARD)).toContain('How we observe');
  expect(more(school.book(SAM), { version: '0.1.0', updateWaits: false }).role).toBe('learning mentor · Larkspur Hill School');
});
