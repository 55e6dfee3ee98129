import { signal } from '@preact/signals';
import { afterEach, expect, test } from 'vitest';

import { followSchool } from '../../src/app/school';
import type { Book } from '../../src/casework/book';
import { newest } from '../../src/casework/forms';
import { dateOf } from '../../src/casework/standing';
import { today } from '../../src/casework/today';
import { NOTHING_HEARD } from '../../src/casework/visiting';
import { clock, instantOf, zone } from '../../src/ui/dates';
import { setWords, words } from '../../src/ui/words';
import { DIARY, type Invented, larkspur, SAM, sure, TEAM, WARD } from '../casework/school';

const CALENDAR = newest('calendar').single ?? '';

afterEach(() => {
  zone.value = 'Europe/London';
  setWords('england', 'secondary');
});

/** The app's book, made anew as the engine publishes. */
function followed(school: Invented) {
  const book = signal<Book | null>(null);
  const painted: string[] = [];
  const end = followSchool(book, (colour) => painted.push(colour));
  // The clock that a zone sets is the one that the next book is made by.
  const publish = (): Book => {
    book.value = school.book();
    book.value = school.book();
    return book.value;
  };
  return { end, publish, painted };
}

const dayOf = (book: Book) => today(book, { seen: null, live: NOTHING_HEARD, underWay: [], told: [], begin: [], hands: { held: () => undefined, done: () => undefined } }).day;

test('every page reads the school’s clock from when its calendar is there, also what was read before', () => {
  const school = larkspur();
  school.now = Date.parse('2026-03-07T23:30:00Z');
  const visit = school.begin(SAM, DIARY, 'visit_safety', { leaves: '2026-03-08T06:30:00.000+00:00', back_by: '2026-03-08T07:30:00.000+00:00' });
  const { end, publish } = followed(school);
  const before = publish();
  expect([before.today, dateOf(sure(before.viewOf(DIARY, visit)))]).toEqual(['2026-03-07', '2026-03-08']);

  school.write(WARD, TEAM, CALENDAR, { zone: 'Pacific/Auckland' });
  const there = publish();
  expect([there.today, dateOf(sure(there.viewOf(DIARY, visit)))]).toEqual(['2026-03-08', '2026-03-08']);
  expect(dayOf(there)).toMatchObject([{ start: '19:30', detail: 'Watched by nobody yet · back by 20:30' }]);
  end();
});

test('a visit over the night on which the clocks change is an hour as long as it is', () => {
  const school = larkspur();
  school.write(WARD, TEAM, CALENDAR, { zone: 'America/New_York' });
  const { end, publish } = followed(school);
  publish();
  school.now = Date.parse('2026-03-08T06:00:00Z');
  const [leaves, back] = [instantOf('2026-03-08', '01:30'), instantOf('2026-03-08', '03:30')];
  expect((Date.parse(back) - Date.parse(leaves)) / 3_600_000).toBe(1);
  school.begin(SAM, DIARY, 'visit_safety', { leaves, back_by: back });
  expect(dayOf(publish())).toMatchObject([{ start: '01:30', detail: 'Watched by nobody yet · back by 3:30' }]);
  end();
});

test('the bar above the app has the school’s colour, and what is no colour leaves it', () => {
  const school = larkspur();
  const { end, publish, painted } = followed(school);
  publish();
  school.write(WARD, TEAM, newest('school').single ?? '', { colour: '#7a1f3d' });
  publish();
  school.write(WARD, TEAM, newest('school').single ?? '', { colour: 'red; x' });
  publish();
  expect(painted.at(-1)).toBe('#7a1f3d');
  end();
});

test('a zone that nobody knows changes no clock', () => {
  const school = larkspur();
  school.write(WARD, TEAM, CALENDAR, { zone: 'Europe/Larkspur' });
  const { end, publish } = followed(school);
  publish();
  expect([zone.value, clock(Date.UTC(2026, 6, 1, 8))]).toEqual(['Europe/London', '9:00']);
  end();
});

test('every page has the words of the school’s nation and kind from when its settings are there, and the usual ones until then', () => {
  const school = larkspur();
  const { end, publish } = followed(school);
  publish();
  expect([words.value.safeguardingLead, words.value.pupils]).toEqual(['safeguarding lead', 'pupils']);
  school.write(WARD, TEAM, newest('school').single ?? '', { nation: 'scotland', sector: 'primary' });
  publish();
  expect([words.value.safeguardingLead, words.value.pupils]).toEqual(['child protection coordinator', 'children']);
  school.write(WARD, TEAM, newest('school').single ?? '', { nation: 'atlantis' });
  publish();
  expect(words.value.safeguardingLead).toBe('safeguarding lead');
  end();
});
