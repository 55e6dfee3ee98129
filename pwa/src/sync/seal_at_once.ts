/**
 * Sealing at once. WebCrypto only promises; what has to be on its way before the next frame is shown cannot wait for that. The
 * bytes are those of `seal.seal`, by AES-256-GCM in JavaScript, and `seal.unseal` opens them with either suite. Loaded with a
 * pad or a form, never before.
 *
 *     const sealer = await sealerAtOnce(suite, rest, info);
 *     sealer.seal(aad, content)     → nonce ‖ ciphertext ‖ tag
 *     sealer.forget();
 */
import { gcm } from '@noble/ciphers/aes.js';

import type { Key, Suite } from './crypto.ts';
import { BadSeal, type Bytes, concat, type Random, randomBytes, same, utf8 } from './encoding.ts';
import { NONCE_SIZE, unseal } from './seal.ts';

/** One key for one use, in memory as bytes for as long as it is not forgotten. */
export interface SealerAtOnce {
  /** nonce ‖ AES-256-GCM under HKDF(key, info), bound to `aad`. Throws `BadSeal` once the key is forgotten. */
  readonly seal: (aad: Uint8Array, content: Uint8Array) => Bytes;
  /** Overwrites the key. */
  readonly forget: () => void;
}

/** The sealer for a key and the use `info`. Throws `BadSeal` where the suite does not open what it seals: then `seal` has to do. */
export async function sealerAtOnce(suite: Suite, key: Key, info: Uint8Array, random: Random = randomBytes): Promise<SealerAtOnce> {
  const bytes = await suite.derive(key, info);
  let isForgotten = false;
  const sealer: SealerAtOnce = {
    seal: (aad, content) => {
      // Zeros are a key too, and one that everybody knows.
      if (isForgotten) throw new BadSeal('the key to seal with is gone');
      const nonce = random(NONCE_SIZE);
      return concat(nonce, gcm(bytes, nonce, aad).encrypt(content));
    },
    forget: () => {
      isForgotten = true;
      bytes.fill(0);
    },
  };
  await prove(sealer, suite, key, info);
  return sealer;
}

const PROBE = utf8('{"sealed":"at once"}');

/** Neither suite is believed before it has shown what it does (`crypto.selfTest`); nor is this. */
async function prove(sealer: SealerAtOnce, suite: Suite, key: Key, info: Uint8Array): Promise<void> {
  try {
    const opened = await unseal(suite, key, info, PROBE, sealer.seal(PROBE, PROBE));
    if (!same(opened, PROBE)) throw new BadSeal('something else was opened than was sealed');
  } catch (error) {
    sealer.forget();
    throw error;
  }
}
