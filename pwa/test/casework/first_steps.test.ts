import { expect, test } from 'vitest';

import { awaited, firstSteps } from '../../src/casework/staff/first_steps';
import { newSchool } from '../../src/sync/roster';
import { DIARY, invent, larkspur, SAM, TEAM, WARD } from './school';

const NOBODY_INVITED = { invited: new Map() };
const titles = (lines: readonly { readonly title: string }[]) => lines.map(({ title }) => title);

/** A tablet that came in a moment ago: what it has is its own diary. */
function justIn() {
  const school = invent('2026-11-23T09:52');
  school.vault(DIARY, 'diary', [SAM], [SAM]);
  return school.book(SAM);
}

test('a school without a safeguarding lead is told so', () => {
  const school = invent('2026-11-23T09:52');
  school.vault(TEAM, 'team', [WARD], [WARD]);
  expect(titles(firstSteps(school.book(WARD), newSchool(new Uint8Array(16)), NOBODY_INVITED))[0])
    .toBe('Enter the safeguarding lead and the school calendar');
});

test('a school whose settings have not come yet is told nothing of what they lack', () => {
  expect(titles(firstSteps(justIn(), newSchool(new Uint8Array(16)), NOBODY_INVITED)).join()).not.toContain('safeguarding');
});

test('while the names of a school are on their way that is said, and afterwards who brings them', () => {
  expect(awaited(justIn(), true)).toEqual([{ text: 'Your cases and the school’s names are arriving.', grave: false }]);
  expect(awaited(justIn(), false)[0]?.text).toContain('as soon as a colleague is next online');
  expect(awaited(larkspur().book(WARD), false)).toEqual([]);
});
