import { describe, expect, test } from 'vitest';

import { chooseSuite, inBatches, selfTest, type Suite } from '../../src/sync/crypto.ts';
import { BadSeal, b64u, Malformed, utf8 } from '../../src/sync/encoding.ts';
import { filled, SUITES } from './people.ts';

const [web, javascript] = SUITES as [Suite, Suite];
const INFO = utf8('beside/test/1');

test('here WebCrypto passes its test, and is chosen', async () => {
  expect((await chooseSuite()).name).toBe('webcrypto');
});

describe.each(SUITES)('$name', (suite) => {
  test('gives the known answers', async () => {
    expect(await selfTest(suite)).toBe(true);
  });

  test('does not open what was changed', async () => {
    const key = await suite.sealKey(filled(1, 32), INFO);
    const sealed = await suite.encrypt(key, filled(0, 12), utf8('x'), utf8('aad'));
    await expect(suite.decrypt(key, filled(1, 12), sealed, utf8('aad'))).rejects.toThrow(BadSeal);
    await expect(suite.decrypt(key, filled(0, 12), sealed, utf8('other'))).rejects.toThrow(BadSeal);
    await expect(suite.decrypt(key, filled(0, 12), sealed.subarray(1), utf8('aad'))).rejects.toThrow(BadSeal);
  });

  test('derives the same from bytes and from what was made of them', async () => {
    const secret = await suite.secret(filled(1, 32));
    expect(await suite.derive(secret, INFO)).toEqual(await suite.derive(filled(1, 32), INFO));
    expect(JSON.stringify(secret)).toBe('{}');
  });

  test('a key that is none verifies nothing', async () => {
    expect(await suite.verify(filled(2, 31), filled(0, 64), INFO)).toBe(false);
    expect(await suite.verify(filled(2, 32), filled(0, 64), INFO)).toBe(false);
    expect(await suite.verify(await suite.signPublic(filled(1, 32)), filled(0, 63), INFO)).toBe(false);
  });

  test('refuses keys of other sizes, and keys that nothing can be sealed to', async () => {
    await expect(suite.secret(filled(1, 31))).rejects.toThrow(Malformed);
    await expect(suite.signKey(filled(1, 33))).rejects.toThrow(Malformed);
    await expect(suite.agreePublic(filled(1, 16))).rejects.toThrow(Malformed);
    await expect(suite.hpkeSeal(filled(0, 32), INFO, utf8('x'))).rejects.toThrow(Malformed);
    await expect(suite.hpkeSeal(filled(1, 31), INFO, utf8('x'))).rejects.toThrow(Malformed);
  });
});

describe.each([[web, javascript], [javascript, web]])('what one suite does, the other undoes', (one, other) => {
  test('a signature', async () => {
    const signature = await one.sign(await one.signKey(filled(3, 32)), INFO);
    expect(await other.verify(await other.signPublic(filled(3, 32)), signature, INFO)).toBe(true);
  });

  test('a seal', async () => {
    const sealed = await one.encrypt(await one.sealKey(filled(4, 32), INFO), filled(0, 12), utf8('words'), INFO);
    const opened = await other.decrypt(await other.sealKey(filled(4, 32), INFO), filled(0, 12), sealed, INFO);
    expect(opened).toEqual(utf8('words'));
  });

  test('HPKE', async () => {
    const sealed = await one.hpkeSeal(await other.agreePublic(filled(5, 32)), INFO, utf8('words'));
    expect(sealed.length).toBe(32 + 5 + 16);
    expect(await other.hpkeOpen(filled(5, 32), INFO, sealed)).toEqual(utf8('words'));
    await expect(other.hpkeOpen(filled(5, 32), utf8('other'), sealed)).rejects.toThrow(BadSeal);
    await expect(other.hpkeOpen(filled(6, 32), INFO, sealed)).rejects.toThrow(BadSeal);
    await expect(other.hpkeOpen(filled(5, 32), INFO, sealed.subarray(0, 47))).rejects.toThrow(BadSeal);
  });

  test('an agreement', async () => {
    const [ours, theirs] = [filled(5, 32), filled(6, 32)];
    const shared = await one.agree(ours, await one.agreePublic(theirs));
    expect(b64u(shared)).toBe(b64u(await other.agree(theirs, await other.agreePublic(ours))));
  });
});

const faults: [string, Partial<Suite>][] = [
  ['signs with no key', { sign: () => Promise.resolve(filled(0, 64)) }],
  ['verifies anything', { verify: () => Promise.resolve(true) }],
  ['verifies nothing', { verify: () => Promise.resolve(false) }],
  ['derives something else', { derive: () => Promise.resolve(filled(0, 32)) }],
  ['seals in clear', { encrypt: (_key, _nonce, content) => Promise.resolve(new Uint8Array(content)) }],
  ['opens anything', { decrypt: () => Promise.resolve(utf8('beside')) }],
  ['agrees on something else', { agree: () => Promise.resolve(filled(0, 32)) }],
  ['knows no curve', { signKey: () => Promise.reject(new Error('NotSupportedError')) }],
];
test.each(faults)('a suite that %s does not pass', async (_name, fault) => {
  expect(await selfTest({ ...web, ...fault })).toBe(false);
});

test('batches keep their order and every result', async () => {
  const numbers = Array.from({ length: 1000 }, (_, number) => number);
  expect(await inBatches(numbers, (number, index) => Promise.resolve(number - index))).toEqual(numbers.map(() => 0));
});
