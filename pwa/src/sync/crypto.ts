/**
 * Suite 1 in the browser: Ed25519, X25519, HKDF-SHA-256, AES-256-GCM and HPKE behind one small interface.
 *
 *     const suite = await chooseSuite();
 *     const secret = await suite.secret(epochKey);
 *     await suite.encrypt(await suite.sealKey(secret, info), nonce, content, aad)
 *
 * WebCrypto first; where a browser lacks Ed25519 or X25519, or gets one wrong, the same in JavaScript, six times slower.
 * Neither is believed: each has to give known answers and to refuse a flipped bit before it is chosen (`selfTest`).
 *
 * `encoding.digest` is SHA-256 at once. `Suite.digest` is worth its wait for what is large, or when many are hashed at
 * once: in Chromium 1 KB takes 14 µs there, and 4 µs here in a batch.
 */
import { webSuite } from './crypto_web.ts';
import { type Bytes, same, unb64u, utf8 } from './encoding.ts';

declare const use: unique symbol;
/** What keys are derived from; its bytes cannot be read back (in JavaScript's suite: only by who has the object). */
export interface Secret {
  readonly [use]: { readonly derive: true };
}
/** An AES-256-GCM key. */
export interface SealKey {
  readonly [use]: { readonly seal: true };
}
/** An Ed25519 private key. */
export interface SignKey {
  readonly [use]: { readonly sign: true };
}

/** A key of 32 bytes, or what `Suite.secret` made of it. Bytes given as a key must not be changed afterwards. */
export type Key = Uint8Array | Secret;

