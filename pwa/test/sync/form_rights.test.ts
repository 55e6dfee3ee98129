/** Forms of the team vault that only some roles write, as Python judges them. */
import { expect, test } from 'vitest';

import { utf8 } from '../../src/sync/encoding.ts';
import { mayWriteForms } from '../../src/sync/form_rights.ts';
import { apply, newState } from '../../src/sync/merge.ts';
import { parseBody } from '../../src/sync/op.ts';
import { vectors } from '../vectors.ts';

type Step = readonly [roles: readonly string[], entry: readonly [device: string, counter: number, body: unknown], taken: boolean, member: string];
const { stories } = vectors('form_writers') as { readonly stories: readonly { name: string; kind: string; steps: readonly Step[] }[] };

test.each(stories)('$name', ({ kind, steps }) => {
  const state = newState();
  const found = steps.map(([roles, [device, counter, written], , member]) => {
    const body = parseBody(utf8(JSON.stringify(written)));
    const isTaken = mayWriteForms(kind, { member, roles: new Set(roles) }, state, body.changes);
    if (isTaken) apply(state, device, counter, body);
    return isTaken;
  });
  expect(found).toEqual(steps.map(([, , taken]) => taken));
});
