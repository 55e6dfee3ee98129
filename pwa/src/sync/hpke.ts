/**
 * HPKE (RFC 9180) in base mode: DHKEM X25519 HKDF-SHA256, HKDF-SHA256, AES-256-GCM. Loaded when a key is first handed on.
 *
 * One message a context, no additional data: enc 32 ‖ ciphertext ‖ tag 16. Where WebCrypto lacks X25519 that one step is
 * done in JavaScript; the rest every browser has.
 */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

import type { Suite } from './crypto.ts';
import { BadSeal, type Bytes, concat, Malformed } from './encoding.ts';

const ENC_SIZE = 32;

async function hpkeSuite(by: Suite['name']): Promise<CipherSuite> {
  const Kem = by === 'webcrypto' ? DhkemX25519HkdfSha256 : (await import('@hpke/dhkem-x25519')).DhkemX25519HkdfSha256;
  return new CipherSuite({ kem: new Kem(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** Seal `content` to an X25519 public key. Throws `Malformed` for a key that is none. */
export async function hpkeSeal(
  by: Suite['name'], publicKey: Uint8Array, info: Uint8Array, content: Uint8Array,
): Promise<Bytes> {
  const suite = await hpkeSuite(by);
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
    const { enc, ct } = await suite.seal({ recipientPublicKey, info }, content);
    return concat(new Uint8Array(enc), new Uint8Array(ct));
  } catch {
    throw new Malformed('a key that nothing can be sealed to');
  }
}

/** What `hpkeSeal` sealed to the public half of `privateKey`. Throws `BadSeal`. */
export async function hpkeOpen(
  by: Suite['name'], privateKey: Uint8Array, info: Uint8Array, sealed: Uint8Array,
): Promise<Bytes> {
  const suite = await hpkeSuite(by);
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(privateKey);
    const params = { recipientKey, info, enc: sealed.slice(0, ENC_SIZE) };
    return new Uint8Array(await suite.open(params, sealed.subarray(ENC_SIZE)));
  } catch {
    throw new BadSeal('a seal does not open');
  }
}
