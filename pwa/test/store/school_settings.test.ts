/** The school's settings are changed by whom the school lets change them, whatever a changed app sends. Each test is an attack. */
import { beforeEach, expect, test } from 'vitest';

import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';
const PHONE = '01332 496 000';

let [world, ann, ward, kit]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let [vault, settings] = ['', ''];

beforeEach(async () => {
  world = await World.begin();
  [ann, ward, kit] = [await world.tablet(world.ann), await world.tablet(world.ward), await world.tablet(world.kit)];
  vault = await createVault(ann.replica, 'team');
  settings = await write(ann, { _form: 'school', safeguarding_phone: PHONE });
  await settle([ann, ward, kit]);
});

async function write(tablet: Tablet, values: Readonly<Record<string, string>>, record = b64u(newId())): Promise<string> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, values));
  return record;
}

const values = (tablet: Tablet, record: string, field: string): unknown[] =>
  standing(vaultOf(tablet.replica, vault).state, `${record}/${field}`).map(({ value }) => value);

const codes = async (tablet: Tablet): Promise<string[]> =>
  (await (await tablet.replica.keeper.database()).getAll('aside')).filter(({ settled }) => !settled).map(({ code }) => code);

/** Kit's own tablet takes them for an administrator; nobody else's does. */
function withAChangedApp(): void {
  const { school } = kit.replica;
  const member = school.members.get(world.kit.id);
  if (member === undefined) throw new Error('Kit is not known');
  school.members.set(world.kit.id, { ...member, roles: ['administrator'], everRoles: new Set(['administrator', 'mentor']) });
}

test('the phone number of the safeguarding lead stays what it was, also behind an unlock', async () => {
  withAChangedApp();
  await write(kit, { safeguarding_phone: '0800 496 000' }, settings);
  await settle([kit, ann, ward]);
  for (const tablet of [ann, ward]) {
    expect(values(tablet, settings, 'safeguarding_phone')).toEqual([PHONE]);
    expect(await codes(tablet)).toEqual(['not_allowed']);
    await tablet.start();
    await tablet.exchange();
    expect(values(tablet, settings, 'safeguarding_phone')).toEqual([PHONE]);
    expect(await codes(tablet)).toEqual(['not_allowed']);
  }
});

test('nor is another record made the school\'s settings, whatever came before it in one go', async () => {
  const record = await write(kit, { safeguarding_phone: '0800 496 000' });
  withAChangedApp();
  await write(kit, { _form: 'school' }, record);
  await settle([kit, ward]);
  expect(values(ward, record, '_form')).toEqual([]);
  expect(await codes(ward)).toEqual(['not_allowed']);
});

test('settings that come together with what attacks them are what they were', async () => {
  withAChangedApp();
  const calendar = await write(ann, { _form: 'calendar', hours: '08:30' });
  await settle([ann, kit]);
  await write(kit, { hours: '03:00' }, calendar);
  await kit.exchange();
  await ward.exchange();
  expect(values(ward, calendar, 'hours')).toEqual(['08:30']);
});

test('what else the same tablet writes is read', async () => {
  withAChangedApp();
  await write(kit, { safeguarding_phone: '0800 496 000' }, settings);
  const record = await write(kit, { _form: 'person', phone: '07700 900 000' }, world.kit.id);
  await settle([kit, ward]);
  expect(values(ward, record, 'phone')).toEqual(['07700 900 000']);
});

test('the phone number of a colleague in the directory, which is rung when somebody is not back, stays what they wrote', async () => {
  const entry = await write(ward, { _form: 'person', phone: '07700 900 001' }, world.ward.id);
  await settle([ward, kit]);
  withAChangedApp();
  await write(kit, { phone: '0800 496 000' }, entry);
  await settle([kit, ward]);
  expect(values(ward, entry, 'phone')).toEqual(['07700 900 001']);
});

test('who was given the role is believed also about before', async () => {
  withAChangedApp();
  await write(kit, { safeguarding_phone: '01332 496 001' }, settings);
  await settle([kit, ward]);
  await world.say({ do: 'roles', at: AT, member: world.kit.id, roles: ['administrator'] }, world.ann);
  await settle([kit, ward, ann]);
  expect(values(ward, settings, 'safeguarding_phone')).toEqual(['01332 496 001']);
  expect(await codes(ward)).toEqual([]);
});

test('an app that was not changed does not save it', async () => {
  await expect(write(kit, { safeguarding_phone: '0800 496 000' }, settings)).rejects.toMatchObject({ code: 'not_allowed' });
  expect(values(kit, settings, 'safeguarding_phone')).toEqual([PHONE]);
  expect(await (await kit.replica.keeper.database()).count('outbox')).toBe(0);
});
