/** Entries, bodies and log hashes by the shared vectors, in both suites. */
import { describe, expect, test } from 'vitest';

import { encode, parse, parseAsync, signEntry, verifyEntry, verifyMany } from '../../src/sync/entry.ts';
import { hash0, nextHash } from '../../src/sync/log.ts';
import { openBody, sealBody } from '../../src/sync/seal.ts';
import { hex, unhex } from '../vectors.ts';
import { entryBytes, FORMATS, headerOf, refusal } from './formats.ts';
import { SUITES } from './people.ts';

test.each(FORMATS.entries_bad)('no entry: $name', async (found) => {
  expect(await refusal(() => parse(entryBytes(found)))).toBe(found.code);
});

test.each(FORMATS.logs)('a log\'s hashes', ({ school, vault, hash_0, entries, hashes }) => {
  let logHash = hash0(unhex(school), unhex(vault));
  expect(hex(logHash)).toBe(hash_0);
  entries.forEach((entry, place) => {
    logHash = nextHash(logHash, unhex(entry));
    expect(hex(logHash)).toBe(hashes[place]);
  });
});

describe.each(SUITES)('$name', (suite) => {
  test.each(FORMATS.entries)('an entry: $name', async (found) => {
    const bytes = entryBytes(found);
    const entry = parse(bytes);
    expect(entry.header).toEqual(headerOf(found.header));
    expect(entry.body.length).toBe(found.body_size);
    expect(hex(entry.signed)).toBe(found.signed);
    expect(hex(entry.hash)).toBe(found.hash);
    expect(encode(entry)).toEqual(bytes);
    expect(await parseAsync(suite, bytes)).toEqual(entry);
    expect(await verifyEntry(suite, entry, unhex(found.public))).toBe(true);
    const made = await signEntry(suite, entry.header, entry.body, await suite.signKey(unhex(found.seed)));
    expect(made).toEqual(entry);
  });

  test('a changed entry, or one by another hand, is not verified', async () => {
    const entries = FORMATS.signatures_bad.map(({ hex: digits }) => parse(unhex(digits)));
    const keys = FORMATS.signatures_bad.map(({ public: key }) => unhex(key));
    expect(await verifyMany(suite, entries, keys)).toEqual(entries.map((_, at) => at));
  });

  test('the one bad entry among many is found', async () => {
    const [good, bad] = [FORMATS.entries[0], FORMATS.signatures_bad[0]];
    if (good === undefined || bad === undefined) throw new Error('no vectors');
    const entries = Array.from({ length: 300 }, (_, at) => (at === 299 ? parse(unhex(bad.hex)) : parse(entryBytes(good))));
    expect(await verifyMany(suite, entries, entries.map(() => unhex(good.public)))).toEqual([299]);
    await expect(verifyMany(suite, entries, [])).rejects.toThrow(RangeError);
  });

  test.each(FORMATS.bodies)('a body: $name', async (found) => {
    const nonce = (): Uint8Array<ArrayBuffer> => unhex(found.nonce);
    const body = await sealBody(suite, unhex(found.epoch_key), headerOf(found.header), unhex(found.content), nonce);
    expect(hex(body)).toBe(found.body);
    expect(hex(await openBody(suite, unhex(found.epoch_key), parse(unhex(found.entry))))).toBe(found.content);
  });

  test.each(FORMATS.bodies_bad)('a body that does not open: $name', async ({ entry, epoch_key, code }) => {
    expect(await refusal(() => openBody(suite, unhex(epoch_key), parse(unhex(entry))))).toBe(code);
  });
});
