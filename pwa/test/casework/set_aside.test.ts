/** What was set aside can be read by whoever may, and says why it stands nowhere else and what helps. */
import { expect, test } from 'vitest';

import { setAsideModel } from '../../src/casework/set_aside';
import type { Aside } from '../../src/casework/source';
import { where } from '../../src/casework/where';
import { KAI, larkspur, NOTHING_UNDER_WAY, SAM, WARD } from './school';

const ROOM = { used: 12_000_000, room: 1_988_000_000, kept: true, install: 'installed', nearlyFull: false } as const;

const SAID = { at: '2026-11-18T09:00:00.000+00:00', changes: [
  { path: 'AAAAAAAAAAAAAAAAAAAAAA/_form', value: 'session', over: [] },
  { path: 'AAAAAAAAAAAAAAAAAAAAAA/happened', value: 'Talked about the move.', over: [] },
] };

const aside = (code: Aside['code'], more: Partial<Aside> = {}): Aside =>
  ({ id: '7', vault: KAI, member: WARD, at: null, code, mine: false, handedIn: false, decision: null, ...more });

test('what somebody wrote after their device was locked out is read in the words of its form, and can be written again', () => {
  const model = setAsideModel(larkspur().book(SAM), aside('beyond_revocation'), SAID);
  expect(model.title).toBe('Ms Ward wrote this, and it was set aside');
  expect(model.notice).toContain('write it again where it is right and wanted');
  expect(model.sections).toMatchObject([{ label: 'New: Session note', lines: [{ text: 'Talked about the move.' }] }]);
  expect(model.again?.label).toBe('Go to the case');
});

test('what was handed in is for somebody else to decide about, and is not written again', () => {
  const model = setAsideModel(larkspur().book(SAM), aside('revoked_device', { mine: true, member: SAM, handedIn: true }), SAID);
  expect(model.notice).toContain('It was handed in: a line manager decides about it.');
  expect(model.again).toBeNull();
});

test('what a locked-out tablet had written and this one handed in is its author’s, and not written again here', () => {
  const model = setAsideModel(larkspur().book(SAM), aside('beyond_revocation', { handedIn: true }), SAID);
  expect(model.title).toBe('Ms Ward wrote this, and it was set aside');
  expect(model.notice).toContain('It was handed in: a line manager decides about it.');
  expect([model.notice.includes('write it again'), model.again]).toEqual([false, null]);
});

test('what cannot be read here says so', () => {
  expect(setAsideModel(larkspur().book(SAM), aside('not_allowed'), null).unread).toContain('cannot be read');
  expect(setAsideModel(larkspur().book(SAM), aside('not_allowed'), undefined).unread).toBeNull();
});

test('a line leads there, but where nothing of it can be opened', () => {
  const found = where(larkspur().book(SAM, { carriage: { ...NOTHING_UNDER_WAY, aside: [aside('beyond_revocation'), aside('bad_seal')] } }), ROOM);
  expect(found.unread.map(({ href }) => href)).toEqual(['/where/7', null]);
});
