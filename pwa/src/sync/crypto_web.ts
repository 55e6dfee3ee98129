/** Suite 1 by the platform's WebCrypto. Keys are imported non-extractable, and imported once. */
import type { Key, Secret, SealKey, SignKey, Suite } from './crypto.ts';
import { BadSeal, type Bytes, concat, KEY_SIZE, Malformed, unb64u } from './encoding.ts';

const NO_SALT = new Uint8Array(0);
// A private key's 32 bytes become PKCS #8 behind these (RFC 8410 §7).
const SIGN_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const AGREE_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20];

/** The suite; keeps what it derived for as long as the caller keeps the key that it came from. */
export function webSuite(): Suite {
  const { subtle } = crypto;
  const sealKeys = new WeakMap<object, Map<string, Promise<SealKey>>>();
  const verifyKeys = new WeakMap<Uint8Array, Promise<CryptoKey>>();
  const baseOf = async (from: Key): Promise<CryptoKey> =>
    from instanceof Uint8Array ? importSecret(subtle, from) : asKey(from);

  return {
    name: 'webcrypto',
    digest: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', asBytes(bytes))),
    secret: async (key) => asSecret(await importSecret(subtle, key)),
    derive: async (from, info) => new Uint8Array(await subtle.deriveBits(hkdf(info), await baseOf(from), KEY_SIZE * 8)),
    sealKey: (from, info) =>
      remembered(sealKeys, from, info, async () => deriveSealKey(subtle, await baseOf(from), info)),
    encrypt: async (key, nonce, content, aad) =>
      new Uint8Array(await subtle.encrypt(gcm(nonce, aad), asKey(key), asBytes(content))),
    decrypt: async (key, nonce, sealed, aad) => {
      try {
        return new Uint8Array(await subtle.decrypt(gcm(nonce, aad), asKey(key), asBytes(sealed)));
      } catch {
        throw new BadSeal('a seal does not open');
      }
    },
    signKey: async (seed) => asSignKey(await importPrivate(subtle, 'Ed25519', seed, false)),
    signPublic: (seed) => signPublic(subtle, seed),
    sign: async (key, message) => new Uint8Array(await subtle.sign('Ed25519', asKey(key), asBytes(message))),
    verify: async (publicKey, signature, message) => {
      try {
        const key = await once(verifyKeys, publicKey, () => importPublic(subtle, 'Ed25519', publicKey));
        return await subtle.verify('Ed25519', key, asBytes(signature), asBytes(message));
      } catch {
        return false;
      }
    },
    agreePublic: (privateKey) => agree(subtle, privateKey, BASE_POINT),
    agree: (privateKey, publicKey) => agree(subtle, privateKey, publicKey),
    hpkeSeal: async (publicKey, info, content) =>
      (await import('./hpke.ts')).hpkeSeal('webcrypto', publicKey, info, content),
    hpkeOpen: async (privateKey, info, sealed) =>
      (await import('./hpke.ts')).hpkeOpen('webcrypto', privateKey, info, sealed),
  };
}

// X25519 of this and a private key is that key's public one.
const BASE_POINT = Uint8Array.from({ length: KEY_SIZE }, (_, at) => (at === 0 ? 9 : 0));

type Curve = 'Ed25519' | 'X25519';

// What the interface calls a Secret, a SealKey or a SignKey is a CryptoKey here, and nowhere else.
function asKey(key: Secret | SealKey | SignKey): CryptoKey {
  return key as unknown as CryptoKey;
}

function asSecret(key: CryptoKey): Secret {
  return key as unknown as Secret;
}

function asSignKey(key: CryptoKey): SignKey {
  return key as unknown as SignKey;
}

// Nothing here is ever over shared memory, which alone WebCrypto would refuse.
function asBytes(bytes: Uint8Array): Bytes {
  return bytes as Bytes;
}

function hkdf(info: Uint8Array): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: NO_SALT, info: asBytes(info) };
}

function gcm(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
  return { name: 'AES-GCM', iv: asBytes(nonce), additionalData: asBytes(aad) };
}

function importSecret(subtle: SubtleCrypto, key: Uint8Array): Promise<CryptoKey> {
  checkSize(key);
  return subtle.importKey('raw', asBytes(key), 'HKDF', false, ['deriveBits', 'deriveKey']);
}

async function deriveSealKey(subtle: SubtleCrypto, base: CryptoKey, info: Uint8Array): Promise<SealKey> {
  const algorithm = { name: 'AES-GCM', length: KEY_SIZE * 8 };
  const key = await subtle.deriveKey(hkdf(info), base, algorithm, false, ['encrypt', 'decrypt']);
  return key as unknown as SealKey;
}

function importPublic(subtle: SubtleCrypto, curve: Curve, key: Uint8Array): Promise<CryptoKey> {
  return subtle.importKey('raw', asBytes(key), curve, false, curve === 'Ed25519' ? ['verify'] : []);
}

function importPrivate(subtle: SubtleCrypto, curve: Curve, key: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  checkSize(key);
  const [prefix, use] = curve === 'Ed25519' ? [SIGN_PREFIX, 'sign' as const] : [AGREE_PREFIX, 'deriveBits' as const];
  return subtle.importKey('pkcs8', concat(Uint8Array.from(prefix), key), curve, extractable, [use]);
}

/**
 * WebCrypto computes a public key only on the way out of an extractable private one, and not in every browser: there the
 * other suite does.
 */
async function signPublic(subtle: SubtleCrypto, seed: Uint8Array): Promise<Bytes> {
  const key = await importPrivate(subtle, 'Ed25519', seed, true);
  try {
    const { x } = await subtle.exportKey('jwk', key);
    return unb64u(x, KEY_SIZE);
  } catch {
    const { javascriptSuite } = await import('./crypto_javascript.ts');
    return javascriptSuite().signPublic(seed);
  }
}

async function agree(subtle: SubtleCrypto, privateKey: Uint8Array, publicKey: Uint8Array): Promise<Bytes> {
  const theirs = await importPublic(subtle, 'X25519', publicKey);
  const ours = await importPrivate(subtle, 'X25519', privateKey, false);
  return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, ours, KEY_SIZE * 8));
}

function checkSize(key: Uint8Array): void {
  if (key.length !== KEY_SIZE) throw new Malformed(`a key must be of ${KEY_SIZE} bytes`);
}

function once<From extends object, Made>(kept: WeakMap<From, Made>, from: From, make: () => Made): Made {
  let found = kept.get(from);
  if (found === undefined) kept.set(from, (found = make()));
  return found;
}

function remembered<Made>(
  kept: WeakMap<object, Map<string, Made>>, from: object, info: Uint8Array, make: () => Made,
): Made {
  const byInfo = once(kept, from, () => new Map<string, Made>());
  const name = String.fromCharCode(...info);
  let found = byInfo.get(name);
  if (found === undefined) byInfo.set(name, (found = make()));
  return found;
}
