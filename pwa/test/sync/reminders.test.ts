/** Reminders and safety notes by the vectors that Python is held to, in both suites. */
import { describe, expect, test } from 'vitest';

import { b64u, formatInstant, ID_SIZE, parseInstant } from '../../src/sync/encoding.ts';
import { deviceKey, keyId, sealPair } from '../../src/sync/keys.ts';
import { apply, newState } from '../../src/sync/merge.ts';
import type { Value } from '../../src/sync/op.ts';
import { type RecordView, setChanges, view } from '../../src/sync/records.ts';
import {
  parseReminder, reminderId, type ReminderKind, type ReminderTerms, signReminder, verifyReminder, wanted,
} from '../../src/sync/reminder.ts';
import { openNote, parseNote, sealNote, verifyNote } from '../../src/sync/safety_note.ts';
import {
  appointmentWindows, type Calendar, calendarOf, type Hours, isDay, isSchoolDay, isZone, localDay, localInstant,
  reviewWindows, type Span, type Window, yetToCome,
} from '../../src/sync/school_days.ts';
import { hex, unhex, vectors } from '../vectors.ts';
import { refusal } from './formats.ts';
import { aDevice, filled, SUITES } from './people.ts';

interface CalendarCase {
  readonly zone: string;
  readonly terms: readonly Span[];
  readonly closed: readonly Span[];
  readonly hours: readonly (Hours | null)[];
}
type Edges = readonly (readonly [string, string])[];
type Fields = Record<string, Value>;

interface Reminders {
  readonly about: string;
  readonly local_instants: readonly [string, string, string, string][];
  readonly local_days: readonly [string, string, string][];
  readonly days: readonly [string, boolean][];
  readonly zones: readonly [string, boolean][];
  readonly school_days: readonly { calendar: CalendarCase; day: string; works: boolean }[];
  readonly review_windows: readonly { name: string; calendar: CalendarCase; day: string; windows: Edges }[];
  readonly appointment_windows: readonly { name: string; calendar: CalendarCase; starts: string; windows: Edges }[];
  readonly calendars: readonly { name: string; fields: Fields | null; calendar: CalendarCase }[];
  readonly wanted: readonly {
    name: string; fields: Fields; beside: Fields[]; author: string; calendar: CalendarCase; kind: ReminderKind | null; to: string[];
    windows: Edges;
  }[];
  readonly reminder_ids: readonly {
    first_key: string; school: string; vault: string; record: string; kind: ReminderKind; id: string;
  }[];
  readonly reminders: readonly {
    kind: ReminderKind; school: string; vault: string; id: string; op: string; device: string;
    windows: [number, number][]; to: string[]; seed: string; public: string; data: string;
  }[];
  readonly reminders_bad: readonly { name: string; data: string; code: string }[];
  readonly reminder_signatures_bad: readonly { name: string; data: string; public: string }[];
  readonly safety_notes: readonly {
    school: string; visit: string; private: string; recipient: string; device: string; seed: string; public: string;
    content: string; data: string;
  }[];
  readonly safety_notes_bad: readonly { name: string; data: string; public: string; private: string; code: string }[];
}

const FOUND = vectors('reminders') as Reminders;
const RECORD = 'cmVjb3JkIG9mIHRlc3RzIQ';

function calendar({ hours, ...rest }: CalendarCase): Calendar {
  return { ...rest, hours: new Map(hours.flatMap((found, weekday) => (found === null ? [] : [[weekday, found]]))) };
}

function windows(edges: Edges): Window[] {
  return edges.map(([start, end]) => ({ start: parseInstant(start), end: parseInstant(end) }));
}

/** A record that holds these fields. */
function record(fields: Fields, name = RECORD): RecordView {
  const state = newState();
  const changes = setChanges(state, name, fields);
  apply(state, 'ZGV2aWNlIG9mIHRlc3RzIQ', 1, { at: formatInstant(0), drift: null, catalogue: 1, changes, unknown: {} });
  const found = view(state, name);
  if (found === null) throw new Error('the record of the test holds nothing');
  return found;
}

test.each(FOUND.local_instants)('in %s on %s at %s', (zone, day, at, expected) => {
  expect(localInstant(zone, day, at)).toBe(parseInstant(expected));
});

test.each(FOUND.local_days)('in %s at %s', (zone, at, expected) => {
  expect(localDay(zone, parseInstant(at))).toBe(expected);
});

test.each(FOUND.days)('whether "%s" is a day', (text, is) => {
  expect(isDay(text)).toBe(is);
});

test.each(FOUND.zones)('whether "%s" is a zone', (name, is) => {
  expect(isZone(name)).toBe(is);
});

test.each(FOUND.school_days)('whether the school works on $day', (found) => {
  expect(isSchoolDay(calendar(found.calendar), found.day)).toBe(found.works);
});

test.each(FOUND.review_windows)('a review: $name', (found) => {
  expect(reviewWindows(calendar(found.calendar), found.day)).toEqual(windows(found.windows));
});

test.each(FOUND.appointment_windows)('an appointment: $name', (found) => {
  expect(appointmentWindows(calendar(found.calendar), parseInstant(found.starts))).toEqual(windows(found.windows));
});

test.each(FOUND.calendars)('a calendar: $name', ({ fields, calendar: expected }) => {
  expect(calendarOf(fields === null ? null : record(fields))).toEqual(calendar(expected));
});

test('who writes something down now is not told of it at once', () => {
  const [before, now, later] = [{ start: 10, end: 20 }, { start: 30, end: 40 }, { start: 50, end: 60 }];
  expect(yetToCome([before, now, later], 30)).toEqual([later]);
});

