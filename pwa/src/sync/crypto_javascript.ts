/** Suite 1 in JavaScript (noble), for browsers whose WebCrypto lacks a curve. Loaded only there. */
import { gcm } from '@noble/ciphers/aes.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

import type { Key, Secret, SealKey, SignKey, Suite } from './crypto.ts';
import { BadSeal, type Bytes, KEY_SIZE, Malformed } from './encoding.ts';

/** The suite. It works at once; only its interface waits. */
export function javascriptSuite(): Suite {
  return {
    name: 'javascript',
    digest: (bytes) => later(() => sha256(bytes)),
    secret: (key) => later(() => hidden(checked(key))),
    derive: (from, info) => later(() => derive(from, info)),
    sealKey: (from, info) => later(() => hidden(derive(from, info))),
    encrypt: (key, nonce, content, aad) => later(() => gcm(Hidden.bytesOf(key), nonce, aad).encrypt(content)),
    decrypt: (key, nonce, sealed, aad) => later(() => decrypt(Hidden.bytesOf(key), nonce, sealed, aad)),
    signKey: (seed) => later(() => hidden(checked(seed))),
    signPublic: (seed) => later(() => ed25519.getPublicKey(checked(seed))),
    sign: (key, message) => later(() => ed25519.sign(message, Hidden.bytesOf(key))),
    verify: (publicKey, signature, message) => later(() => verify(publicKey, signature, message)),
    agreePublic: (privateKey) => later(() => x25519.getPublicKey(checked(privateKey))),
    agree: (privateKey, publicKey) => later(() => x25519.getSharedSecret(checked(privateKey), publicKey)),
    hpkeSeal: async (publicKey, info, content) =>
      (await import('./hpke.ts')).hpkeSeal('javascript', publicKey, info, content),
    hpkeOpen: async (privateKey, info, sealed) =>
      (await import('./hpke.ts')).hpkeOpen('javascript', privateKey, info, sealed),
  };
}

/** The interface is a promise of everything; here all is done at once, and a throw becomes a rejection. */
function later<Made>(make: () => Made): Promise<Made> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

/** A key's bytes, kept from a careless print though not from the page's own code. */
class Hidden {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.slice();
  }

  static bytesOf(handle: object): Uint8Array {
    if (!(handle instanceof Hidden)) throw new Malformed('a key of another suite');
    return handle.#bytes;
  }
}

// What the interface calls a Secret, a SealKey or a SignKey is a Hidden here, and nowhere else.
function hidden(bytes: Uint8Array): Secret & SealKey & SignKey {
  return new Hidden(bytes) as unknown as Secret & SealKey & SignKey;
}

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_SIZE) throw new Malformed(`a key must be of ${KEY_SIZE} bytes`);
  return key;
}

function derive(from: Key, info: Uint8Array): Bytes {
  return hkdf(sha256, from instanceof Uint8Array ? checked(from) : Hidden.bytesOf(from), undefined, info, KEY_SIZE);
}

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Bytes {
  try {
    return gcm(key, nonce, aad).decrypt(sealed);
  } catch {
    throw new BadSeal('a seal does not open');
  }
}

function verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    // As RFC 8032 has it, and OpenSSL: by ZIP 215 more signatures would pass, and pass here alone.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
