/**
 * How this tablet comes in (`docs/protocol.md` §5, §6, §10): a school is set up, an invitation is taken, a device is let in.
 *
 *     const founding = await prepareSchool(arrival);             // two sheets to print; nothing has happened yet
 *     const account = await founding.found(token);
 *     const account = await join(arrival, invitationText);       // also a renewal, for a forgotten password
 *     const account = await enterByCode(arrival, letInText);     // a second device, by a code from one already in
 *
 * What is about to be sent is kept first, sealed under the new password, so that an answer that is lost, or a tablet that is
 * killed meanwhile, costs nothing: `resume` sends the same bytes again.
 */
import {
  b64u, type Bytes, concat, formatInstant, ID_SIZE, jsonBytes, KEY_SIZE, Malformed, newId, Refused, same, text, unb64u, utf8,
} from '../sync/encoding.ts';
import { parseFrames } from '../sync/frames.ts';
import {
  newDevice, openBundle, OUR_PARAMS, parseParams, SALT_SIZE, sealBundle, sealPair, sheetSecret, sheetWords,
} from '../sync/keys.ts';
import { newSchool, type School } from '../sync/roster.ts';
import { append, signNext } from '../sync/school.ts';
import { type Act, prove } from '../sync/school_act.ts';
import type { SchoolEntry, Signer } from '../sync/school_entry.ts';
import type { AccountRow } from './accounts.ts';
import { parseInvitation } from './administration.ts';
import { type Json, type Line, lineTo, request, requestJson, ServerRefused, textIn, whole } from './api.ts';
import { type Arrival, believe, deviceAct, enter, type Stretched, stretched } from './entering.ts';
import { type Identity, identityOf } from './identity.ts';
import { onTheLine } from './locks.ts';
import { accountJson, signInBody, startSignIn } from './session.ts';

/** What `prepareSchool`, `join` and `enterByCode` are asked with. */
export type { Arrival } from './entering.ts';

const JOIN_START_TAG = utf8('beside/join-start/1');
const ZERO_ID = new Uint8Array(ID_SIZE);
const MOST_TRIES = 8;

/** The two printed sheets, 24 words each. Nothing else keeps what they say. */
export interface Sheets {
  readonly recovery: readonly string[];
  readonly root: readonly string[];
}

/** A new account on a new device: its secrets, and its password stretched under a fresh salt. */
interface Newcomer extends Stretched {
  readonly secret: Bytes;
  readonly device: { readonly id: Bytes; readonly seed: Bytes };
}

async function newcomer(arrival: Arrival): Promise<Newcomer> {
  const { random } = arrival;
  const lock = { salt: random(SALT_SIZE), params: OUR_PARAMS };
  return { ...(await stretched(arrival, lock)), secret: random(KEY_SIZE), device: newDevice(random) };
}

function identityFor(
  { suite, handle }: Arrival, who: { school: Bytes; genesis: Bytes; member: string }, { secret, device, authentication }: Newcomer,
): Promise<Identity> {
  const secrets = { deviceSeed: device.seed, accountSecret: secret, authentication };
  return identityOf(suite, { ...who, handle }, device.id, secrets);
}

function at({ clock }: Arrival): string {
  return formatInstant(clock());
}

// Setting a school up --------------------------------------------------------------------------------------

/**
 * A school about to be founded: print the sheets, have their words typed back, then `found` it with the token that the server
 * printed. A wrong token can be corrected: the sheets stay good.
 */
export interface Founding {
  readonly sheets: Sheets;
  readonly found: (token: string) => Promise<AccountRow>;
}

/** Prepare to found a school. Nothing is sent or kept before `found`. */
export async function prepareSchool(arrival: Arrival): Promise<Founding> {
  const { suite, random } = arrival;
  const [school, member, rootSeed, recoverySeed] = [newId(random), b64u(newId(random)), random(KEY_SIZE), random(KEY_SIZE)];
  const coming = await newcomer(arrival);
  const root = await signerOf(arrival, rootSeed);
  const recovery = (await sealPair(suite, recoverySeed)).publicKey;
  // The genesis hash is known once it is signed: who stands in it does not depend on it.
  const before = await identityFor(arrival, { school, genesis: new Uint8Array(KEY_SIZE), member }, coming);
  const { signPublic: sign, seal: { publicKey } } = before.account;
  const log = newSchool(school);
  const rootPublic = new Uint8Array(root.signPublic);
  const genesis = await signNext(
    suite, log, { do: 'genesis', at: at(arrival), root: rootPublic, recovery, member, sign, seal: publicKey }, root);
  append(log, genesis);
  const identity = { ...before, genesis: genesis.hash };
  const certified = await signNext(suite, log, deviceAct(at(arrival), identity), identity.account);
  const bundle = await bundleOf(arrival, identity, coming);
  const account = accountJson(arrival.handle, coming.lock, coming.authentication, bundle);
  const body = { school: b64u(school), entries: [genesis, certified].map(({ bytes }) => b64u(bytes)), account };
  const sheets = { recovery: await sheetWords(recoverySeed), root: await sheetWords(rootSeed) };
  return { sheets, found: (token) => entered(arrival, identity, coming, bundle, '/api/set-up', { ...body, token }) };
}

