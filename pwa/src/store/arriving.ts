/**
 * How this tablet comes to know somebody (`docs/protocol.md` §5, §6, §10): a school is set up, an invitation is taken, a next
 * device is let in. Each keeps the account in a database of its own once the server has answered: what was cut off is done again.
 */
import type { Suite } from '../sync/crypto.ts';
import {
  b64u, type Bytes, concat, formatInstant, ID_SIZE, KEY_SIZE, newId, randomBytes, Refused, unb64u, utf8,
} from '../sync/encoding.ts';
import { parseFrames } from '../sync/frames.ts';
import {
  accountKeys, authenticationKey, newDevice, openBundle, OUR_PARAMS, parseParams, SALT_SIZE, sealBundle, sealPair, sheetWords,
  wrappingKey,
} from '../sync/keys.ts';
import { append, judge, signNext } from '../sync/school.ts';
import { prove } from '../sync/school_act.ts';
import { parse, type SchoolEntry } from '../sync/school_entry.ts';
import { newSchool, type School } from '../sync/roster.ts';
import type { Tablet } from './accounts.ts';
import { parseInvitation } from './administration.ts';
import { appendSchool, type Json, lineTo, pull, request, requestJson, textIn, whole } from './api.ts';
import { type Database, inOneStep } from './db.ts';
import { type Identity, identityOf, keepIdentity, type Lock } from './identity.ts';
import { keep } from './keeper.ts';
import { accountJson, keepBundle, sessionBegan, signInBody, startSignIn } from './session.ts';

const JOIN_START_TAG = utf8('beside/join-start/1');

/** What everybody who comes in brings: the tablet, the suite, how a password is stretched, the clock. */
export interface Arrival {
  readonly tablet: Tablet;
  readonly suite: Suite;
  readonly stretch: (password: string, salt: Bytes, params: Lock['params']) => Promise<Bytes>;
  readonly clock: () => number;
}

/** The name and password somebody chose. */
export interface Chosen {
  readonly handle: string;
  readonly password: string;
}

interface Stretched {
  readonly lock: Lock;
  readonly authentication: Bytes;
  readonly wrapping: Bytes;
}

async function stretched(arrival: Arrival, password: string, lock: Lock): Promise<Stretched> {
  const root = await arrival.stretch(password, lock.salt, lock.params);
  const { suite } = arrival;
  return { lock, authentication: await authenticationKey(suite, root), wrapping: await wrappingKey(suite, root) };
}

function newLock(): Lock {
  return { salt: randomBytes(SALT_SIZE), params: OUR_PARAMS };
}

/** The two printed sheets, 24 words each. */
export interface SheetWords {
  readonly recovery: readonly string[];
  readonly root: readonly string[];
}

/** Found a school on the server that printed `token`. Returns the account's name on this tablet, and the sheets. */
export async function setUp(
  arrival: Arrival, token: string, chosen: Chosen,
): Promise<{ readonly account: string; readonly sheets: SheetWords }> {
  const { suite } = arrival;
  const [rootSeed, recoverySeed, secret] = [randomBytes(KEY_SIZE), randomBytes(KEY_SIZE), randomBytes(KEY_SIZE)];
  const school = newSchool(newId());
  const [member, account, device, at] = [b64u(newId()), await accountKeys(suite, secret), newDevice(), now(arrival)];
  const root = { sign: await suite.signKey(rootSeed), signPublic: await suite.signPublic(rootSeed) };
  const recovery = (await sealPair(suite, recoverySeed)).publicKey;
  const genesis = await signNext(suite, school, {
    do: 'genesis', at, root: root.signPublic, recovery, member, sign: account.signPublic, seal: account.seal.publicKey,
  }, root);
  append(school, genesis);
  const certified = await certify(arrival, school, member, device, account);
  const found = await stretched(arrival, chosen.password, newLock());
  const bundle = await sealBundle(suite, found.wrapping, school.id, unb64u(member), secret);
  const body = {
    token, school: b64u(school.id), entries: [genesis, certified].map(({ bytes }) => b64u(bytes)),
    account: accountJson(chosen.handle, found.lock, found.authentication, bundle),
  };
  const answer = await requestJson(lineTo(null), 'POST', '/set-up', body);
  const who = { school: school.id, genesis: genesis.hash, member, handle: chosen.handle };
  const kept = await keepAccount(arrival, who, device, { secret, bundle, found }, [genesis, certified], answer);
  return { account: kept, sheets: { recovery: await sheetWords(recoverySeed), root: await sheetWords(rootSeed) } };
}

