/**
 * A server that lies in what it answers: each lie is noticed on the tablet and said, and costs nobody a word. Heads and hashes are made
 * to fit, so that only what people signed tells. (What it withholds of one author: `withheld.test.ts`.)
 */
import { beforeEach, describe, expect, test } from 'vitest';

import { NOBODY } from '../../src/store/receive.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { save } from '../../src/store/save.ts';
import { b64u } from '../../src/sync/encoding.ts';
import { type Entry, parse } from '../../src/sync/entry.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { signNext } from '../../src/sync/school.ts';
import type { Act } from '../../src/sync/school_act.ts';
import { codesOfTheLog, oneCaseOnThree } from './one_case.ts';
import { settle, type Tablet, type World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, sam, next, ward]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];

beforeEach(async () => { ({ world, sam, next, ward, vault, record } = await oneCaseOnThree()); });

async function write(tablet: Tablet, ...words: readonly string[]): Promise<void> {
  for (const word of words) await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { [word]: word }));
}

const has = (tablet: Tablet, ...words: readonly string[]): readonly string[] =>
  words.filter((word) => standing(vaultOf(tablet.replica, vault).state, `${record}/${word}`).length > 0);

const forkedBy = async (tablet: Tablet, of = vault): Promise<string[]> =>
  (await tablet.forks()).filter((fork) => fork.vault === of).map(({ device }) => device);

const deviceOf = ({ replica }: Tablet): string => replica.account.device;

/** Where in an entry's bytes the hash stands of what its author had seen. */
const SEEN_HASH = 134;

/** The last entry as if its author had seen another history: nobody signed that. */
function forged(log: readonly Entry[]): Entry {
  const last = log.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  return parse(last.bytes.map((byte, place) => (place === SEEN_HASH ? byte ^ 1 : byte)));
}

describe('of one case', () => {
  test('entries in another order than their author saw them are a fork', async () => {
    await write(sam, 'one');
    await settle([sam, next]);
    await write(next, 'two');
    await next.exchange();
    const log = world.server.logOf(vault);
    world.server.tell(vault, [...log.slice(0, -2), ...log.slice(-1), ...log.slice(-2, -1)]);
    await ward.exchange();
    expect(await forkedBy(ward)).toContain(deviceOf(next));
    expect(has(ward, 'one', 'two')).toEqual(['one', 'two']);
  });

  test('two tablets that are shown different logs are told of each other', async () => {
    await write(sam, 'one');
    await write(next, 'two');
    await sam.exchange();
    await next.exchange();
    const log = world.server.logOf(vault);
    world.server.tell(vault, log.slice(0, -1));
    await write(ward, 'three');
    await ward.exchange();
    const other = world.server.logOf(vault);
    expect(other).toHaveLength(log.length);
    world.server.tell(vault, log);
    await sam.exchange();
    expect(await forkedBy(sam)).toContain(deviceOf(ward));
    world.server.tell(vault, other);
    await next.exchange().catch(() => null);
    expect(has(sam, 'one', 'two')).toEqual(['one', 'two']);
  });

  test('a checkpoint that came before one’s own log had grown to its place is compared when it has', async () => {
    await write(sam, 'one');
    await sam.exchange();
    const log = world.server.logOf(vault);
    await ward.exchange();
    // Ms Ward has said that she saw it; next to her, the tablet is shown that, and an older log.
    world.server.tell(vault, log.slice(0, -1));
    await next.exchange();
    expect(await next.forks()).toEqual([]);
    // It writes on in its own history: of the server's word for that nothing is left but what Ms Ward signed.
    await write(next, 'two');
    await next.exchange();
    expect(await forkedBy(next)).toContain(deviceOf(ward));
    expect(has(next, 'two')).toEqual(['two']);
  });

  test('what nobody signed is refused, and accuses nobody', async () => {
    await write(sam, 'one');
    await sam.exchange();
    const log = world.server.logOf(vault);
    world.server.tell(vault, [...log.slice(0, -1), forged(log)]);
    world.server.checkpoints.clear();
    await ward.exchange();
    expect(await codesOfTheLog(ward)).toEqual(['bad_signature']);
    expect(await ward.forks()).toEqual([]);
    expect(has(ward, 'one')).toEqual([]);
  });

  test('an older state shown as if nothing had been takes nothing away, and is given back what it lost', async () => {
    const old = world.server.logOf(vault);
    await write(sam, 'one');
    await settle([sam, ward]);
    world.server.tell(vault, old);
    await ward.exchange();
    expect(has(ward, 'one')).toEqual(['one']);
    await settle([ward, sam]);
    expect(has(sam, 'one')).toEqual(['one']);
    expect(world.server.logOf(vault).length).toBeGreaterThan(old.length);
  });

  test('a head that what it sent does not come to is a fork', async () => {
    await write(sam, 'one');
    await sam.exchange();
    const shelf = world.server.shelves.get(vault);
    if (shelf === undefined) throw new Error('no such vault');
    shelf.log = { ...shelf.log, logHash: new Uint8Array(32) };
    await ward.exchange();
    expect(await forkedBy(ward)).toEqual([NOBODY]);
  });
});

describe('of the school', () => {
  const another = (...held: readonly string[]): Act => ({ do: 'roles', at: AT, member: world.kit.id, roles: held });

  /** Ann says something that only this history of the school has. */
  async function goOn(...acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      const { bytes } = await signNext(world.suite, world.server.school, act, world.ann.account);
      await world.server.appendLog([bytes]);
    }
  }

  /** The server forgets the end of the school's log. */
  const cut = (most: number): Promise<void> => world.server.tellSchool(world.server.entries.slice(0, -most));

  beforeEach(async () => {
    for (const held of ['colleague', 'mentor']) await world.say(another(held), world.ann);
    await settle([sam, next, ward]);
  });

  test.each([
    ['shorter', [['mentor', 'colleague']]],
    ['as long', [['mentor', 'colleague'], ['colleague']]],
    ['longer', [['mentor', 'colleague'], ['colleague'], ['mentor']]],
  ])('another history that is %s is noticed, said, and never followed', async (_, told) => {
    const before = ward.replica.school.logHash;
    await cut(2);
    await goOn(...told.map((held) => another(...held)));
    for (const again of [false, true]) {
      if (again) await ward.start();
      await expect(ward.exchange()).rejects.toMatchObject({ code: 'fork' });
      expect(ward.replica.school.logHash).toEqual(before);
      expect(await forkedBy(ward, b64u(world.server.id))).toEqual([NOBODY]);
    }
  });

  test('another history costs nobody a word: what was written goes on to be sent, and comes once the server is back where both agree', async () => {
    await cut(2);
    await goOn(another('mentor', 'colleague'), another('colleague'));
    await write(ward, 'one');
    await expect(ward.exchange()).rejects.toMatchObject({ code: 'fork' });
    await write(ward, 'two');
    await expect(ward.exchange()).rejects.toMatchObject({ code: 'fork' });
    await ward.start();
    expect(has(ward, 'one', 'two')).toEqual(['one', 'two']);
    // As after `beside restore` of a backup that was made before they parted: an administrator's tablet gives back the end of its own.
    await cut(2);
    await settle([ward, sam]);
    expect(has(sam, 'one', 'two')).toEqual(['one', 'two']);
    expect(world.server.school.logHash).toEqual(ward.replica.school.logHash);
  });

  test('the beginning of ours is no other history', async () => {
    await cut(1);
    await ward.exchange();
    expect(await ward.forks()).toEqual([]);
  });
});
