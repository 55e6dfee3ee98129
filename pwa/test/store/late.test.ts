/** What was handed in late is taken once, as its author meant it, whoever takes it and however often; also of a case never sent. */
import { beforeEach, describe, expect, test } from 'vitest';

import { share, unshare } from '../../src/store/house.ts';
import { lateChanges, setLateAside, takeLate, waitingForMe } from '../../src/store/late.ts';
import { opened, vaultOf } from '../../src/store/replica.ts';
import { createVault, save, saveOps } from '../../src/store/save.ts';
import { readAside } from '../../src/store/setaside.ts';
import { b64u, formatInstant, newId } from '../../src/sync/encoding.ts';
import { parse } from '../../src/sync/entry.ts';
import { standing } from '../../src/sync/merge.ts';
import { deleteChanges, setChanges, view } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, sam, ward, desk, kit]: readonly [World, Tablet, Tablet, Tablet, Tablet] = [] as never;

beforeEach(async () => {
  world = await World.begin();
  desk = await world.anotherTablet(world.ward, 'desk');
  [sam, ward, kit] = [await world.tablet(world.sam), await world.tablet(world.ward), await world.tablet(world.kit)];
});

async function write(tablet: Tablet, vault: string, note: string, record = b64u(newId())): Promise<string> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { _form: 'session', note }));
  return record;
}

const notes = (tablet: Tablet, vault: string, record: string): unknown[] =>
  standing(vaultOf(tablet.replica, vault).state, `${record}/note`).map(({ value }) => value).sort();

async function takeAll(tablet: Tablet): Promise<void> {
  for (const late of await waitingForMe(tablet.replica)) await takeLate(tablet.replica, late);
}

const asideOf = async (tablet: Tablet): Promise<string[]> =>
  (await (await tablet.replica.keeper.database()).getAll('aside')).map(({ code }) => code);

const removed = async (tablet: Tablet): Promise<void> => {
  await world.say({ do: 'remove', at: AT, member: tablet.person.id, counters: new Map() }, world.ann);
  await expect(tablet.exchange()).rejects.toThrow('revoked_device');
};

describe('of a case that everybody has', () => {
  let vault: string;

  beforeEach(async () => {
    vault = await createVault(sam.replica, 'case');
    await settle([sam, ward]);
    await share(ward.replica, vault, world.kit.id);
    await settle([sam, ward, desk, kit]);
  });

  test('one wording over another stands alone, taken once, again, and by two at a time', async () => {
    const record = await write(kit, vault, 'first wording');
    await write(kit, vault, 'second wording', record);
    await unshare(ward.replica, vault, world.kit.id);
    await ward.exchange();
    await kit.exchange();
    const found = await waitingForMe(ward.replica);
    expect(found).toHaveLength(2);
    for (const tablet of [ward, desk]) {
      for (const late of [...found, ...found]) await takeLate(tablet.replica, late);
      expect(notes(tablet, vault, record)).toEqual(['second wording']);
    }
    await settle([ward, desk, sam]);
    for (const tablet of [ward, desk, sam]) {
      expect(notes(tablet, vault, record), tablet.person.name).toEqual(['second wording']);
      expect(await asideOf(tablet), tablet.person.name).toEqual([]);
    }
    expect(await waitingForMe(desk.replica)).toEqual([]);
  });

  test('a deletion that is taken hides nothing that its author had not seen', async () => {
    const [seen, unseen] = [await write(kit, vault, 'known to both'), await write(kit, vault, 'known to both as well')];
    await settle([kit, ward]);
    await write(kit, vault, 'their last word on it', seen);
    for (const record of [seen, unseen]) await save(kit.replica, vault, deleteChanges(vaultOf(kit.replica, vault).state, record));
    await write(ward, vault, 'what Kit never saw', unseen);
    await removed(kit);
    await takeAll(ward);
    await settle([ward, desk]);
    for (const tablet of [ward, desk]) {
      const { state } = vaultOf(tablet.replica, vault);
      expect(view(state, seen)?.gone, 'what was deleted stays so, with what its author had written before').toBe(true);
      const kept = view(state, unseen);
      expect([kept?.deletion !== null, kept?.gone], 'deleted by one, changed by another').toEqual([true, false]);
      expect(notes(tablet, vault, unseen)).toEqual(['what Kit never saw']);
    }
  });

  test('an author who still reads it is told that it was taken, and by nothing else under the same number', async () => {
    const record = await write(sam, vault, 'not sent yet');
    await world.say({ do: 'roles', at: AT, member: world.sam.id, roles: ['colleague'] }, world.ann);
    await sam.exchange();
    const [aside] = await (await sam.replica.keeper.database()).getAll('aside');
    if (aside === undefined) throw new Error('nothing was set aside');
    const changes = setChanges(vaultOf(kit.replica, vault).state, b64u(newId()), { note: 'something else' });
    const body = { at: formatInstant(0), drift: null, catalogue: 1, changes };
    await saveOps(kit.replica, opened(kit.replica), vault, [{ body, opId: parse(aside.entry).header.opId }]);
    await kit.exchange();
    await sam.exchange();
    expect(await asideOf(sam)).toEqual(['not_allowed']);
    expect(notes(sam, vault, record)).toEqual([]);
  });

  test('what was taken no longer stands aside on its author’s tablet', async () => {
    const record = await write(sam, vault, 'not sent yet');
    await world.say({ do: 'roles', at: AT, member: world.sam.id, roles: ['colleague'] }, world.ann);
    await sam.exchange();
    await takeAll(ward);
    await ward.exchange();
    await sam.exchange();
    expect(await asideOf(sam)).toEqual([]);
    expect(notes(sam, vault, record)).toEqual(['not sent yet']);
  });
});

