/**
 * A password stretched by Argon2id in a worker: most of a second of work, by intent, that must not stop the page.
 *
 *     const root = await stretch(password, lock);       // 32 bytes; the worker is ended, and its memory with it
 */
import { allowOwnScripts } from '../between/own_scripts.ts';
import { type Bytes, KEY_SIZE, Malformed, same } from '../sync/encoding.ts';
import { type Argon2Params, checkParams, passwordBytes } from '../sync/keys.ts';
import type { Lock } from './identity.ts';

/** What the worker is asked. */
export interface Asked {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly params: Argon2Params;
}

/** The root key, or why there is none. */
export type Answered = { readonly root: Bytes } | { readonly refused: string };

/** How a password becomes a root key. */
export type Stretch = (password: string, lock: Lock) => Promise<Bytes>;

/** Throws `Malformed` for a short password and for parameters weaker than ours, before any work is begun. */
export const stretch: Stretch = async (password, { salt, params }) => {
  checkParams(params);
  passwordBytes(password);
  allowOwnScripts();
  const worker = new Worker(new URL('../worker/argon.ts', import.meta.url), { type: 'module' });
  try {
    return await ask(worker, { password, salt, params });
  } finally {
    worker.terminate();
  }
};

/** For how long what an arrival stretched is kept for the unlocking that follows. */
const KEPT_MS = 60_000;

/** What stretches for who comes in, and for who unlocks. */
export interface Stretching {
  readonly arriving: Stretch;
  readonly unlocking: Stretch;
}

/**
 * Stretching of which an unlocking need not do again what an arrival did a moment before: who comes in waits for it once.
 *
 * What an arrival stretched is given to the next unlocking alone, if that is with the same password and lock. It is forgotten
 * with it, or after a minute.
 */
export function stretchedOnce(how: Stretch): Stretching {
  let kept: { readonly password: string; readonly lock: Lock; readonly root: Bytes } | null = null;
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    clearTimeout(forgetting);
    kept = null;
  };
  return {
    arriving: async (password, lock) => {
      const root = await how(password, lock);
      forget();
      kept = { password, lock, root };
      forgetting = setTimeout(forget, KEPT_MS);
      return root;
    },
    unlocking: (password, lock) => {
      const found = kept;
      forget();
      return found?.password === password && sameLock(found.lock, lock) ? Promise.resolve(found.root) : how(password, lock);
    },
  };
}

function sameLock(one: Lock, other: Lock): boolean {
  const { memory_kib, iterations, lanes } = one.params;
  const isSameCost = memory_kib === other.params.memory_kib && iterations === other.params.iterations && lanes === other.params.lanes;
  return isSameCost && same(one.salt, other.salt);
}

function ask(worker: Worker, asked: Asked): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answered>): void => {
      if ('root' in data && data.root.length === KEY_SIZE) resolve(data.root);
      else reject(new Malformed('refused' in data ? data.refused : 'a root key has 32 bytes'));
    };
    worker.onerror = (): void => {
      reject(new Error('the password could not be stretched on this device'));
    };
    worker.postMessage(asked);
  });
}
