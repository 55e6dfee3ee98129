/** What a lost tablet wrote counts no longer once it is locked out, also where it was read long before; and what was wanting is made good. */
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { vectors } from '../vectors.ts';
import { codesOfTheLog, counterOf, oneCaseOnThree } from './one_case.ts';
import { settle, type Tablet, type World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, sam, next, ward]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];

beforeEach(async () => { ({ world, sam, next, ward, vault, record } = await oneCaseOnThree()); });

async function write(tablet: Tablet, note: string): Promise<void> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { _form: 'session', note }));
}

const notes = (tablet: Tablet): unknown[] => standing(vaultOf(tablet.replica, vault).state, `${record}/note`).map(({ value }) => value);

/** Where Sam's tablet stands when it is lost; whoever has it writes on. */
async function stolen(): Promise<number> {
  const counter = counterOf(sam, vault);
  await write(sam, 'by the thief');
  await sam.exchange();
  await ward.exchange();
  expect(notes(ward)).toEqual(['by the thief']);
  return counter;
}

async function left(counter: number): Promise<void> {
  const counters = new Map([[b64u(world.sam.device.id), new Map([[vault, counter]])]]);
  await world.say({ do: 'remove', at: AT, member: world.sam.id, counters }, world.ann);
}

async function lockedOut(counter: number): Promise<void> {
  await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map([[vault, counter]]) }, world.ann);
}

// The stories that both engines are held to ----------------------------------------------------------------

type Deed =
  | { readonly do: 'write'; readonly who: string; readonly note: string }
  | { readonly do: 'meet'; readonly who: readonly string[] }
  | { readonly do: 'look'; readonly who: string; readonly notes: readonly string[]; readonly aside: readonly string[] }
  | { readonly do: 'roles'; readonly who: string; readonly roles: readonly string[] }
  | { readonly do: 'lost' | 'lock out' | 'remove' | 'open anew'; readonly who: string };

const { stories } = vectors('judged_again') as { readonly stories: readonly { readonly name: string; readonly deeds: readonly Deed[] }[] };

test.each(stories)('$name', async ({ deeds }) => {
  const tablets = new Map([['sam', sam], ['ward', ward], ['ward\'s desk', await world.anotherTablet(world.ward, 'desk')]]);
  const tablet = (who: string): Tablet => {
    const found = tablets.get(who);
    if (found === undefined) throw new Error(`nobody is called ${who}`);
    return found;
  };
  let counter = 0;
  const told = async (deed: Deed): Promise<void> => {
    switch (deed.do) {
      case 'write':
        return write(tablet(deed.who), deed.note);
      case 'meet':
        for (const who of deed.who) await settle([tablet(who)]);
        return undefined;
      case 'look':
        expect(notes(tablet(deed.who)).sort()).toEqual(deed.notes);
        expect(await codesOfTheLog(tablet(deed.who))).toEqual(deed.aside);
        return undefined;
      case 'open anew':
        return tablet(deed.who).start();
      case 'lost':
        counter = counterOf(tablet(deed.who), vault);
        return undefined;
      case 'lock out':
        return lockedOut(counter);
      case 'remove':
        return left(counter);
      case 'roles':
        return world.say({ do: 'roles', at: AT, member: world.sam.id, roles: deed.roles }, world.ann);
    }
  };
  for (const deed of deeds) await told(deed);
});

// What only this engine can come to --------------------------------------------------------------------------

describe('what a thief wrote', () => {
  beforeEach(async () => {
    await write(sam, 'by Sam');
    await settle([sam, next, ward]);
  });

  test('goes out to the same state for who hears of both at once', async () => {
    await lockedOut(await stolen());
    await settle([ward, next]);
    expect(ward.states()).toEqual(next.states());
  });

  test('goes out also where that is heard of while the tablet is locked, and nothing else comes', async () => {
    const counter = await stolen();
    await ward.startLocked();
    await lockedOut(counter);
    await ward.exchange();
    await ward.unlock();
    expect(notes(ward)).toEqual(['by Sam']);
    expect(await codesOfTheLog(ward)).toEqual(['beyond_revocation']);
  });

  test('goes out once more where the tablet is killed in the midst of it', async () => {
    const counter = await stolen();
    await lockedOut(counter);
    for (let left = 1; notes(ward).includes('by the thief'); left += 1) {
      ward.doom(left);
      await ward.exchange().catch(() => null);
      await ward.start();
      expect(left).toBeLessThan(60);
    }
    expect(notes(ward)).toEqual(['by Sam']);
    expect(await codesOfTheLog(ward)).toEqual(['beyond_revocation']);
  });

  test('goes out of another tab of the same tablet', async () => {
    const tab = await ward.anotherTab();
    await lockedOut(await stolen());
    await ward.exchange();
    const { exchange } = await import('../../src/store/exchange.ts');
    await exchange(tab);
    expect(standing(vaultOf(tab, vault).state, `${record}/note`).map(({ value }) => value)).toEqual(['by Sam']);
  });

  test('is no better for having been cut off by a server that was set back', async () => {
    const backup = world.server.backup();
    const counter = await stolen();
    await settle([ward, next]);
    await world.server.setBack(backup);
    world.server.restoring = false;
    // Nothing can be given back, so that it is on the tablet alone.
    ward.fault = (url) => (url.endsWith('/push') ? 'unsent' : 'none');
    await ward.exchange().catch(() => null);
    expect(notes(ward)).toEqual(['by the thief']);
    await lockedOut(counter);
    await ward.exchange().catch(() => null);
    await ward.start();
    expect(notes(ward)).toEqual(['by Sam']);
  });
});

test('at an unlock what was set aside is looked through once, however many cases there are', async () => {
  const lookedThrough = async (): Promise<number> => {
    const looked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await sam.start();
    const times = looked.mock.calls.filter(([tables]) => tables === 'aside').length;
    looked.mockRestore();
    return times;
  };
  const ofOne = await lookedThrough();
  for (let more = 0; more < 4; more += 1) {
    const other = await createVault(sam.replica, 'case');
    await save(sam.replica, other, setChanges(vaultOf(sam.replica, other).state, b64u(newId()), { _form: 'session', note: 'theirs' }));
  }
  await sam.exchange();
  expect(await lookedThrough()).toBe(ofOne);
});