describe('of a case that was never sent', () => {
  let [vault, record, other]: readonly [string, string, string] = [] as never;

  beforeEach(async () => {
    await settle([sam, ward, desk]);
    vault = await createVault(sam.replica, 'case');
    record = await write(sam, vault, 'first wording');
    await write(sam, vault, 'second wording', record);
    other = await write(sam, vault, 'another note');
    await removed(sam);
  });

  const newCase = (tablet: Tablet): string => {
    const found = [...opened(tablet.replica).vaults.values()].filter(({ ahead }) => ahead.kind === 'case');
    expect(found).toHaveLength(1);
    return found[0]?.id ?? '';
  };

  test('it can be read before it is decided about, and its keys are nothing to decide', async () => {
    const found = await waitingForMe(ward.replica);
    expect(found.map(({ entry }) => entry.header.kind)).toEqual(['op', 'op', 'op']);
    const [first] = found;
    if (first === undefined) throw new Error('nothing waits');
    expect((await lateChanges(ward.replica, first)).map(({ value }) => value)).toEqual(['session', 'first wording']);
  });

  test('it is taken into one new case as it stood, and goes on there on another tablet', async () => {
    const [first] = await waitingForMe(ward.replica);
    if (first === undefined) throw new Error('nothing waits');
    await takeLate(ward.replica, first);
    await settle([ward, desk]);
    await takeAll(desk);
    await settle([ward, desk]);
    const taken = newCase(ward);
    expect(taken).not.toBe(vault);
    expect([notes(ward, taken, record), notes(ward, taken, other)]).toEqual([['second wording'], ['another note']]);
    expect(ward.states()).toEqual(desk.states());
    expect([await waitingForMe(ward.replica), ward.replica.heard.notices]).toEqual([[], []]);
  });

  test('its author goes on reading there what they had written', async () => {
    const [aside] = (await (await sam.replica.keeper.database()).getAll('aside')).filter(({ entry }) => parse(entry).header.kind === 'op');
    await sam.start();
    expect((await readAside(sam.replica, aside?.id ?? 0))?.changes.map(({ value }) => value)).toEqual(['session', 'first wording']);
  });

  test('what is left out is asked about no more', async () => {
    const found = await waitingForMe(ward.replica);
    // The second time as where a colleague was quicker.
    for (const late of [...found, ...found]) await setLateAside(ward.replica, late, 'overtaken');
    expect(found.length).toBeGreaterThan(0);
    expect(await waitingForMe(ward.replica)).toEqual([]);
  });
});

test('an author who is still there takes part in the case that theirs became', async () => {
  await settle([sam, ward]);
  const second = await world.anotherTablet(world.sam, 'second');
  const vault = await createVault(sam.replica, 'case');
  const record = await write(sam, vault, 'on the lost tablet');
  await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map() }, world.ann);
  await expect(sam.exchange()).rejects.toThrow('revoked_device');
  await takeAll(ward);
  await settle([ward, second]);
  const [found] = [...opened(second.replica).vaults.values()];
  expect(found === undefined ? [] : notes(second, found.id, record)).toEqual(['on the lost tablet']);
});

test('what nobody else has a key of cannot be taken, and stays', async () => {
  await settle([sam, ward]);
  const vault = await createVault(sam.replica, 'private');
  await write(sam, vault, 'for nobody else');
  await removed(sam);
  const [late] = await waitingForMe(ward.replica);
  if (late === undefined) throw new Error('nothing waits');
  await expect(takeLate(ward.replica, late)).rejects.toThrow('does not have');
  expect(await waitingForMe(ward.replica)).toHaveLength(1);
});
