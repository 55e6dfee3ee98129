import { expect, test } from 'vitest';

import { invitationsEnd } from '../../src/casework/staff/leaving';
import { type Invitation, newSchool, type School } from '../../src/sync/roster';
import { at, JO, SAM, TAMSIN, WARD } from './school';

const NOW = at('2026-11-23T10:04');

function inviting(...made: readonly Partial<Invitation>[]): School {
  const school = newSchool(new Uint8Array(16));
  for (const [index, over] of made.entries()) {
    const id = String(index);
    school.invitations.set(id, { id, key: new Uint8Array(32), member: JO, roles: ['mentor'], manager: null, expires: NOW + 1, by: WARD, open: true, ...over });
  }
  return school;
}

const said = (...made: readonly Partial<Invitation>[]) => invitationsEnd(inviting(...made), WARD, 'Ms Ward', NOW);

test('before an administrator leaves, it is said that invitations of theirs end with it', () => {
  expect(said({})).toBe('An invitation that Ms Ward made and nobody has used yet ends with it: whoever it is for needs a new one.');
  expect(said({}, { member: TAMSIN })).toBe('2 invitations that Ms Ward made and nobody has used yet end with it: whoever they are for need new ones.');
});

test('it is not said of invitations that were used, ran out, or were made by somebody else or for themselves', () => {
  expect(said()).toBe('');
  expect(said({ open: false }, { expires: NOW }, { by: SAM }, { member: WARD })).toBe('');
});
