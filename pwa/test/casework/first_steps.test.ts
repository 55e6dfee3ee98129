import { expect, test } from 'vitest';

import type { Book } from '../../src/casework/book';
import type { Carriage } from '../../src/casework/source';
import { awaited, firstSteps } from '../../src/casework/staff/first_steps';
import { newSchool } from '../../src/sync/roster';
import { DIARY, invent, larkspur, NOTHING_UNDER_WAY, SAM, TEAM, WARD } from './school';

const NOBODY_INVITED = { invited: new Map() };
const titles = (lines: readonly { readonly title: string }[]) => lines.map(({ title }) => title);

/** A tablet that came in a moment ago: what it has is its own diary. */
function justIn(over: { readonly carriage: Carriage }) {
  const school = invent('2026-11-23T09:52');
  school.vault(DIARY, 'diary', [SAM], [SAM]);
  return school.book(SAM, over);
}

test('a school without a safeguarding lead is told so', () => {
  const school = invent('2026-11-23T09:52');
  school.vault(TEAM, 'team', [WARD], [WARD]);
  expect(titles(firstSteps(school.book(WARD), newSchool(new Uint8Array(16)), NOBODY_INVITED))[0])
    .toBe('Enter the safeguarding lead and the school calendar');
});

test('a school whose settings have not come yet is told nothing of what they lack', () => {
  expect(titles(firstSteps(justIn({ carriage: NOTHING_UNDER_WAY }), newSchool(new Uint8Array(16)), NOBODY_INVITED)).join()).not.toContain('safeguarding');
});

test('while what there is to read is on its way that is said, and afterwards who brings the names', () => {
  const carried = (over: Partial<Carriage>) => ({ carriage: { ...NOTHING_UNDER_WAY, ...over } });
  const words = (book: Book) => awaited(book).map(({ text }) => text);
  const all = larkspur();
  expect(words(all.book(WARD, carried({ sending: true })))).toEqual(['Your cases and the school’s names are arriving.']);
  expect(words(all.book(WARD, carried({})))).toEqual(['Your cases and the school’s names have not all arrived. They come as soon as there is a network.']);
  const lastExchange = all.now;
  expect(words(all.book(WARD, carried({ lastExchange })))).toEqual([]);
  expect(words(justIn(carried({ lastExchange })))[0]).toContain('as soon as a colleague is next online');
});
