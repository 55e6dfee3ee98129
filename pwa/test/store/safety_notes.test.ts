import { beforeAll, expect, test } from 'vitest';

import { openSheet, sealSheet } from '../../src/store/safety_notes.ts';
import { b64u, jsonBytes, newId, unb64u } from '../../src/sync/encoding.ts';
import { sealNote } from '../../src/sync/safety_note.ts';
import type { Tablet } from './tablets.ts';
import { World } from './tablets.ts';

const VISIT = b64u(newId());
const SHEET = { address: '3 Elm Row, flat 2', phone: '07700 900 118' };

let world: World;
let visitor: Tablet;
let watcher: Tablet;

beforeAll(async () => {
  world = await World.begin();
  [visitor, watcher] = await Promise.all([world.tablet(world.sam), world.tablet(world.ward)]);
});

function asked(note: Uint8Array<ArrayBuffer>, over: { readonly visit?: string; readonly visitor?: string } = {}) {
  return { visit: VISIT, visitor: world.sam.id, note, ...over };
}

test('who is told reads the sheet, and nobody else does', async () => {
  const [told] = await sealSheet(visitor.replica, VISIT, [world.ward.id], SHEET);
  if (told === undefined) throw new Error('there should be a note');
  expect(await openSheet(watcher.replica, asked(told.note))).toEqual(SHEET);
  expect(await openSheet(visitor.replica, asked(told.note))).toBeNull();
});

test('a note that a server hands out for another visit, or as another visitor’s, is not shown', async () => {
  const [told] = await sealSheet(visitor.replica, VISIT, [world.ward.id], SHEET);
  if (told === undefined) throw new Error('there should be a note');
  expect(await openSheet(watcher.replica, asked(told.note, { visit: b64u(newId()) }))).toBeNull();
  expect(await openSheet(watcher.replica, asked(told.note, { visitor: world.kit.id }))).toBeNull();
});

test('a sheet that somebody else wrote in the visitor’s name is not shown', async () => {
  const { replica } = await world.tablet(world.kit);
  const open = replica.open;
  const seal = replica.school.members.get(world.ward.id)?.seal;
  if (open === null || seal === undefined) throw new Error('the tablet should be open');
  const forged = await sealNote(replica.suite, open.identity.school, unb64u(VISIT), seal, jsonBytes({ address: 'elsewhere' }), open.identity.device);
  expect(await openSheet(watcher.replica, asked(forged.data))).toBeNull();
});

test('a note whose bytes were changed on the way is not shown', async () => {
  const [told] = await sealSheet(visitor.replica, VISIT, [world.ward.id], SHEET);
  if (told === undefined) throw new Error('there should be a note');
  for (const place of [0, 30, 100, told.note.length - 1]) {
    const changed = new Uint8Array(told.note);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(await openSheet(watcher.replica, asked(changed))).toBeNull();
  }
});

test('nobody can be told who is not in the school', async () => {
  await expect(sealSheet(visitor.replica, VISIT, [b64u(newId())], SHEET)).rejects.toMatchObject({ code: 'not_found' });
});
