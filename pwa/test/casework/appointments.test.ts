import { expect, test } from 'vitest';

import { NOTHING_HEARD } from '../../src/casework/visiting';
import { ended } from '../../src/casework/acts/appointments';
import { moveRecord } from '../../src/casework/acts/move';
import { observationStart } from '../../src/casework/acts/observation';
import type { Values } from '../../src/casework/acts/save';
import { plannedAs, plannedToday } from '../../src/casework/appointments';
import { plannedBefore, pupilsToObserve } from '../../src/casework/pick';
import { today } from '../../src/casework/today';
import { AMIRA, at, type Invented, KAI, larkspur, SAM, sure, TAMSIN, WARD } from './school';

const HANDS = { done: () => undefined, held: () => undefined };

function lines(school: Invented) {
  return today(school.book(), { seen: null, underWay: [], live: NOTHING_HEARD, told: [], begin: [], hands: HANDS }).day;
}

/** An observation of Kai that is planned for 9:15 to 10:05. */
function plan(school: Invented, values: Values = {}): string {
  return school.begin(SAM, KAI, 'appointment', {
    date: '2026-11-23', starts: '2026-11-23T09:15:00.000+00:00', kind: 'observation', minutes: 50, with_whom: 'Mr Okafor', place: 'room 14', ...values,
  });
}

function observe(school: Invented, from: string, until: string | null, values: Values = {}): string {
  const instant = (time: string): string => `2026-11-23T${time}:00.000+00:00`;
  return school.begin(SAM, KAI, 'observation', {
    started: instant(from), interval_seconds: 300, interval_count: 6, tick_rule: 'starts', ...(until === null ? {} : { ended: instant(until) }), ...values,
  }, at(`2026-11-23T${from}`));
}

test('what is started from an appointment holds it, and the line leads to it, running and afterwards', () => {
  const school = larkspur();
  const appointment = plan(school);
  const record = observe(school, '09:20', null);
  school.save(SAM, ended(KAI, appointment, 'done', record));
  expect(lines(school)).toMatchObject([{ step: { label: 'Go on', href: `/pad/${KAI}/${record}` }, state: null }]);
  school.write(SAM, KAI, record, { ended: '2026-11-23T09:50:00.000+00:00' });
  expect(lines(school)).toMatchObject([{
    href: `/observation/${KAI}/${record}`, step: { href: `/observation/${KAI}/${record}` }, state: { kind: 'sent', text: 'Observed' },
    detail: 'Room 14 · 30 of 30 minutes watched.',
  }]);
});

test('an observation that nobody linked is that of the appointment where case, day and time are the same', () => {
  const school = larkspur();
  plan(school);
  const record = observe(school, '09:10', '09:40');
  expect(lines(school)).toMatchObject([{ state: { text: 'Observed' }, href: `/observation/${KAI}/${record}` }]);
});

test.each<[string, string, string, Values]>([
  ['at another time', '08:15', '08:45', {}],
  ['of another day', '09:20', '09:50', { date: '2026-11-20' }],
  ['by a colleague', '09:20', '09:50', { observer: TAMSIN }],
])('an observation %s leaves the appointment to be started', (_, from, until, values) => {
  const school = larkspur();
  const appointment = plan(school);
  observe(school, from, until, values);
  expect(lines(school)).toMatchObject([{ step: { label: 'Start', href: `/observe/${KAI}/${appointment}` }, state: null }]);
});

test('one from paper, of which only the day is known, is that of the day’s appointment', () => {
  const school = larkspur();
  plan(school);
  school.begin(SAM, KAI, 'observation', { date: '2026-11-23', from_paper: true, interval_seconds: 300, interval_count: 6, tick_rule: 'starts' });
  expect(lines(school)[0]?.state).toMatchObject({ text: 'Observed' });
});

test('one observation holds one appointment: the second of that morning is still to be started', () => {
  const school = larkspur();
  const first = plan(school);
  const second = plan(school, { starts: '2026-11-23T09:45:00.000+00:00' });
  school.save(SAM, ended(KAI, first, 'done', observe(school, '09:20', '09:50')));
  expect(lines(school)).toMatchObject([{ state: { text: 'Observed' } }, { step: { href: `/observe/${KAI}/${second}` }, state: null }]);
});