/** The operations of suite 1. Keys, nonces and signatures of other sizes than the protocol's throw. */
export interface Suite {
  readonly name: 'webcrypto' | 'javascript';
  /** SHA-256. */
  digest(bytes: Uint8Array): Promise<Bytes>;
  /** The bytes of a key, to derive from. */
  secret(key: Uint8Array): Promise<Secret>;
  /** HKDF-SHA-256 without salt: 32 bytes. */
  derive(from: Key, info: Uint8Array): Promise<Bytes>;
  /** The AES-256-GCM key HKDF(from, info); kept as long as `from` is. */
  sealKey(from: Key, info: Uint8Array): Promise<SealKey>;
  /** AES-256-GCM with a nonce of 12 bytes: ciphertext ‖ tag of 16. */
  encrypt(key: SealKey, nonce: Uint8Array, content: Uint8Array, aad: Uint8Array): Promise<Bytes>;
  /** What `encrypt` sealed. Throws `BadSeal`. */
  decrypt(key: SealKey, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Promise<Bytes>;
  /** The Ed25519 private key of a seed of 32 bytes. */
  signKey(seed: Uint8Array): Promise<SignKey>;
  /** The Ed25519 public key of a seed. */
  signPublic(seed: Uint8Array): Promise<Bytes>;
  sign(key: SignKey, message: Uint8Array): Promise<Bytes>;
  /** Whether `signature` over `message` is by `publicKey`. A key that is none verifies nothing. */
  verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
  /** That so many signatures will come to be verified: what takes long to begin is begun. */
  expectMany?(count: number): void;
  /** The X25519 public key of a private one. */
  agreePublic(privateKey: Uint8Array): Promise<Bytes>;
  /** The X25519 shared secret. Throws for a public key of small order. */
  agree(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Bytes>;
  /** HPKE in base mode, one message without additional data: enc 32 ‖ ciphertext ‖ tag 16. */
  hpkeSeal(publicKey: Uint8Array, info: Uint8Array, content: Uint8Array): Promise<Bytes>;
  /** What `hpkeSeal` sealed. Throws `BadSeal`. */
  hpkeOpen(privateKey: Uint8Array, info: Uint8Array, sealed: Uint8Array): Promise<Bytes>;
}

/** The first suite that passes its test. Throws if none does: then nothing may be written on this device. */
export async function chooseSuite(): Promise<Suite> {
  const web = webSuite();
  if (await selfTest(web)) return web;
  const { javascriptSuite } = await import('./crypto_javascript.ts');
  const javascript = javascriptSuite();
  if (await selfTest(javascript)) return javascript;
  throw new Error('neither WebCrypto nor its replacement passed the test of suite 1');
}

// Known answers: RFC 8032 §7.1 TEST 2; the rest are by Python's cryptography.
const KNOWN = {
  seed: 'TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs',
  signPublic: 'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw',
  message: 'r',
  signature: 'kqAJqfDUyrhyDoILX2QlQKKye1QWUD-Ps3YiI-vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA',
  agreePrivate: 'dwdtCnMYpX08FsFyUbJmRd9ML5LrwJkqwXf7pR25LCo',
  agreePublic: '-KlTWi0v9gXo4UTVT071xiMTogVduyH93T_ZwpnrAV0',
  otherPublic: '3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08',
  shared: '7FVTlCd4d-PvZlwq8505bYVy8RLMjOKvCXLLajmJQG0',
  info: 'beside/self-test/1',
  derived: 'bU7B8OrzYnDWLW8w9zBeAg9YIT8owGnihAWiSVOcjJ4',
  content: 'beside',
  aad: 'aad',
  sealed: '_2qmREkc7SZhqOnDWl3bWh3ZHwXq9w',
} as const;

/** Whether a suite signs, verifies, agrees, derives and seals as it should, and refuses what was changed. */
export async function selfTest(suite: Suite): Promise<boolean> {
  try {
    const proofs = await Promise.all([provesSigning(suite), provesAgreement(suite), provesSealing(suite)]);
    return proofs.every(Boolean);
  } catch {
    return false;
  }
}

async function provesSigning(suite: Suite): Promise<boolean> {
  const [seed, known, message] = [unb64u(KNOWN.seed), unb64u(KNOWN.signature), utf8(KNOWN.message)];
  const publicKey = await suite.signPublic(seed);
  // WebKit's signatures are randomised: its own is verified, not compared.
  const own = await suite.sign(await suite.signKey(seed), message);
  const verdicts = await Promise.all([
    suite.verify(publicKey, known, message),
    suite.verify(publicKey, own, message),
    suite.verify(publicKey, known, utf8('s')),
    suite.verify(publicKey, flipped(own), message),
  ]);
  return same(publicKey, unb64u(KNOWN.signPublic)) && verdicts.join() === 'true,true,false,false';
}

async function provesAgreement(suite: Suite): Promise<boolean> {
  const privateKey = unb64u(KNOWN.agreePrivate);
  const publicKey = await suite.agreePublic(privateKey);
  const shared = await suite.agree(privateKey, unb64u(KNOWN.otherPublic));
  return same(publicKey, unb64u(KNOWN.agreePublic)) && same(shared, unb64u(KNOWN.shared));
}

async function provesSealing(suite: Suite): Promise<boolean> {
  const [info, nonce, aad, known] = [utf8(KNOWN.info), new Uint8Array(12), utf8(KNOWN.aad), unb64u(KNOWN.sealed)];
  const secret = await suite.secret(unb64u(KNOWN.seed));
  const derived = await suite.derive(secret, info);
  const key = await suite.sealKey(secret, info);
  const sealed = await suite.encrypt(key, nonce, utf8(KNOWN.content), aad);
  const opened = await suite.decrypt(key, nonce, known, aad);
  const refused = await suite.decrypt(key, nonce, flipped(known), aad).then(() => false, () => true);
  return refused && same(derived, unb64u(KNOWN.derived)) && same(sealed, known) && same(opened, utf8(KNOWN.content));
}

function flipped(bytes: Uint8Array): Bytes {
  return bytes.slice().map((byte, at) => (at === 0 ? byte ^ 1 : byte));
}

/**
 * Await `act` on every item, `most` at a time and each in its turn, so that what one waits for holds no other up. One that fails
 * stops its lane alone; the first fault is thrown when all the others are done.
 */
export async function inLanes<Item>(most: number, items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lanes = await Promise.allSettled(Array.from({ length: most }, async () => {
    for (const item of waiting) await act(item);
  }));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const BATCH = 256;

/**
 * Await `act` on every item, some hundreds at a time: enough to keep every core busy, few enough to hold. The next batch
 * is begun before the last is done, so that this thread works on the one while the platform's threads do the other.
 */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const batches: Promise<Result[]>[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    await batches.at(-2);
    const batch = Promise.all(items.slice(start, start + BATCH).map((item, at) => act(item, start + at)));
    // Where the batch before fails nobody waits for this one any more.
    batch.catch(() => undefined);
    batches.push(batch);
  }
  return (await Promise.all(batches)).flat();
}