function bundleOf({ suite, random }: Arrival, { school, member, accountSecret }: Identity, { wrapping }: Stretched): Promise<Bytes> {
  return sealBundle(suite, wrapping, school, unb64u(member), accountSecret, random);
}

function entered(
  arrival: Arrival, identity: Identity, made: Stretched, bundle: Bytes, path: string, body: Json,
): Promise<AccountRow> {
  return onTheLine(arrival.tablet.name, () => enter(arrival, identity, made, bundle, { certify: false, path, body }));
}

// Joining --------------------------------------------------------------------------------------------------

/** What an invitation says to who holds it: the roles, and whose account it renews (null for who is new). */
export interface Invited {
  readonly roles: readonly string[];
  readonly renews: string | null;
}

/** Look at an invitation without taking it. Throws `ServerRefused` with `invitation_spent`, `Refused`, `Unreachable`. */
export async function lookAt(from: Pick<Arrival, 'suite' | 'send'>, invitation: string): Promise<Invited> {
  const found = parseInvitation(invitation);
  const line = lineTo(b64u(found.school), from.send);
  const log = await logFor(from, line, found, await signerOf(from, found.seed), found.invite);
  const invited = log.invitations.get(b64u(found.invite));
  if (invited === undefined) throw new Refused('the invitation is not in the school\'s log', 'invitation_spent');
  return { roles: invited.roles, renews: log.members.has(invited.member) ? invited.member : null };
}

/** Take an invitation: certify oneself with its key, and this device. Throws `ServerRefused`, `Refused`, `Unreachable`. */
export async function join(arrival: Arrival, invitation: string): Promise<AccountRow> {
  const found = parseInvitation(invitation);
  return comeIn(arrival, found, await signerOf(arrival, found.seed), found.invite);
}

async function signerOf({ suite }: Pick<Arrival, 'suite'>, seed: Bytes): Promise<Signer> {
  return { sign: await suite.signKey(seed), signPublic: await suite.signPublic(seed) };
}

/**
 * Become administrator by the root sheet: for who is new, or for a member whose account is to be renewed. The school's log is
 * believed if it begins with the sheet's own signature, so that no genesis has to be known beforehand.
 */
export async function joinByRoot(arrival: Arrival, school: Bytes, words: string, member: string | null = null): Promise<AccountRow> {
  const signer = await signerOf(arrival, await sheetSecret(words));
  return comeIn(arrival, { school, genesis: null }, signer, null, member);
}

/** The school to come into: its genesis hash where that came with an invitation, null where the root sheet vouches for it. */
interface Wanted {
  readonly school: Bytes;
  readonly genesis: Bytes | null;
}

async function comeIn(
  arrival: Arrival, to: Wanted, signer: Signer, invite: Bytes | null, member: string | null = null,
): Promise<AccountRow> {
  const line = lineTo(b64u(to.school), arrival.send);
  const coming = await newcomer(arrival);
  const drawn = member ?? b64u(newId(arrival.random));
  for (let tries = 1; ; tries += 1) {
    const log = await logFor(arrival, line, to, signer, invite);
    const who = invite === null ? drawn : log.invitations.get(b64u(invite))?.member;
    if (who === undefined) throw new Refused('the invitation is not in the school\'s log', 'invitation_spent');
    const identity = await identityFor(arrival, { school: to.school, genesis: genesisOf(log), member: who }, coming);
    const entries = await entering(arrival, log, identity, signer, invite);
    const bundle = await bundleOf(arrival, identity, coming);
    const account = accountJson(arrival.handle, coming.lock, coming.authentication, bundle);
    const body = { entries: entries.map(({ bytes }) => b64u(bytes)), account };
    try {
      return await entered(arrival, identity, coming, bundle, `${line.base}/join`, body);
    } catch (error) {
      // Somebody else appended meanwhile: the same secrets are certified behind that.
      if (!(error instanceof ServerRefused) || error.code !== 'head_moved' || tries >= MOST_TRIES) throw error;
    }
  }
}

