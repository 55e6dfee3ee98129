/**
 * The last step of coming in: what is about to be sent is kept, sent, and done once it was answered. Whatever cuts it off,
 * `resume` goes on with the same bytes at the next unlock.
 */
import type { Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, formatInstant, jsonBytes, type Random, Refused, utf8 } from '../sync/encoding.ts';
import { authenticationKey, wrappingKey } from '../sync/keys.ts';
import { isObject, parseObject } from '../sync/op.ts';
import { newSchool, type School } from '../sync/roster.ts';
import { append, judge, signNext } from '../sync/school.ts';
import type { Act } from '../sync/school_act.ts';
import { parse, type SchoolEntry } from '../sync/school_entry.ts';
import { seal, unseal } from '../sync/seal.ts';
import type { AccountRow, Tablet } from './accounts.ts';
import { appendSchool, type Json, type Line, lineTo, pull, requestJson, type Send, ServerRefused } from './api.ts';
import type { Stretch } from './argon.ts';
import { inOneStep } from './db.ts';
import { type Identity, keepIdentity, type Lock } from './identity.ts';
import { keep, type Keeper } from './keeper.ts';
import { keepBundle, keepEnded, sessionBegan, signInBody, startSignIn } from './session.ts';

const ENROLMENT_LABEL = utf8('beside/enrolment/1');
/** Row of `meta`: what is still to be sent, sealed. */
const ENROLMENT = 'enrolment';
const MOST_TRIES = 8;

/** Who is coming in, and what with: the sign-in name and password they chose. */
export interface Arrival {
  readonly tablet: Tablet;
  readonly suite: Suite;
  readonly handle: string;
  readonly password: string;
  readonly stretch: Stretch;
  readonly clock: () => number;
  readonly random: Random;
  readonly send?: Send;
}

/** A password stretched: what is shown to the server, and what never leaves the device. */
export interface Stretched {
  readonly lock: Lock;
  readonly authentication: Bytes;
  readonly wrapping: Bytes;
}

/** Stretch the password of an arrival. */
export async function stretched({ suite, stretch, password }: Pick<Arrival, 'suite' | 'stretch' | 'password'>, lock: Lock): Promise<Stretched> {
  const root = await stretch(password, lock);
  const [authentication, wrapping] = await Promise.all([authenticationKey(suite, root), wrappingKey(suite, root)]);
  return { lock, authentication, wrapping };
}

/** A request that brings the account in; or, for a device that a code let in, that it is to be certified. */
type Step =
  | { readonly certify: false; readonly path: string; readonly body: Json }
  | { readonly certify: true; readonly session: Json };

/** What a step needs of who takes it. */
type Taker = Pick<Arrival, 'tablet' | 'suite' | 'clock'> & { readonly send?: Send };

/**
 * Keep the identity and the step, then take it. The caller holds the line. Throws `ServerRefused`, `Unreachable`, `Refused`.
 *
 * A refusal means that nothing came of it: then nothing is kept either. Where no answer came, all is kept for `resume`.
 */
export async function enter(
  arrival: Arrival, identity: Identity, made: Stretched, bundle: Bytes, step: Step,
): Promise<AccountRow> {
  const { suite, tablet } = arrival;
  const keeper = keep(`${tablet.name}-${b64u(identity.device.id)}`);
  const row: AccountRow = {
    name: keeper.name, school: b64u(identity.school), genesis: b64u(identity.genesis), member: identity.member,
    handle: identity.handle, used: arrival.clock(), entering: true,
  };
  const database = await keeper.database();
  await keepIdentity(suite, database, identity, made.lock, made.wrapping, arrival.random);
  await keepBundle(database, bundle);
  await keepStep(suite, keeper, identity, step);
  await tablet.putAccount(row);
  if (step.certify) await sessionBegan(tablet, row, step.session);
  try {
    return await takeStep(arrival, keeper, identity, row, step);
  } catch (error) {
    if (error instanceof ServerRefused && !step.certify && error.status < 500) await forget(tablet, keeper);
    throw error;
  } finally {
    keeper.close();
  }
}

async function forget(tablet: Tablet, keeper: Keeper): Promise<void> {
  await tablet.dropAccount(keeper.name);
  keeper.close();
  indexedDB.deleteDatabase(keeper.name);
}

async function keepStep(suite: Suite, keeper: Keeper, identity: Identity, step: Step): Promise<void> {
  const content = jsonBytes(step.certify ? { certify: true } : { certify: false, path: step.path, body: step.body });
  const sealed = await seal(suite, identity.rest, ENROLMENT_LABEL, utf8(keeper.name), content);
  await (await keeper.database()).put('meta', sealed, ENROLMENT);
}

