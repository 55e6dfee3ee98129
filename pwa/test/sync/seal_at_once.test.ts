/** What is sealed at once is what `seal` seals: both suites open it, and nothing else passes for it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Suite } from '../../src/sync/crypto.ts';
import { BadSeal, type Bytes, utf8 } from '../../src/sync/encoding.ts';
import { OVERHEAD, unseal } from '../../src/sync/seal.ts';
import { sealerAtOnce } from '../../src/sync/seal_at_once.ts';
import { filled, SUITES } from './people.ts';

const INFO = utf8('beside/test/1');
const bytes = (size: { readonly minLength?: number; readonly maxLength: number }): fc.Arbitrary<Bytes> =>
  fc.uint8Array(size).map((given) => new Uint8Array(given));
const KEY = bytes({ minLength: 32, maxLength: 32 });
const CONTENT = bytes({ maxLength: 700 });

describe.each(SUITES)('with keys of the suite $name', (suite) => {
  test.each(SUITES)('what is sealed at once is opened by the suite $name', async (other) => {
    await fc.assert(fc.asyncProperty(KEY, CONTENT, CONTENT, async (key, aad, content) => {
      const sealed = (await sealerAtOnce(suite, key, INFO)).seal(aad, content);
      expect(sealed).toHaveLength(OVERHEAD + content.length);
      expect(await unseal(other, key, INFO, aad, sealed)).toEqual(content);
    }), { numRuns: 40 });
  });

  test('it opens under no other key, use or place, and not with a bit changed', async () => {
    await fc.assert(fc.asyncProperty(KEY, CONTENT, CONTENT, fc.nat(), async (key, aad, content, at) => {
      const sealed = (await sealerAtOnce(suite, key, INFO)).seal(aad, content);
      const elsewhere = new Uint8Array([...aad, 0]);
      const changed = sealed.map((byte, nth) => (nth === at % sealed.length ? byte ^ (1 << (at % 8)) : byte));
      await expect(unseal(suite, key.map((byte) => byte ^ 1), INFO, aad, sealed)).rejects.toThrow(BadSeal);
      await expect(unseal(suite, key, utf8('beside/test/2'), aad, sealed)).rejects.toThrow(BadSeal);
      await expect(unseal(suite, key, INFO, elsewhere, sealed)).rejects.toThrow(BadSeal);
      await expect(unseal(suite, key, INFO, aad, changed)).rejects.toThrow(BadSeal);
    }), { numRuns: 20 });
  });

  test('the same is never sealed twice alike', async () => {
    const { seal } = await sealerAtOnce(suite, filled(1, 32), INFO);
    const all = Array.from({ length: 50 }, () => seal(INFO, INFO).join());
    expect(new Set(all).size).toBe(50);
  });

  test('once the key is forgotten nothing is sealed, and least of all under the zeros that are left of it', async () => {
    const { seal, forget } = await sealerAtOnce(suite, filled(1, 32), INFO);
    forget();
    expect(() => seal(INFO, INFO)).toThrow(BadSeal);
  });

  test('what the suite cannot open is not sealed at all', async () => {
    const strange: Suite = { ...suite, derive: () => Promise.resolve(filled(9, 32)) };
    await expect(sealerAtOnce(strange, filled(1, 32), INFO)).rejects.toThrow(BadSeal);
  });
});
