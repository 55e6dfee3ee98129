/** Text, keys and seals by the shared vectors, in both suites. */
import { describe, expect, test } from 'vitest';

import { b64u, digest, formatInstant, Malformed, parseInstant, unb64u } from '../../src/sync/encoding.ts';
import {
  accountKeys, authenticationKey, checkSealKey, checkSignKey, keyId, openBundle, openRest, parseParams, passwordBytes,
  REST_PASSKEY_LABEL, rootKey, sealBundle, sealRest, sheetSecret, sheetWords, wrappingKey,
} from '../../src/sync/keys.ts';
import { hkdf, openWith, pad, paddedSize, seal, sealTo, unpad, unseal } from '../../src/sync/seal.ts';
import { hex, unhex } from '../vectors.ts';
import { FORMATS, refusal } from './formats.ts';
import { filled, SUITES } from './people.ts';

test('base64url', () => {
  for (const { hex: digits, text } of FORMATS.base64url) {
    expect(b64u(unhex(digits))).toBe(text);
    expect(hex(unb64u(text))).toBe(digits);
  }
});

test.each(FORMATS.base64url_bad)('no base64url: %j', (text) => {
  expect(() => unb64u(text)).toThrow(Malformed);
});

test.each(FORMATS.instants)('$text is $ms', ({ text, ms, offset }) => {
  expect(parseInstant(text)).toBe(ms);
  if (offset !== null) expect(formatInstant(ms, offset)).toBe(text);
});

test.each(FORMATS.instants_bad)('no instant: %j', (text) => {
  expect(() => parseInstant(text)).toThrow(Malformed);
});

test.each(FORMATS.padded_sizes)('%d bytes are padded to %d', (length, padded) => {
  expect(paddedSize(length)).toBe(padded);
  expect(unpad(pad(filled(1, length - 4)))).toEqual(filled(1, length - 4));
});

test.each(FORMATS.padding_bad)('not padded so: $name', ({ hex: digits }) => {
  expect(() => unpad(unhex(digits))).toThrow(Malformed);
});

test.each(FORMATS.weak_keys)('a weak $kind key: $key', ({ kind, key }) => {
  expect(() => {
    (kind === 'sign' ? checkSignKey : checkSealKey)(unhex(key));
  }).toThrow(Malformed);
});

test.each(FORMATS.sheets)('a sheet', async ({ secret, words }) => {
  expect((await sheetWords(unhex(secret))).join(' ')).toBe(words);
  expect(hex(await sheetSecret(`\n ${words.toUpperCase().replaceAll(' ', '\t ')} `))).toBe(secret);
});

test.each(FORMATS.sheets_bad)('no sheet: %s', async (typed) => {
  expect(await refusal(() => sheetSecret(typed))).toBe('malformed');
});

test('a sheet spells 32 bytes, and names a wrong word by its place', async () => {
  expect(await refusal(() => sheetWords(filled(1, 16)))).toBe('malformed');
  const words = (await sheetWords(filled(1, 32))).with(6, 'besides');
  await expect(sheetSecret(words.join(' '))).rejects.toThrow('word 7 is not of the list');
});

test.each(FORMATS.passwords_bad)('too short a password: %j', (password) => {
  expect(() => passwordBytes(password)).toThrow(Malformed);
});

test('a password with half a surrogate pair has no bytes', () => {
  expect(() => passwordBytes('twelve chars \ud800')).toThrow(Malformed);
});

test.each(FORMATS.params_bad)('parameters that are refused: %j', (params) => {
  expect(() => parseParams(params)).toThrow(Malformed);
});

test('a root key is made with no weaker parameters, and with a salt of 16 bytes', async () => {
  const weak = { memory_kib: 1024, iterations: 3, lanes: 1 };
  expect(await refusal(() => rootKey('correct horse battery', filled(1), weak))).toBe('malformed');
  expect(await refusal(() => rootKey('correct horse battery', filled(1, 8)))).toBe('malformed');
});

test('every suite has the public keys that the weak ones are not', async () => {
  for (const suite of SUITES) {
    const keys = await accountKeys(suite, filled(9, 32));
    checkSignKey(keys.signPublic);
    checkSealKey(keys.seal.publicKey);
  }
});

describe.each(SUITES)('$name', (suite) => {
  test.each(FORMATS.derived)('derives', async ({ key, info, out }) => {
    expect(hex(await hkdf(suite, unhex(key), unhex(info)))).toBe(out);
  });

  test.each(FORMATS.accounts)('account keys', async (found) => {
    const keys = await accountKeys(suite, unhex(found.secret));
    expect(hex(keys.signPublic)).toBe(found.sign_public);
    expect(hex(keys.seal.publicKey)).toBe(found.seal_public);
    expect(hex(keyId(keys.signPublic))).toBe(found.sign_key_id);
    expect(hex(keyId(keys.seal.publicKey))).toBe(found.seal_key_id);
  });

  test.each(FORMATS.roots)('a root: $password', async (found) => {
    const root = await rootKey(found.password, unhex(found.salt), parseParams(found.params));
    expect(hex(root)).toBe(found.root);
    const authentication = await authenticationKey(suite, root);
    expect(hex(authentication)).toBe(found.authentication);
    expect(hex(digest(authentication))).toBe(found.kept_by_server);
    expect(hex(await wrappingKey(suite, root))).toBe(found.wrapping);
  });

  test.each(FORMATS.seals)('a seal', async ({ key, info, aad, content, nonce, sealed }) => {
    const made = await seal(suite, unhex(key), unhex(info), unhex(aad), unhex(content), () => unhex(nonce));
    expect(hex(made)).toBe(sealed);
    expect(hex(await unseal(suite, unhex(key), unhex(info), unhex(aad), unhex(sealed)))).toBe(content);
  });

  test.each(FORMATS.seals_bad)('a seal that does not open: $name', async ({ key, info, aad, sealed, code }) => {
    expect(await refusal(() => unseal(suite, unhex(key), unhex(info), unhex(aad), unhex(sealed)))).toBe(code);
  });

  test.each(FORMATS.sealed_to)('what Python sealed to a key', async ({ private: own, info, sealed, content }) => {
    expect(hex(await openWith(suite, unhex(own), unhex(info), unhex(sealed)))).toBe(content);
    const again = await sealTo(suite, await suite.agreePublic(unhex(own)), unhex(info), unhex(content));
    expect(hex(await openWith(suite, unhex(own), unhex(info), again))).toBe(content);
  });

  test.each(FORMATS.sealed_to_bad)('what does not open: $name', async ({ private: own, info, sealed, code }) => {
    expect(await refusal(() => openWith(suite, unhex(own), unhex(info), unhex(sealed)))).toBe(code);
  });

  test('bundle and rest key open where they belong', async () => {
    const [key, school, member, secret] = [filled(1, 32), filled(2), filled(3), filled(4, 32)];
    const bundle = await sealBundle(suite, key, school, member, secret);
    expect(bundle.length).toBe(60);
    expect(await openBundle(suite, key, school, member, bundle)).toEqual(secret);
    expect(await refusal(() => openBundle(suite, key, member, school, bundle))).toBe('bad_seal');
    const rest = await sealRest(suite, key, school, secret, REST_PASSKEY_LABEL);
    expect(await openRest(suite, key, school, rest, REST_PASSKEY_LABEL)).toEqual(secret);
    expect(await refusal(() => openRest(suite, key, school, rest))).toBe('bad_seal');
    const short = await sealBundle(suite, key, school, member, filled(4, 31));
    expect(await refusal(() => openBundle(suite, key, school, member, short))).toBe('malformed');
  });
});