/**
 * Go on with coming in, for an account that was cut off meanwhile. The caller holds the line. Throws as `enter` does; nothing
 * is forgotten.
 */
export async function resume(taker: Taker, keeper: Keeper, identity: Identity, row: AccountRow): Promise<AccountRow> {
  const sealed: unknown = await (await keeper.database()).get('meta', ENROLMENT);
  if (!(sealed instanceof Uint8Array)) return { ...row, entering: false };
  const content = await unseal(taker.suite, identity.rest, ENROLMENT_LABEL, utf8(keeper.name), sealed);
  const { certify, path, body } = parseObject(content);
  if (certify !== true && isObject(body)) {
    return takeStep(taker, keeper, identity, row, { certify: false, path: String(path), body });
  }
  const session = await signInPending(taker, identity);
  await sessionBegan(taker.tablet, row, session);
  return takeStep(taker, keeper, identity, row, { certify: true, session });
}

/** A device that was let in by a code has a day in which to come again without one. */
async function signInPending({ suite, send }: Taker, identity: Identity): Promise<Json> {
  const line = lineTo(b64u(identity.school), send);
  const { challenge } = await startSignIn(line, identity.handle);
  const asked = await signInBody(suite, identity, identity.device, challenge);
  return requestJson(line, 'POST', '/sign-in', { ...asked, key: b64u(identity.device.signPublic) });
}

async function takeStep(
  taker: Taker, keeper: Keeper, identity: Identity, row: AccountRow, step: Step,
): Promise<AccountRow> {
  const { tablet, suite, send } = taker;
  const line = lineTo(row.school, send);
  if (!step.certify) {
    const answer = await requestJson({ ...line, base: '' }, 'POST', step.path, step.body);
    await sessionBegan(tablet, row, answer);
  }
  const entries = step.certify ? await certify(taker, line, identity) : await wholeLog(suite, line, identity);
  await inOneStep(await keeper.database(), ['school', 'meta'], async (write) => {
    await Promise.all(entries.map((entry) => write.objectStore('school').put({ seq: entry.seq, entry: entry.bytes })));
    await write.objectStore('meta').delete(ENROLMENT);
  });
  if (!step.certify) await endEarlier(tablet, row);
  const entered = { ...row, entering: false };
  await tablet.putAccount(entered);
  return entered;
}

/** Whoever comes back with new keys ends the devices that were theirs: those on this tablet are told, for the server does not. */
async function endEarlier(tablet: Tablet, { name, school, member }: AccountRow): Promise<void> {
  for (const one of await tablet.accounts()) {
    if (one.name === name || one.school !== school || one.member !== member) continue;
    const keeper = keep(one.name);
    await keepEnded(keeper).finally(() => { keeper.close(); });
  }
}

async function wholeLog(suite: Suite, line: Line, identity: Identity): Promise<readonly SchoolEntry[]> {
  return (await readLog(suite, line, identity)).entries;
}

async function readLog(suite: Suite, line: Line, { school, genesis }: Identity): Promise<Believed> {
  const log = newSchool(school, genesis);
  const entries: SchoolEntry[] = [];
  for (;;) {
    const { school: found } = await pull(line, [], log.seq);
    if (found.length === 0) break;
    entries.push(...(await believe(suite, log, found)).entries);
  }
  if (log.genesis === null) throw new Refused('the school has no log', 'malformed');
  return { school: log, entries };
}

/** The log with this device in it: certified by the member's account, unless it is there already. */
async function certify({ suite, clock }: Taker, line: Line, identity: Identity): Promise<readonly SchoolEntry[]> {
  for (let tries = 1; ; tries += 1) {
    const { school, entries } = await readLog(suite, line, identity);
    if (school.devices.has(b64u(identity.device.id))) return entries;
    const entry = await signNext(suite, school, deviceAct(formatInstant(clock()), identity), identity.account);
    try {
      await appendSchool(line, [entry.bytes]);
      return [...entries, entry];
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.code !== 'head_moved' || tries >= MOST_TRIES) throw error;
    }
  }
}

/** What certifies a device. */
export function deviceAct(at: string, { member, device }: Identity): Act {
  return { do: 'device', at, member, device: b64u(device.id), key: device.signPublic };
}

/** A log and its entries. */
export interface Believed {
  readonly school: School;
  readonly entries: readonly SchoolEntry[];
}

/** Judge and append entries of the school's log in order. Throws `Refused` with the code of the first that cannot be true. */
export async function believe(suite: Suite, school: School, found: readonly Bytes[]): Promise<Believed> {
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