/** Take an invitation: certify oneself with its key, and this device. Returns the account's name on this tablet. */
export async function join(arrival: Arrival, invitation: string, chosen: Chosen): Promise<string> {
  const { suite } = arrival;
  const taken = parseInvitation(invitation);
  const key = { sign: await suite.signKey(taken.seed), signPublic: await suite.signPublic(taken.seed) };
  const line = lineTo(b64u(taken.school));
  const signature = await suite.sign(key.sign, concat(JOIN_START_TAG, taken.school, taken.invite));
  const asked = utf8(JSON.stringify({ invite: b64u(taken.invite), signature: b64u(signature) }));
  const frames = await request(line, 'POST', '/join/start', 'application/json', asked);
  const { school, entries } = await believe(suite, newSchool(taken.school, taken.genesis), whole(() => parseFrames(frames).parts));
  const invite = b64u(taken.invite);
  const member = school.invitations.get(invite)?.member;
  if (member === undefined) throw new Refused('the invitation is not in the school\'s log', 'invitation_spent');
  const [secret, device] = [randomBytes(KEY_SIZE), newDevice()];
  const account = await accountKeys(suite, secret);
  const seal = account.seal.publicKey;
  const proof = await prove(suite, account, school.id, invite, member, seal);
  const joined = await signNext(suite, school, {
    do: 'join', at: now(arrival), invite, member, sign: account.signPublic, seal, proof,
  }, key);
  append(school, joined);
  const certified = await certify(arrival, school, member, device, account);
  const found = await stretched(arrival, chosen.password, newLock());
  const bundle = await sealBundle(suite, found.wrapping, school.id, unb64u(member), secret);
  const stated = accountJson(chosen.handle, found.lock, found.authentication, bundle);
  const answer = await requestJson(line, 'POST', '/join', {
    entries: [joined, certified].map(({ bytes }) => b64u(bytes)), account: stated,
  });
  const who = { school: school.id, genesis: taken.genesis, member, handle: chosen.handle };
  return keepAccount(arrival, who, device, { secret, bundle, found }, [...entries, joined, certified], answer);
}

/** What lets this device in, as another device shows it. Ids are text. */
export interface Shown {
  readonly school: string;
  readonly genesis: string;
  readonly handle: string;
  readonly code: string;
}

/** Let this device in with the password and a code, and certify it. Returns the account's name on this tablet. */
export async function letIn(arrival: Arrival, shown: Shown, password: string): Promise<string> {
  const { suite } = arrival;
  const [line, schoolId, genesis] = [lineTo(shown.school), unb64u(shown.school, ID_SIZE, 'school'), unb64u(shown.genesis)];
  const started = await startSignIn(line, shown.handle);
  const found = await stretched(arrival, password, { salt: started.salt, params: parseParams(started.params) });
  const device = newDevice();
  const key = { id: device.id, sign: await suite.signKey(device.seed), signPublic: await suite.signPublic(device.seed) };
  const who = { school: schoolId, handle: shown.handle, authentication: found.authentication };
  const answer = await requestJson(line, 'POST', '/sign-in', {
    ...(await signInBody(suite, who, key, started.challenge)), key: b64u(key.signPublic), code: shown.code,
  });
  const [member, bundle] = whole(() => [textIn(answer, 'member'), unb64u(textIn(answer, 'bundle'))] as const);
  const secret = await openBundle(suite, found.wrapping, schoolId, unb64u(member), bundle);
  const pulled = await pull(line, [], 0);
  const { school, entries } = await believe(suite, newSchool(schoolId, genesis), pulled.school);
  const certified = await certify(arrival, school, member, device, await accountKeys(suite, secret));
  await appendSchool(line, [certified.bytes]);
  const whole_ = { school: schoolId, genesis, member, handle: shown.handle };
  return keepAccount(arrival, whole_, device, { secret, bundle, found }, [...entries, certified], answer);
}

function now({ clock }: Arrival): string {
  return formatInstant(clock());
}

/** Judge the school's entries from its pinned genesis on. Throws `Refused` with the code of the first that cannot be true. */
async function believe(
  suite: Suite, school: School, found: readonly Bytes[],
): Promise<{ readonly school: School; readonly entries: readonly SchoolEntry[] }> {
  const entries: SchoolEntry[] = [];
  for (const data of found) {
    const entry = parse(data);
    const code = await judge(suite, school, entry);
    if (code !== null) throw new Refused('the school\'s log is not as it was signed', code);
    append(school, entry);
    entries.push(entry);
  }
  return { school, entries };
}

async function certify(
  arrival: Arrival, school: School, member: string, device: ReturnType<typeof newDevice>,
  account: Awaited<ReturnType<typeof accountKeys>>,
): Promise<SchoolEntry> {
  const key = await arrival.suite.signPublic(device.seed);
  return signNext(arrival.suite, school, { do: 'device', at: now(arrival), member, device: b64u(device.id), key }, account);
}

/** Put the account at rest in a fresh database, and note it on the tablet with the session it came with. */
async function keepAccount(
  arrival: Arrival, who: Pick<Identity, 'school' | 'genesis' | 'member' | 'handle'>, device: ReturnType<typeof newDevice>,
  keys: { readonly secret: Bytes; readonly bundle: Bytes; readonly found: Stretched },
  entries: readonly SchoolEntry[], answer: Json,
): Promise<string> {
  const { tablet, suite, clock } = arrival;
  const school = b64u(who.school);
  const name = `${tablet.name}/${school}/${who.member}/${b64u(device.id)}`;
  const secrets = { deviceSeed: device.seed, accountSecret: keys.secret, authentication: keys.found.authentication };
  const identity = await identityOf(suite, who, device.id, secrets);
  const keeper = keep(name);
  const database: Database = await keeper.database();
  await inOneStep(database, ['school'], async (step) => {
    await Promise.all(entries.map(({ seq, bytes }) => step.objectStore('school').put({ seq, entry: bytes })));
  });
  await keepBundle(database, keys.bundle);
  await keepIdentity(suite, database, identity, keys.found.lock, keys.found.wrapping);
  keeper.close();
  const row = { name, school, genesis: b64u(who.genesis), member: who.member, handle: who.handle, used: clock() };
  await tablet.putAccount(row);
  await sessionBegan(tablet, row, answer);
  return name;
}
