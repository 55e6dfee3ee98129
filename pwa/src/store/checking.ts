/**
 * Signatures checked beside the page: browsers check one in 50 µs on the thread that asks, and a first sync asks ten thousand
 * times.
 *
 *     const suite = withCheckers(await chooseSuite());     // verifies the same, and knows no more than it did
 *
 * A checker is given public keys, signatures and signed bytes, and nothing that is secret. It is begun when many signatures come
 * at once and ended when none come any more. Where there is none to be had, or one fails, this thread checks.
 */
import type { Suite } from '../sync/crypto.ts';
import { allowOwnScripts } from '../between/own_scripts.ts';
import { type Bytes, concat, KEY_SIZE, SIGNATURE_SIZE } from '../sync/encoding.ts';

/** Signatures to be checked, one after the other; `ends` says where each message ends. */
export interface Asked {
  readonly keys: Bytes;
  readonly signatures: Bytes;
  readonly messages: Bytes;
  readonly ends: Uint32Array;
}

/** For each signature asked about 1 or 0; null where this checker cannot check. */
export type Answered = Uint8Array | null;

/** What of a worker is used here. */
export interface Checker {
  onmessage: ((message: MessageEvent<Answered>) => void) | null;
  onerror: ((error: ErrorEvent) => void) | null;
  postMessage(asked: Asked, given: ArrayBuffer[]): void;
  terminate(): void;
}

/** Begins checkers, as many as may work beside the page. */
export interface Checkers {
  readonly most: number;
  readonly begin: () => Checker;
}

/** A signature that somebody waits for. */
interface Waiting {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  readonly tell: (isGood: boolean | PromiseLike<boolean>) => void;
}

/** Fewer than this at once are not worth beginning a checker, or fewer than these where one is at hand. */
const MANY = 64;
const SOME = 8;
/** So many a checker is given at a time: enough to be worth the way, few enough that all of them have work. */
const PART = 128;
const IDLE_MS = 5_000;

/** The workers of this browser; one processor is left to the page. None where there are no workers. */
export function checkersHere(): Checkers {
  const begin = (): Checker => {
    allowOwnScripts();
    return new Worker(new URL('../worker/checker.ts', import.meta.url), { type: 'module' });
  };
  const most = 'Worker' in globalThis ? Math.min(Math.max(navigator.hardwareConcurrency - 1, 1), 3) : 0;
  return { most, begin };
}

/** The suite, whose `verify` gives to checkers what comes in great numbers. */
export function withCheckers(suite: Suite, checkers: Checkers = checkersHere()): Suite {
  if (checkers.most === 0) return suite;
  const pool = new Pool(suite, checkers);
  const verify: Suite['verify'] = (key, signature, message) => {
    // What has not the sizes that a checker cuts by is refused on the spot.
    if (key.length !== KEY_SIZE || signature.length !== SIGNATURE_SIZE) return suite.verify(key, signature, message);
    return new Promise((tell) => {
      pool.add({ key, signature, message, tell });
    });
  };
  return { ...suite, verify, expectMany: (count) => { pool.expect(count); } };
}

