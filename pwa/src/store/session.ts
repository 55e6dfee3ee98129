/**
 * Sessions: who is on the line, and signing in anew where a session ended (`docs/protocol.md` §10).
 *
 *     await withSession(tablet, replica, () => exchange(replica));
 *
 * Unlocked, a device signs in by itself with what its password came to, as long as that is still the account's password.
 */
import type { Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, concat, digest, Refused, unb64u, utf8 } from '../sync/encoding.ts';
import type { Argon2Params } from '../sync/keys.ts';
import type { AccountRow, Tablet } from './accounts.ts';
import { type Json, type Line, requestJson, ServerRefused, textIn, whole } from './api.ts';
import type { Database } from './db.ts';
import type { Identity, Lock } from './identity.ts';
import { lockOf } from './identity.ts';
import { onTheLine } from './locks.ts';
import type { Keeper } from './keeper.ts';
import type { Opened, Replica } from './replica.ts';

const SESSION_TAG = utf8('beside/session/1');
const ACCOUNT_TAG = utf8('beside/account/1');
/** Row of `meta`: the account secret as the server keeps it, to state the account again after a restore. */
const BUNDLE = 'bundle';
/** Row of `meta`: this device was locked out, or its account goes on under other keys. */
const ENDED = 'ended';

/** There is no session for this account, and the device is locked: nothing but what others' sessions carry goes up. */
export class SignedOut extends Error {
  override name = 'SignedOut';
}

/** Run `work` on the line, under a session of this account. Throws `SignedOut`, `ServerRefused`, `Unreachable`. */
export function withSession<Made>(tablet: Tablet, replica: Replica, work: () => Promise<Made>): Promise<Made> {
  return onTheLine(tablet.name, () => inSession(tablet, replica, work));
}

/** The same for who holds the line already. */
export async function inSession<Made>(tablet: Tablet, replica: Replica, work: () => Promise<Made>): Promise<Made> {
  if ((await tablet.session())?.account !== replica.keeper.name) await signInAgain(tablet, replica);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServerRefused) || error.code !== 'no_session') throw error;
    await tablet.putSession(null);
    await signInAgain(tablet, replica);
    return work();
  }
}

/** Sign in with what is kept; after a restore that took the account with it, state that again first. */
export async function signInAgain(tablet: Tablet, replica: Replica): Promise<void> {
  const { open } = replica;
  if (open === null) throw new SignedOut('this account has no session, and is locked');
  try {
    await signIn(tablet, replica, open);
  } catch (error) {
    if (!(error instanceof ServerRefused) || error.code !== 'sign_in_refused') throw error;
    if (!(await restate(replica, open))) {
      throw (await isEnded(await replica.keeper.database())) ? new Refused('this device is out of the school', 'revoked_device') : error;
    }
    await signIn(tablet, replica, open);
  }
}

/** Keep that this device is out of the school: where its password was changed besides, the server does not tell it again. */
export async function keepEnded(keeper: Keeper): Promise<void> {
  await (await keeper.database()).put('meta', true, ENDED);
}

/** Forget it: the server dealt with this device, as one does that was set back to before it was locked out. */
export async function forgetEnded(keeper: Keeper): Promise<void> {
  const database = await keeper.database();
  if (await isEnded(database)) await database.delete('meta', ENDED);
}

/** Whether this device has ever heard that it is out of the school. */
export async function isEnded(database: Database): Promise<boolean> {
  return (await database.get('meta', ENDED)) === true;
}

async function signIn(tablet: Tablet, replica: Replica, { identity }: Opened): Promise<void> {
  const { line, suite } = replica;
  const started = await startSignIn(line, identity.handle);
  const asked = await signInBody(suite, identity, identity.device, started.challenge);
  // From here on the browser may hold this account's session, whether its answer is read or not: nobody else's is there any more.
  if ((await tablet.session())?.account !== replica.keeper.name) await tablet.putSession(null);
  const answer = await requestJson(line, 'POST', '/sign-in', asked);
  await sessionBegan(tablet, { name: replica.keeper.name, school: replica.account.school }, answer);
  await forgetEnded(replica.keeper);
}

/** What a device has to answer with. */
export interface Started {
  readonly challenge: Bytes;
  readonly salt: Bytes;
  readonly params: unknown;
}

/** Ask for a challenge; an unknown name gets one too. */
export async function startSignIn(line: Line, handle: string): Promise<Started> {
  const started = await requestJson(line, 'POST', '/sign-in/start', { handle });
  return whole(() => ({
    challenge: unb64u(started['challenge']), salt: unb64u(started['salt']), params: started['params'],
  }));
}

/** The answer to a challenge, signed by the device. */
export async function signInBody(
  suite: Suite, who: Pick<Identity, 'school' | 'handle' | 'authentication'>, device: Identity['device'], challenge: Bytes,
): Promise<Json> {
  const signature = await suite.sign(device.sign, concat(SESSION_TAG, who.school, device.id, challenge));
  return {
    handle: who.handle, authentication: b64u(who.authentication), challenge: b64u(challenge), device: b64u(device.id),
    signature: b64u(signature),
  };
}

/** Note whose session the browser holds from this answer on. */
export async function sessionBegan(
  tablet: Tablet, { name, school }: Pick<AccountRow, 'name' | 'school'>, answer: Json,
): Promise<void> {
  await tablet.putSession({ account: name, school, session: whole(() => textIn(answer, 'session')) });
}

// The account ----------------------------------------------------------------------------------------------

/** ACCOUNT of the protocol: what the server keeps of a password. */
export function accountJson(handle: string, lock: Lock, authentication: Bytes, bundle: Bytes): Json {
  const params: Argon2Params = lock.params;
  return { handle, salt: b64u(lock.salt), params, authentication: b64u(authentication), bundle: b64u(bundle) };
}

/** Keep the account secret as the server keeps it. */
export async function keepBundle(database: Database, bundle: Bytes): Promise<void> {
  await database.put('meta', bundle, BUNDLE);
}

/** State the account again, as a server set back to a backup may need. Returns whether it did. */
async function restate(replica: Replica, { identity }: Opened): Promise<boolean> {
  const bundle: unknown = await (await replica.keeper.database()).get('meta', BUNDLE);
  if (!(bundle instanceof Uint8Array)) return false;
  const { line, suite, account } = replica;
  const [lock, sealed] = [lockOf(account), new Uint8Array(bundle)];
  const { challenge } = await startSignIn(line, identity.handle);
  const message = concat(
    ACCOUNT_TAG, identity.school, unb64u(identity.member), challenge, digest(utf8(identity.handle)), lock.salt,
    identity.authentication, digest(sealed),
  );
  const signature = await suite.sign(identity.account.sign, message);
  const stated = accountJson(identity.handle, lock, identity.authentication, sealed);
  const body = { member: identity.member, challenge: b64u(challenge), signature: b64u(signature), account: stated };
  try {
    await requestJson(line, 'POST', '/account', body);
    return true;
  } catch (error) {
    if (error instanceof ServerRefused && error.code === 'forbidden') return false;
    throw error;
  }
}
