import { describe, expect, test } from 'vitest';

import { createVault, save } from '../../src/store/save.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { settle, World } from './tablets.ts';

describe('the thin thread', () => {
  test('a note saved offline reaches the line manager, and the author has it after a restart', async () => {
    const world = await World.begin();
    const [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
    const vault = await createVault(sam.replica, 'case');
    const record = b64u(newId());
    await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { _form: 'session', note: 'Settled.' }));
    await sam.start();
    expect(view(vaultOf(sam.replica, vault).state, record)?.fields.get('note')?.value).toBe('Settled.');
    await settle([sam, ward]);
    expect(view(vaultOf(ward.replica, vault).state, record)?.fields.get('note')?.value).toBe('Settled.');
    expect(ward.states()).toEqual(sam.states());
    expect(await (await sam.replica.keeper.database()).count('outbox')).toBe(0);
  });
});