class Pool {
  readonly #suite: Suite;
  readonly #checkers: Checkers;
  readonly #working: Worked[] = [];
  #waiting: Waiting[] = [];
  #failed = false;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(suite: Suite, checkers: Checkers) {
    this.#suite = suite;
    this.#checkers = checkers;
  }

  /** What is asked in one go is seen together at the end of it. */
  add(waiting: Waiting): void {
    if (this.#waiting.push(waiting) === 1) queueMicrotask(() => { this.#share(); });
  }

  /** Begin a checker where so many are worth one: it is ready by the time that they have come. */
  expect(count: number): void {
    if (count < MANY || this.#failed || this.#working.length > 0) return;
    try {
      this.#begin();
    } catch {
      return;
    }
    this.#restLater();
  }

  #share(): void {
    const all = this.#waiting;
    this.#waiting = [];
    if (all.length < (this.#working.length > 0 ? SOME : MANY) || this.#failed) {
      this.#checkHere(all);
      return;
    }
    clearTimeout(this.#resting);
    for (let start = 0; start < all.length; start += PART) this.#give(all.slice(start, start + PART));
  }

  #checkHere(all: readonly Waiting[]): void {
    for (const { key, signature, message, tell } of all) tell(this.#suite.verify(key, signature, message));
  }

  #give(part: readonly Waiting[]): void {
    const worked = this.#least();
    if (worked === null) {
      this.#checkHere(part);
      return;
    }
    worked.parts.push(part);
    const asked = packed(part);
    worked.checker.postMessage(asked, [asked.keys, asked.signatures, asked.messages, asked.ends].map(({ buffer }) => buffer as ArrayBuffer));
  }

  /** The checker with the least to do; a new one while there may be more. Null where none can be begun. */
  #least(): Worked | null {
    const found = this.#working.reduce<Worked | null>((least, one) => (least === null || one.parts.length < least.parts.length ? one : least), null);
    if (found !== null && (found.parts.length === 0 || this.#working.length >= this.#checkers.most)) return found;
    try {
      return this.#begin();
    } catch {
      return found;
    }
  }

  #begin(): Worked {
    const checker = this.#checkers.begin();
    const worked: Worked = { checker, parts: [] };
    checker.onmessage = ({ data }) => {
      if (!this.#take(worked, data)) this.#fail(worked);
    };
    checker.onerror = () => {
      this.#fail(worked);
    };
    this.#working.push(worked);
    return worked;
  }

  /** Tell those who asked first of all. False for an answer that is none. */
  #take({ parts }: Worked, answered: Answered): boolean {
    const [part] = parts;
    if (part === undefined || answered?.length !== part.length) return false;
    parts.shift();
    part.forEach(({ tell }, place) => {
      tell(answered[place] === 1);
    });
    if (this.#working.every((one) => one.parts.length === 0)) this.#restLater();
    return true;
  }

  #restLater(): void {
    this.#resting = setTimeout(() => { this.#rest(); }, IDLE_MS);
  }

  /** A checker that fails is not asked again, and no other either: what it was given is checked here. */
  #fail(worked: Worked): void {
    this.#failed = true;
    worked.checker.terminate();
    this.#working.splice(this.#working.indexOf(worked), 1);
    for (const part of worked.parts.splice(0)) this.#checkHere(part);
  }

  #rest(): void {
    for (const { checker } of this.#working.splice(0)) checker.terminate();
  }
}

/** A checker, and what it was given and has not answered, in order. */
interface Worked {
  readonly checker: Checker;
  readonly parts: (readonly Waiting[])[];
}

function packed(part: readonly Waiting[]): Asked {
  const ends = new Uint32Array(part.length);
  let end = 0;
  part.forEach(({ message }, place) => (ends[place] = end += message.length));
  return {
    keys: concat(...part.map(({ key }) => key)),
    signatures: concat(...part.map(({ signature }) => signature)),
    messages: concat(...part.map(({ message }) => message)),
    ends,
  };
}

/** What a checker answers, in its worker. */
export async function check(suite: Suite, { keys, signatures, messages, ends }: Asked): Promise<Uint8Array> {
  const known = new Map<string, Uint8Array>();
  const verdicts = await Promise.all(Array.from(ends, (end, place) => {
    const key = keys.subarray(place * KEY_SIZE, (place + 1) * KEY_SIZE);
    // One object a key: a suite imports it once.
    const name = key.join();
    if (!known.has(name)) known.set(name, key);
    const signature = signatures.subarray(place * SIGNATURE_SIZE, (place + 1) * SIGNATURE_SIZE);
    return suite.verify(known.get(name) ?? key, signature, messages.subarray(place === 0 ? 0 : ends[place - 1], end));
  }));
  return Uint8Array.from(verdicts, Number);
}