/** The join or appointment, and the device's entry behind it. */
async function entering(
  arrival: Arrival, log: School, identity: Identity, signer: Signer, invite: Bytes | null,
): Promise<readonly SchoolEntry[]> {
  const { suite } = arrival;
  const { sign: key, signPublic: sign, seal: { publicKey } } = identity.account;
  const named = { member: identity.member, sign, seal: publicKey };
  const id = invite === null ? null : b64u(invite);
  const proof = await prove(suite, key, log.id, id, named);
  const act: Act = id === null
    ? { do: 'appoint', at: at(arrival), ...named, proof }
    : { do: 'join', at: at(arrival), invite: id, ...named, proof };
  const joined = await signNext(suite, log, act, signer);
  append(log, joined);
  return [joined, await signNext(suite, log, deviceAct(at(arrival), identity), identity.account)];
}

async function logFor(
  { suite }: Pick<Arrival, 'suite'>, line: Line, to: Wanted, signer: Signer, invite: Bytes | null,
): Promise<School> {
  const signature = await suite.sign(signer.sign, concat(JOIN_START_TAG, to.school, invite ?? ZERO_ID));
  const asked = jsonBytes({ invite: invite === null ? null : b64u(invite), signature: b64u(signature) });
  const answer = await request(line, 'POST', '/join/start', 'application/json', asked);
  const { parts } = whole(() => parseFrames(answer));
  const { school } = await believe(suite, newSchool(to.school, to.genesis), parts);
  if (invite === null && !same(school.root, new Uint8Array(signer.signPublic))) {
    throw new Refused('this sheet did not begin this school', 'bad_signature');
  }
  return school;
}

function genesisOf({ genesis }: School): Bytes {
  if (genesis === null) throw new Refused('the school has no log', 'malformed');
  return genesis;
}

// A device by a code ---------------------------------------------------------------------------------------

/** What lets a member's next device in, shown by one that is in: school and genesis to pin, sign-in name, one-use code. */
export interface LetIn {
  readonly school: Bytes;
  readonly genesis: Bytes;
  readonly handle: string;
  readonly code: string;
}

/** As typed or scanned, or behind the `#` of a link to `/let-in`. */
export function letInText({ school, genesis, handle, code }: LetIn): string {
  return [b64u(school), b64u(genesis), b64u(utf8(handle)), code].join('.');
}

/** Read it. Throws `Malformed`. */
export function parseLetIn(typed: string): LetIn {
  const [school, genesis, handle, code, ...others] = typed.trim().split('.');
  if (code === undefined || code === '' || others.length > 0) throw new Malformed('what lets a device in has four parts');
  return {
    school: unb64u(school, ID_SIZE, 'school'), genesis: unb64u(genesis, KEY_SIZE, 'genesis'),
    handle: text(unb64u(handle, undefined, 'handle')), code,
  };
}

/**
 * Let this device in with the password and a code from one that is in, and certify it. The genesis is pinned: it comes with the
 * code, from the other device's screen, not from the server. The arrival's own sign-in name is passed over.
 */
export function enterByCode(arrival: Arrival, letIn: string): Promise<AccountRow> {
  const { school, genesis, handle, code } = parseLetIn(letIn);
  const { suite, random, tablet } = arrival;
  const line = lineTo(b64u(school), arrival.send);
  return onTheLine(tablet.name, async () => {
    const { challenge, salt, params } = await startSignIn(line, handle);
    const made = await stretched(arrival, { salt, params: whole(() => parseParams(params)) });
    const device = newDevice(random);
    const unnamed = { school, handle, authentication: made.authentication };
    const key = { id: device.id, sign: await suite.signKey(device.seed), signPublic: await suite.signPublic(device.seed) };
    const asked = await signInBody(suite, unnamed, key, challenge);
    const answer = await requestJson(line, 'POST', '/sign-in', { ...asked, key: b64u(key.signPublic), code });
    const member = whole(() => textIn(answer, 'member'));
    const bundle = whole(() => unb64u(answer['bundle']));
    const accountSecret = await openBundle(suite, made.wrapping, school, unb64u(member), bundle);
    const secrets = { deviceSeed: device.seed, accountSecret, authentication: made.authentication };
    const identity = await identityOf(suite, { school, genesis, member, handle }, device.id, secrets);
    return enter(arrival, identity, made, bundle, { certify: true, session: answer });
  });
}