test.each(FOUND.wanted)('what is asked for by $name', (found) => {
  const beside = found.beside.map((fields, place) => record(fields, b64u(new Uint8Array(ID_SIZE).fill(place))));
  const asked = wanted(record(found.fields), calendar(found.calendar), unhex(found.author), beside);
  const expected = { kind: found.kind, to: found.to.map(unhex), windows: windows(found.windows) };
  expect(asked).toEqual(found.kind === null ? null : expected);
});

test.each(FOUND.reminders_bad)('no reminder: $name', async ({ data, code }) => {
  expect(await refusal(() => parseReminder(unhex(data)))).toBe(code);
});

function termsOf(found: Reminders['reminders'][number]): ReminderTerms {
  const place = { school: unhex(found.school), vault: unhex(found.vault), id: unhex(found.id) };
  const edges = found.windows.map(([start, end]) => ({ start, end }));
  return { kind: found.kind, place, op: unhex(found.op), to: found.to.map(unhex), windows: edges };
}

describe.each(SUITES)('$name', (suite) => {
  test.each(FOUND.reminder_ids)('the id of a reminder', async ({ first_key, school, vault, record: about, kind, id }) => {
    const place = { school: unhex(school), vault: unhex(vault) };
    expect(hex(await reminderId(suite, unhex(first_key), place, unhex(about), kind))).toBe(id);
  });

  test.each(FOUND.reminders)('a reminder is signed and read', async (found) => {
    const row = parseReminder(unhex(found.data));
    expect(row.terms).toEqual(termsOf(found));
    expect(hex(row.device)).toBe(found.device);
    expect(await verifyReminder(suite, row, unhex(found.public))).toBe(true);
    const own = await deviceKey(suite, row.device, unhex(found.seed));
    const made = await signReminder(suite, termsOf(found), own);
    expect(parseReminder(made.data)).toEqual(made);
    expect(await verifyReminder(suite, made, own.signPublic)).toBe(true);
    expect(hex(made.data.subarray(0, -64))).toBe(found.data.slice(0, -128));
  });

  test.each(FOUND.reminder_signatures_bad)('$name', async ({ data, public: key }) => {
    expect(await verifyReminder(suite, parseReminder(unhex(data)), unhex(key))).toBe(false);
  });

  test('a reminder that a reader would refuse is not signed', async () => {
    const device = await aDevice(suite);
    const [found] = FOUND.reminders;
    if (found === undefined) throw new Error('there is no reminder');
    const good = termsOf(found);
    for (const wrong of [
      { op: filled(1, 15) }, { to: [filled(1, 15)] }, { windows: [] }, { to: [] }, { windows: [{ start: 2, end: 2 }] },
      { windows: [{ start: -1, end: 2 }] }, { windows: [{ start: 1, end: 2 ** 53 }] },
    ]) {
      expect(await refusal(() => signReminder(suite, { ...good, ...wrong }, device))).toBe('malformed');
    }
  });

  test.each(FOUND.safety_notes)('a safety note opens for its recipient', async (found) => {
    const [own, note] = [await sealPair(suite, unhex(found.private)), parseNote(unhex(found.data))];
    expect([note.school, note.visit, note.recipient, note.device].map(hex)).toEqual(
      [found.school, found.visit, found.recipient, found.device],
    );
    expect(hex(keyId(own.publicKey))).toBe(found.recipient);
    expect(await verifyNote(suite, note, unhex(found.public))).toBe(true);
    expect(hex(await openNote(suite, note, own))).toBe(found.content);
    const device = await deviceKey(suite, note.device, unhex(found.seed));
    const made = await sealNote(suite, note.school, note.visit, own.publicKey, unhex(found.content), device);
    expect(parseNote(made.data)).toEqual(made);
    expect(await verifyNote(suite, made, device.signPublic)).toBe(true);
    expect(hex(await openNote(suite, made, own))).toBe(found.content);
  });

  test.each(FOUND.safety_notes_bad)('no safety note: $name', async ({ data, public: key, private: own, code }) => {
    const isFalse = await refusal(() => parseNote(unhex(data))).then((note) => typeof note === 'object');
    if (code === 'bad_signature') expect(await verifyNote(suite, parseNote(unhex(data)), unhex(key))).toBe(false);
    else if (!isFalse) expect(await refusal(() => parseNote(unhex(data)))).toBe(code);
    else {
      const pair = await sealPair(suite, unhex(own));
      expect(await refusal(() => openNote(suite, parseNote(unhex(data)), pair))).toBe(code);
    }
  });

  test('a safety note of more than a page is not sealed', async () => {
    const [own, device] = [await sealPair(suite, filled(9, 32)), await aDevice(suite)];
    const seal = (visit: Uint8Array<ArrayBuffer>, size: number) =>
      refusal(() => sealNote(suite, filled(1), visit, own.publicKey, filled(0, size), device));
    expect(await seal(filled(2), 17_000)).toBe('too_large');
    expect(await seal(filled(2, 15), 2)).toBe('malformed');
  });
});

test('no group of the vectors goes unread', () => {
  expect(Object.keys(FOUND).sort()).toEqual([
    'about', 'appointment_windows', 'calendars', 'days', 'local_days', 'local_instants', 'reminder_ids',
    'reminder_signatures_bad', 'reminders', 'reminders_bad', 'review_windows', 'safety_notes', 'safety_notes_bad',
    'school_days', 'wanted', 'zones',
  ]);
});
