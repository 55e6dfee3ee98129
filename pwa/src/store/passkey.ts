/**
 * Opening again by a touch: a passkey whose PRF gives the key that the rest key is sealed under (`docs/protocol.md` §6).
 *
 *     if (await canHavePasskey()) { const { note, key } = await makePasskey(handle, home); … }
 *     const key = await askPasskey(note);
 *
 * It opens this device and nothing else. It is offered only after a trial really returned a value: what a browser says it can
 * do is not believed.
 */
import { type Bytes, KEY_SIZE, randomBytes } from '../sync/encoding.ts';

const TIMEOUT_MS = 60_000;
const IP_ADDRESS = /^(?:\d+(?:\.\d+){3}|\[.*\])$/;

/** What is kept of a passkey, in clear: its id, and what its PRF is asked with. */
export interface PasskeyNote {
  readonly id: Bytes;
  readonly salt: Bytes;
}

/** This tablet or browser gave no usable passkey, or its owner did not want to. */
export class NoPasskey extends Error {
  override name = 'NoPasskey';
}

/** There was a touch, and it gave no key: trying again is of no use. */
export class KeylessPasskey extends NoPasskey {
  override name = 'KeylessPasskey';
}

/** Whether it is worth offering: a name (never an IP address), and an authenticator built into the device. */
export async function canHavePasskey(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined' || IP_ADDRESS.test(location.hostname)) return false;
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/** Make a passkey and try it. Throws `NoPasskey`, `KeylessPasskey` where its PRF gives nothing. */
export async function makePasskey(handle: string, user: Bytes): Promise<{ readonly note: PasskeyNote; readonly key: Bytes }> {
  const salt = randomBytes(KEY_SIZE);
  const made = await orNone(navigator.credentials.create({
    publicKey: {
      challenge: randomBytes(KEY_SIZE),
      rp: { name: 'Beside' },
      user: { id: user, name: handle, displayName: handle },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
      extensions: { prf: {} },
      timeout: TIMEOUT_MS,
    },
  }));
  const note = { id: new Uint8Array(made.rawId), salt };
  return { note, key: await askPasskey(note) };
}

/** The key that a passkey gives. Throws `NoPasskey`. */
export async function askPasskey({ id, salt }: PasskeyNote): Promise<Bytes> {
  const asserted = await orNone(navigator.credentials.get({
    publicKey: {
      challenge: randomBytes(KEY_SIZE),
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
      timeout: TIMEOUT_MS,
    },
  }));
  const given = asserted.getClientExtensionResults().prf?.results?.first;
  if (given === undefined) throw new KeylessPasskey('this passkey gives no key');
  const key = given instanceof ArrayBuffer ? new Uint8Array(given) : new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (key.length !== KEY_SIZE) throw new KeylessPasskey('this passkey gives a key of another size');
  return new Uint8Array(key);
}

async function orNone(asking: Promise<Credential | null>): Promise<PublicKeyCredential> {
  let found: Credential | null;
  try {
    found = await asking;
  } catch (error) {
    throw new NoPasskey('no passkey was given', { cause: error });
  }
  if (!(found instanceof PublicKeyCredential)) throw new NoPasskey('no passkey was given');
  return found;
}