test('an appointment that was held with the wrong pupil is to be held again', () => {
  const school = larkspur();
  const appointment = plan(school);
  const record = observe(school, '09:20', '09:50');
  school.save(SAM, ended(KAI, appointment, 'done', record));
  const [kai, amira] = [sure(school.book().caseOf(KAI)), sure(school.book().caseOf(AMIRA))];
  for (const saved of moveRecord(school.pen(), kai, amira, sure(kai.find(record)))) school.save(SAM, saved);
  expect(lines(school)).toMatchObject([{ step: { label: 'Start', href: `/observe/${KAI}/${appointment}` }, state: null }]);
  expect(plannedAs(school.book(), sure(school.book().caseOf(KAI)), 'observation', appointment)?.id).toBe(appointment);
});

test('what was planned is not typed again: teacher and room come from the appointment', () => {
  const school = larkspur();
  const appointment = plan(school);
  const [book, place] = [school.book(), sure(school.book().caseOf(KAI))];
  const planned = plannedAs(book, place, 'observation', appointment);
  expect(Object.fromEntries(observationStart(school.pen(), book, place, planned))).toMatchObject({ teacher: 'Mr Okafor', room: 'room 14', class_form: '8B' });
  expect(observationStart(school.pen(), book, place, null).has('teacher')).toBe(false);
});

test.each([
  ['08:59', null], ['09:00', 'planned'], ['10:04', 'planned'], ['10:05', null],
])('what is begun at %s without going by the appointment is %s', (now, what) => {
  const school = larkspur();
  const appointment = plan(school);
  school.now = at(`2026-11-23T${now}`);
  const found = plannedAs(school.book(), sure(school.book().caseOf(KAI)), 'observation', null);
  expect(found?.id ?? null).toBe(what === null ? null : appointment);
});

test('at another hour of the day the appointment is offered, with when, with whom and where, until something was made of it', () => {
  const school = larkspur();
  const appointment = plan(school);
  plan(school, { mentor: WARD });
  plan(school, { kind: 'session' });
  plan(school, { date: '2026-11-24', starts: '2026-11-24T09:15:00.000+00:00' });
  school.now = at('2026-11-23T11:00');
  const before = () => {
    const [book, place] = [school.book(), sure(school.book().caseOf(KAI))];
    return plannedBefore(book, place, plannedAs(book, place, 'observation', null));
  };
  expect(before()).toEqual({ below: undefined, offers: [{ id: appointment, at: '9:15', beside: 'with Mr Okafor, room 14', href: `/observe/${KAI}/${appointment}` }] });
  expect(pupilsToObserve(school.book(), '').map(({ name, detail }) => [name, detail])).toEqual([
    ['Kai Brennan', '8B · planned today, 9:15'], ['Amira Halloway', '8D'],
  ]);
  school.now = at('2026-11-23T09:20');
  expect(before()).toEqual({ below: 'As planned for 9:15, with Mr Okafor, room 14', offers: [] });
  school.save(SAM, ended(KAI, appointment, 'done', observe(school, '09:20', '09:50')));
  expect([before(), plannedToday(school.book(), sure(school.book().caseOf(KAI)), 'observation')]).toEqual([{ below: undefined, offers: [] }, []]);
});

test('an appointment of a colleague, and one that was observed already, is held by nothing that is begun now', () => {
  const school = larkspur();
  plan(school, { mentor: WARD });
  school.now = at('2026-11-23T09:20');
  expect(plannedAs(school.book(), sure(school.book().caseOf(KAI)), 'observation', null)).toBeNull();
  const mine = plan(school);
  observe(school, '09:16', '09:19');
  expect(plannedAs(school.book(), sure(school.book().caseOf(KAI)), 'observation', mine)).toBeNull();
});

test('a scale that was given is gone on with until it is finished, and then led to', () => {
  const school = larkspur();
  const appointment = plan(school, { kind: 'scale' });
  expect(lines(school)[0]?.step).toEqual({ label: 'Give', href: `/give/${KAI}/${appointment}` });
  const scale = school.begin(SAM, KAI, 'scale_learning', { started: '2026-11-23T09:20:00.000+00:00' });
  school.save(SAM, ended(KAI, appointment, 'done', scale));
  expect(lines(school)[0]?.step).toEqual({ label: 'Go on', href: `/give/${KAI}/on/${scale}` });
  school.write(SAM, KAI, scale, { finished: '2026-11-23T09:40:00.000+00:00' });
  expect(lines(school)).toMatchObject([{ href: `/scale/${KAI}/${scale}`, state: { kind: 'sent', text: 'Done' } }]);
});
