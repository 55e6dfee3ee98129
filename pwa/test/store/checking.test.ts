/** Signatures checked beside the page are judged as they would be on it, whatever becomes of the checkers. */
import { expect, test, vi } from 'vitest';

import { type Answered, type Asked, check, type Checker, type Checkers, withCheckers } from '../../src/store/checking.ts';
import { chooseSuite, inBatches, type Suite } from '../../src/sync/crypto.ts';
import { type Bytes, randomBytes, utf8 } from '../../src/sync/encoding.ts';

interface Signed {
  readonly key: Bytes;
  readonly signature: Bytes;
  readonly message: Bytes;
}

/** Many signatures by three keys, over messages of different lengths. */
async function signed(suite: Suite, count: number): Promise<Signed[]> {
  const seeds = [1, 2, 3].map(() => randomBytes(32));
  const keys = await Promise.all(seeds.map(async (seed) => [await suite.signKey(seed), await suite.signPublic(seed)] as const));
  return Promise.all(Array.from({ length: count }, async (_, place) => {
    const [key, publicKey] = keys[place % 3] ?? [await suite.signKey(randomBytes(32)), randomBytes(32)];
    const message = utf8(`what was signed, ${'and more '.repeat(place % 5)}${place}`);
    return { key: publicKey, signature: await suite.sign(key, message), message };
  }));
}

/** Checkers in this process: the code of the worker, without a thread of its own. `spoil` says what one of them answers. */
function checkersOf(suite: Suite, most: number, spoil: (answered: Uint8Array, nth: number) => Answered = (answered) => answered) {
  const counts = { begun: 0, asked: 0, ended: 0 };
  const begin = (): Checker => {
    counts.begun += 1;
    let last: Promise<void> = Promise.resolve();
    const checker: Checker = {
      onmessage: null,
      onerror: null,
      postMessage: (asked: Asked) => {
        counts.asked += 1;
        const nth = counts.asked;
        last = last.then(async () => {
          const data = spoil(await check(suite, asked), nth);
          checker.onmessage?.(new MessageEvent('message', { data }));
        });
      },
      terminate: () => {
        counts.ended += 1;
      },
    };
    return checker;
  };
  return { counts, checkers: { most, begin } satisfies Checkers };
}

function verdicts(suite: Suite, all: readonly Signed[]): Promise<boolean[]> {
  return inBatches(all, ({ key, signature, message }) => suite.verify(key, signature, message));
}

const flipped = (bytes: Bytes): Bytes => bytes.map((byte, place) => (place === 9 ? byte ^ 1 : byte));

test('the one false signature among a thousand is the one that is refused', async () => {
  const suite = await chooseSuite();
  const all = await signed(suite, 1_000);
  const { checkers, counts } = checkersOf(suite, 3);
  const at = 613;
  const forged = all.map((one, place) => (place === at ? { ...one, signature: flipped(one.signature) } : one));
  const found = await verdicts(withCheckers(suite, checkers), forged);
  expect(found.flatMap((isGood, place) => (isGood ? [] : [place]))).toEqual([at]);
  expect(counts.begun).toBeLessThanOrEqual(3);
  expect(counts.asked).toBeGreaterThan(3);
});

test('a changed message, another key, and sizes that are none are refused in the midst of many', async () => {
  const suite = await chooseSuite();
  const all = await signed(suite, 300);
  const forged = all.map((one, place): Signed => {
    switch (place) {
      case 20: return { ...one, message: flipped(one.message) };
      case 150: return { ...one, key: all[151]?.key ?? one.key };
      case 200: return { ...one, signature: one.signature.slice(1) };
      case 250: return { ...one, key: new Uint8Array(31) };
      default: return one;
    }
  });
  const found = await verdicts(withCheckers(suite, checkersOf(suite, 2).checkers), forged);
  expect(found.flatMap((isGood, place) => (isGood ? [] : [place]))).toEqual([20, 150, 200, 250]);
});

