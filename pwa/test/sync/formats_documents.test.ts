/** Wraps, epochs, tickets, drops, checkpoints, snapshots and frames by the shared vectors, in both suites. */
import { describe, expect, test } from 'vitest';

import { parseCheckpoint, signCheckpoint, verifyCheckpoint } from '../../src/sync/checkpoint.ts';
import { openDrop, parseDrop, sealDrop, verifyDrop } from '../../src/sync/drop.ts';
import { b64u } from '../../src/sync/encoding.ts';
import { parse, signEntry } from '../../src/sync/entry.ts';
import {
  encodeEpoch, makeEpoch, openDropKey, openPrevious, parseEpoch, unwrap, wrap, wrapFor,
} from '../../src/sync/epoch.ts';
import { encodeFrames, parseFrames } from '../../src/sync/frames.ts';
import { deviceKey, keyId, sealPair } from '../../src/sync/keys.ts';
import { makeSnapshot, openSnapshot, parseSnapshot, verifySnapshot } from '../../src/sync/snapshot.ts';
import { parseTicket, PURPOSES, signTicket, type Terms, verifyTicket } from '../../src/sync/ticket.ts';
import { hex, unhex } from '../vectors.ts';
import { FORMATS, headerOf, placeOf, refusal } from './formats.ts';
import { filled, SUITES } from './people.ts';

test.each(FORMATS.epochs_bad)('no epoch: $name', async ({ body, code }) => {
  expect(await refusal(() => parseEpoch(unhex(body)))).toBe(code);
});

test.each(FORMATS.tickets_bad)('no ticket: $name', async ({ data, code }) => {
  expect(await refusal(() => parseTicket(unhex(data)))).toBe(code);
});

test.each(FORMATS.frames)('frames', ({ head, parts, data }) => {
  expect(hex(encodeFrames(head, parts.map(unhex)))).toBe(data);
  expect(parseFrames(unhex(data))).toEqual({ head, parts: parts.map(unhex) });
});

test.each(FORMATS.frames_bad)('no frames: $name', async ({ data, code }) => {
  expect(await refusal(() => parseFrames(unhex(data)))).toBe(code);
});

test('what frames hold are copies: a kept part does not keep the answer', () => {
  const { parts } = parseFrames(encodeFrames({}, [filled(1), filled(2)]));
  expect(parts.map((part) => part.buffer.byteLength)).toEqual([16, 16]);
});

