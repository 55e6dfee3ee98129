/**
 * One's own account: a new password, one that was changed elsewhere, a passkey, codes for the next device, sessions.
 */
import { b64u, type Bytes, Refused, same, unb64u } from '../sync/encoding.ts';
import { OUR_PARAMS, openBundle, parseParams, SALT_SIZE, sealBundle } from '../sync/keys.ts';
import type { Tablet } from './accounts.ts';
import { listIn, requestJson, textIn, whole } from './api.ts';
import type { Stretch } from './argon.ts';
import { letInText } from './enrol.ts';
import { stretched } from './entering.ts';
import { type Account, accountOfIdentity, dropPasskey, keepIdentity, keepPasskey, lockOf } from './identity.ts';
import { orHandIn } from './hand_in.ts';
import { onTheLine } from './locks.ts';
import { makePasskey } from './passkey.ts';
import { opened, type Replica } from './replica.ts';
import { accountJson, keepBundle, sessionBegan, signInBody, startSignIn, withSession } from './session.ts';
import { PASSKEY_NOTE } from './unlocking.ts';

/** Where a password is stretched, and whose tablet it is. */
export interface Place {
  readonly tablet: Tablet;
  readonly stretch: Stretch;
}

/**
 * Change the password. Every other session of this member ends; their other tablets still unlock with the old one until they
 * are told. Throws `Refused` with `sign_in_refused` where `old` is not the password.
 */
export async function changePassword({ tablet, stretch }: Place, replica: Replica, old: string, fresh: string): Promise<void> {
  const { suite, random, line, account } = replica;
  const { identity } = opened(replica);
  const before = await stretched({ suite, stretch, password: old }, lockOf(account));
  if (!same(before.authentication, identity.authentication)) throw new Refused('that is not the password', 'sign_in_refused');
  const made = await stretched({ suite, stretch, password: fresh }, { salt: random(SALT_SIZE), params: OUR_PARAMS });
  const bundle = await sealBundle(suite, made.wrapping, identity.school, unb64u(identity.member), identity.accountSecret, random);
  const stated = accountJson(identity.handle, made.lock, made.authentication, bundle);
  await withSession(tablet, replica, async () => {
    const answer = await requestJson(line, 'POST', '/password', { old: b64u(before.authentication), account: stated });
    await sessionBegan(tablet, { name: replica.keeper.name, school: account.school }, answer);
  });
  await keepPassword(replica, made, bundle);
}

/**
 * Sign in with a password that was changed elsewhere, and take it over here. Where the account was renewed with it, this device is out,
 * and hands in what it had not sent. Throws `ServerRefused`, `BadSeal`, `Refused` with `revoked_device`.
 */
export async function signInWith({ tablet, stretch }: Place, replica: Replica, password: string): Promise<void> {
  const { suite, line, account } = replica;
  const { identity } = opened(replica);
  await onTheLine(tablet.name, () => orHandIn(replica, async () => {
    const { challenge, salt, params } = await startSignIn(line, identity.handle);
    const made = await stretched({ suite, stretch, password }, { salt, params: whole(() => parseParams(params)) });
    const asked = await signInBody(suite, { ...identity, authentication: made.authentication }, identity.device, challenge);
    const answer = await requestJson(line, 'POST', '/sign-in', asked);
    const bundle = whole(() => unb64u(answer['bundle']));
    const secret = await openBundle(suite, made.wrapping, identity.school, unb64u(identity.member), bundle);
    if (!same(secret, identity.accountSecret)) throw new Refused('this account was renewed', 'revoked_device');
    await sessionBegan(tablet, { name: replica.keeper.name, school: account.school }, answer);
    await keepPassword(replica, made, bundle);
  }));
}

async function keepPassword(
  replica: Replica, made: Awaited<ReturnType<typeof stretched>>, bundle: Bytes,
): Promise<void> {
  const open = opened(replica);
  const identity = { ...open.identity, authentication: made.authentication };
  const database = await replica.keeper.database();
  await keepIdentity(replica.suite, database, identity, made.lock, made.wrapping, replica.random);
  await keepBundle(database, bundle);
  open.identity = identity;
  const account: Account = accountOfIdentity(identity, made.lock);
  replica.account = account;
}

// Passkeys -------------------------------------------------------------------------------------------------

/** Let a touch open this tablet too. Throws `NoPasskey` where the trial gave nothing. */
export async function addPasskey(replica: Replica): Promise<void> {
  const { identity } = opened(replica);
  const { note, key } = await makePasskey(identity.handle, identity.home);
  const database = await replica.keeper.database();
  await keepPasskey(replica.suite, database, identity, key);
  await database.put('meta', note, PASSKEY_NOTE);
}

/** No touch opens this tablet any more. */
export async function removePasskey(replica: Replica): Promise<void> {
  const database = await replica.keeper.database();
  await dropPasskey(database);
  await database.delete('meta', PASSKEY_NOTE);
}

// Devices and sessions -------------------------------------------------------------------------------------

/** What lets one's own next device in, to be shown as a QR code; and until when (RFC 3339). */
export interface NextDevice {
  readonly text: string;
  readonly code: string;
  readonly expires: string;
}

/** Make a code for one's own next device; an administrator, for that of another member. */
export async function nextDevice(tablet: Tablet, replica: Replica, other?: string): Promise<NextDevice> {
  const { school, genesis, member } = opened(replica).identity;
  const answer = await withSession(tablet, replica, () => requestJson(replica.line, 'POST', '/code', { member: other ?? member }));
  return whole(() => {
    const [code, expires] = [textIn(answer, 'code'), textIn(answer, 'expires')];
    return { code, expires, text: letInText({ school, genesis, handle: textIn(answer, 'handle'), code }) };
  });
}

/** One of one's own sessions; times are RFC 3339. */
export interface OwnSession {
  readonly session: string;
  readonly device: string;
  readonly created: string;
  readonly seen: string;
  readonly current: boolean;
}

/** Where one is signed in, the last used first. */
export async function sessionsOf(tablet: Tablet, replica: Replica): Promise<readonly OwnSession[]> {
  const answer = await withSession(tablet, replica, () => requestJson(replica.line, 'GET', '/sessions'));
  return whole(() => listIn(answer, 'sessions').map((found) => ({
    session: textIn(found, 'session'), device: textIn(found, 'device'), created: textIn(found, 'created'),
    seen: textIn(found, 'seen'), current: (found as { current?: unknown }).current === true,
  })));
}

/** End a session; `current` is this browser's: what is on the tablet stays there, sealed. */
export async function endSession(tablet: Tablet, replica: Replica, session: string): Promise<void> {
  await withSession(tablet, replica, () => requestJson(replica.line, 'DELETE', `/sessions/${session}`));
  if (session === 'current') await tablet.putSession(null);
}