test('a few signatures are checked on the spot', async () => {
  const suite = await chooseSuite();
  const { checkers, counts } = checkersOf(suite, 2);
  expect(await verdicts(withCheckers(suite, checkers), await signed(suite, 20))).toEqual(Array(20).fill(true));
  expect(counts.begun).toBe(0);
});

test.each([
  ['answers that it cannot', () => null],
  ['answers for too few', (answered: Uint8Array) => answered.subarray(1)],
])('where a checker %s, what it was given is checked on the page, the false ones too', async (_, spoil) => {
  const suite = await chooseSuite();
  const all = await signed(suite, 600);
  const forged = all.map((one, place) => (place % 100 === 7 ? { ...one, signature: flipped(one.signature) } : one));
  const { checkers, counts } = checkersOf(suite, 2, (answered, nth) => (nth === 2 ? spoil(answered) : answered));
  const checked = withCheckers(suite, checkers);
  expect((await verdicts(checked, forged)).flatMap((isGood, place) => (isGood ? [] : [place]))).toEqual([7, 107, 207, 307, 407, 507]);
  const { asked } = counts;
  expect(await verdicts(checked, all)).toEqual(Array(600).fill(true));
  expect(counts.asked).toBe(asked);
});

test('where no checker can be begun everything is checked on the page', async () => {
  const suite = await chooseSuite();
  const none: Checkers = { most: 2, begin: () => { throw new Error('no workers here'); } };
  const all = await signed(suite, 200);
  expect(await verdicts(withCheckers(suite, none), all)).toEqual(Array(200).fill(true));
});

test('a checker that cannot be loaded costs nothing but time', async () => {
  const suite = await chooseSuite();
  const begin = (): Checker => {
    const checker: Checker = {
      onmessage: null, onerror: null, terminate: () => undefined,
      postMessage: () => {
        queueMicrotask(() => checker.onerror?.(new Event('error') as ErrorEvent));
      },
    };
    return checker;
  };
  const all = await signed(suite, 300);
  expect(await verdicts(withCheckers(suite, { most: 2, begin }), all)).toEqual(Array(300).fill(true));
});

test('checkers are ended when nobody asks any more, and begun anew', async () => {
  const suite = await chooseSuite();
  const all = await signed(suite, 200);
  const { checkers, counts } = checkersOf(suite, 1);
  const checked = withCheckers(suite, checkers);
  vi.useFakeTimers();
  try {
    await verdicts(checked, all);
    expect(counts).toMatchObject({ begun: 1, ended: 0 });
    vi.runAllTimers();
    expect(counts).toMatchObject({ begun: 1, ended: 1 });
    expect(await verdicts(checked, all)).toEqual(Array(200).fill(true));
    expect(counts).toMatchObject({ begun: 2, ended: 1 });
  } finally {
    vi.useRealTimers();
  }
});

test('a checker is begun when many are said to come, takes what comes in little groups too, and is ended where none come', async () => {
  const suite = await chooseSuite();
  const { checkers, counts } = checkersOf(suite, 1);
  const checked = withCheckers(suite, checkers);
  checked.expectMany?.(20);
  expect(counts.begun).toBe(0);
  vi.useFakeTimers();
  try {
    checked.expectMany?.(200);
    checked.expectMany?.(200);
    expect(counts).toEqual({ begun: 1, asked: 0, ended: 0 });
    expect(await verdicts(checked, await signed(suite, 20))).toEqual(Array(20).fill(true));
    expect(counts).toEqual({ begun: 1, asked: 1, ended: 0 });
    vi.runAllTimers();
    expect(counts.ended).toBe(1);
    checked.expectMany?.(200);
    vi.runAllTimers();
    expect(counts).toEqual({ begun: 2, asked: 1, ended: 2 });
  } finally {
    vi.useRealTimers();
  }
});