describe.each(SUITES)('$name', (suite) => {
  test.each(FORMATS.wraps)('a wrap', async (found) => {
    const own = await sealPair(suite, unhex(found.private));
    expect(hex(own.publicKey)).toBe(found.public);
    expect(hex(keyId(own.publicKey))).toBe(found.key_id);
    expect(hex(await unwrap(suite, placeOf(found), own, unhex(found.wrap)))).toBe(found.epoch_key);
    const again = await wrap(suite, placeOf(found), own.publicKey, unhex(found.epoch_key));
    expect(again.length).toBe(80);
    expect(hex(await unwrap(suite, placeOf(found), own, again))).toBe(found.epoch_key);
  });

  test.each(FORMATS.wraps_bad)('a wrap $name', async (found) => {
    const own = await sealPair(suite, unhex(found.private));
    expect(await refusal(() => unwrap(suite, placeOf(found), own, unhex(found.wrap)))).toBe(found.code);
  });

  test.each(FORMATS.epochs)('an epoch: $name', async (found) => {
    const [place, key] = [placeOf(found), unhex(found.epoch_key)];
    const epoch = parseEpoch(unhex(found.body));
    expect(epoch.number).toBe(found.number);
    expect(hex((await openDropKey(suite, place, epoch, key)).privateKey)).toBe(found.drop_private);
    expect(hex(epoch.publicKey)).toBe(found.drop_public);
    const previous = await openPrevious(suite, place, epoch, key);
    expect(previous?.epoch ?? null).toBe(found.previous_id === null ? null : b64u(unhex(found.previous_id)));
    expect(previous === null ? null : hex(previous.key)).toBe(found.previous_key);
    for (const { key_id, private: own } of found.readers) {
      const wrapped = wrapFor(epoch, b64u(unhex(key_id))) ?? filled(0, 80);
      expect(await unwrap(suite, place, await sealPair(suite, unhex(own)), wrapped)).toEqual(key);
    }
    expect(await unwrap(suite, place, await sealPair(suite, unhex(found.recovery)), epoch.recovery)).toEqual(key);
    expect(parseEpoch(encodeEpoch(epoch))).toEqual(epoch);
  });

  test('an epoch that is made is read by its recipients, and reads back', async () => {
    const place = { school: filled(1), vault: filled(2), epoch: filled(3) };
    const [own, recovery] = [await sealPair(suite, filled(4, 32)), await sealPair(suite, filled(5, 32))];
    const previous = { epoch: b64u(filled(6)), key: filled(7, 32) };
    const recipients = [{ member: b64u(filled(8)), publicKey: own.publicKey }];
    const key = filled(9, 32);
    const epoch = parseEpoch(await makeEpoch(suite, place, 2, key, recipients, recovery.publicKey, { previous }));
    expect(await unwrap(suite, place, own, epoch.wraps[0]?.wrap ?? filled(0))).toEqual(key);
    expect(await unwrap(suite, place, recovery, epoch.recovery)).toEqual(key);
    expect(await openPrevious(suite, place, epoch, key)).toEqual(previous);
    expect((await openDropKey(suite, place, epoch, key)).publicKey).toEqual(epoch.publicKey);
    expect(await refusal(() => openDropKey(suite, place, { ...epoch, publicKey: filled(1, 32) }, key))).toBe('bad_seal');
    expect(wrapFor(epoch, b64u(filled(1)))).toBeNull();
  });

  test.each(FORMATS.tickets)('a ticket: $name', async (found) => {
    const terms: Terms = {
      purpose: found.name as keyof typeof PURPOSES, id: unhex(found.id), school: unhex(found.school),
      vault: unhex(found.vault), record: unhex(found.record), ephemeral: unhex(found.ephemeral),
      mostDrops: found.most_drops, mostBytes: found.most_bytes, notAfter: found.not_after, device: unhex(found.device),
      form: found.form, version: found.version,
    };
    expect(PURPOSES[terms.purpose]).toBe(found.purpose);
    const ticket = parseTicket(unhex(found.data));
    expect(ticket.terms).toEqual(terms);
    expect(await verifyTicket(suite, ticket, unhex(found.public))).toBe(true);
    expect(await signTicket(suite, terms, await suite.signKey(unhex(found.seed)))).toEqual(ticket);
  });

  test.each(FORMATS.ticket_signatures_bad)('a ticket with $name', async ({ data, public: key }) => {
    expect(await verifyTicket(suite, parseTicket(unhex(data)), unhex(key))).toBe(false);
  });

  test.each(FORMATS.drops)('a drop', async (found) => {
    const entry = parse(unhex(found.entry));
    const drop = parseDrop(entry);
    expect(hex(drop.ticket.data)).toBe(found.ticket);
    expect(await verifyTicket(suite, drop.ticket, unhex(found.ticket_public))).toBe(true);
    expect(await verifyDrop(suite, entry, drop)).toBe(true);
    expect(hex(await openDrop(suite, unhex(found.drop_private), entry, drop))).toBe(found.content);
    const header = headerOf(found.header);
    const body = await sealDrop(suite, header, drop.ticket, unhex(found.drop_public), unhex(found.content));
    const made = await signEntry(suite, header, body, await suite.signKey(unhex(found.seed)));
    expect(hex(await openDrop(suite, unhex(found.drop_private), made, parseDrop(made)))).toBe(found.content);
  });

  test.each(FORMATS.drops_bad)('no drop: $name', async ({ entry: digits, drop_private, code }) => {
    const entry = parse(unhex(digits));
    expect(await refusal(() => openDrop(suite, unhex(drop_private), entry, parseDrop(entry)))).toBe(code);
  });

  test.each(FORMATS.checkpoints)('a checkpoint at $seq', async (found) => {
    const checkpoint = parseCheckpoint(unhex(found.data));
    const cursor = { logId: unhex(found.log_id), seq: found.seq, logHash: unhex(found.log_hash) };
    const [school, vault, device] = [unhex(found.school), unhex(found.vault), unhex(found.device)];
    expect(checkpoint).toEqual({ school, vault, cursor, device, data: unhex(found.data) });
    expect(await verifyCheckpoint(suite, checkpoint, unhex(found.public))).toBe(true);
    const key = await deviceKey(suite, device, unhex(found.seed));
    expect(await signCheckpoint(suite, school, vault, cursor, key)).toEqual(checkpoint);
  });

  test.each(FORMATS.checkpoints_bad)('no checkpoint: $name', async ({ data, public: key, code }) => {
    const verdict = await refusal(() => verifyCheckpoint(suite, parseCheckpoint(unhex(data)), unhex(key)));
    expect(verdict === false ? 'bad_signature' : verdict).toBe(code);
  });

  test.each(FORMATS.snapshots)('a snapshot', async (found) => {
    const snapshot = parseSnapshot(unhex(found.data));
    const cursor = { logId: unhex(found.log_id), seq: found.seq, logHash: unhex(found.log_hash) };
    const terms = { place: placeOf(found), cursor, catalogue: found.catalogue };
    expect(snapshot).toEqual({ ...terms, device: unhex(found.device), data: unhex(found.data) });
    expect(await verifySnapshot(suite, snapshot, unhex(found.public))).toBe(true);
    expect(hex(await openSnapshot(suite, snapshot, unhex(found.epoch_key)))).toBe(found.state);
    const device = await deviceKey(suite, unhex(found.device), unhex(found.seed));
    const nonce = (): Uint8Array<ArrayBuffer> => unhex(found.nonce);
    expect(await makeSnapshot(suite, terms, unhex(found.state), unhex(found.epoch_key), device, nonce)).toEqual(snapshot);
  });

  test.each(FORMATS.snapshots_bad)('no snapshot: $name', async ({ data, public: key, epoch_key, code }) => {
    const verdict = await refusal(async () => {
      const snapshot = parseSnapshot(unhex(data));
      return (await verifySnapshot(suite, snapshot, unhex(key))) ? openSnapshot(suite, snapshot, unhex(epoch_key)) : false;
    });
    expect(verdict === false ? 'bad_signature' : verdict).toBe(code);
  });
});
