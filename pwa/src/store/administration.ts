/**
 * What an administrator, or a member for their own devices, says in the school's log.
 *
 *     const invitation = await invite(replica, ['mentor'], { manager });     // hand it over as a QR code or a link's fragment
 *     await setManager(replica, manager, mentor, true);
 *     await lockOut(replica, device);
 *
 * Somebody else may append first: the log is read on, and the same is signed again behind it. A restored server may lack the end
 * of the log: it is given that first.
 */
import {
  b64u, type Bytes, formatInstant, ID_SIZE, KEY_SIZE, Malformed, newId, parseInstant, same, unb64u,
} from '../sync/encoding.ts';
import { sealPair, sheetSecret } from '../sync/keys.ts';
import { isObject, toInteger } from '../sync/op.ts';
import { signNext } from '../sync/school.ts';
import { type Act, type Counters, parseAct } from '../sync/school_act.ts';
import { parse } from '../sync/school_entry.ts';
import { appendSchool, requestJson, ServerRefused, whole } from './api.ts';
import { fetchSchool, keepSchool } from './receive.ts';
import { opened, type Opened, type Replica } from './replica.ts';
import { offerSchool } from './rewind.ts';

const MOST_TRIES = 8;
const DAY_MS = 86_400_000;

/** Append an act under this member's account key. Throws `ServerRefused` and `Unreachable`. */
export async function say(replica: Replica, open: Opened, act: Act): Promise<void> {
  await sayAnew(replica, open, () => Promise.resolve(act));
}

/**
 * Append an act that is found out once more where something came between. Throws as `say`.
 *
 * Nobody stays in by writing all the time: of who is to be shut out the server takes nothing from the first try on.
 */
async function sayAnew(replica: Replica, open: Opened, act: () => Promise<Act>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const entry = await signNext(replica.suite, replica.school, await act(), open.identity.account);
    try {
      await appendSchool(replica.line, [entry.bytes]);
      await keepSchool(replica, entry);
      return;
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.code !== 'head_moved' || tries >= MOST_TRIES) throw error;
      const before = replica.school.seq;
      await fetchSchool(replica);
      if (replica.school.seq === before) await offerSchool(replica, 0);
    }
  }
}

function now({ clock }: Replica): string {
  return formatInstant(clock());
}

// Invitations ----------------------------------------------------------------------------------------------

/** What travels in the QR code or the link's fragment: never through the server. */
export interface Invitation {
  readonly school: Bytes;
  readonly genesis: Bytes;
  readonly invite: Bytes;
  readonly seed: Bytes;
}

/** As typed or scanned: base64url, parted by dots. */
export function invitationText({ school, genesis, invite: id, seed }: Invitation): string {
  return [school, genesis, id, seed].map(b64u).join('.');
}

/** Read an invitation. Throws `Malformed`. */
export function parseInvitation(typed: string): Invitation {
  const [school, genesis, id, seed, ...others] = typed.trim().split('.');
  if (others.length > 0) throw new Malformed('an invitation has four parts');
  const part = (found: string | undefined, size: number): Bytes => unb64u(found, size, 'invitation');
  return {
    school: part(school, ID_SIZE), genesis: part(genesis, KEY_SIZE), invite: part(id, ID_SIZE), seed: part(seed, KEY_SIZE),
  };
}

/** Publish an invitation; for a `member` who is one already it renews their account (a forgotten password). */
export async function invite(
  replica: Replica, roles: readonly string[],
  { manager = null, member, days = 14 }: { manager?: string | null; member?: string; days?: number } = {},
): Promise<Invitation> {
  const open = opened(replica);
  const { genesis, school } = open.identity;
  const [seed, id] = [replica.random(KEY_SIZE), newId(replica.random)];
  await say(replica, open, {
    do: 'invite', at: now(replica), invite: b64u(id), key: await replica.suite.signPublic(seed),
    member: member ?? b64u(newId(replica.random)), roles, manager,
    expires: formatInstant(replica.clock() + (replica.heard.drift ?? 0) + days * DAY_MS),
  });
  return { school, genesis, invite: id, seed };
}

/** Take an invitation back. */
export function withdraw(replica: Replica, id: string): Promise<void> {
  return say(replica, opened(replica), { do: 'withdraw', at: now(replica), invite: id });
}

// People and devices ---------------------------------------------------------------------------------------

/** Give a member these roles in place of all they had. */
export function setRoles(replica: Replica, member: string, roles: readonly string[]): Promise<void> {
  return say(replica, opened(replica), { do: 'roles', at: now(replica), member, roles });
}

/** Say that a line manager manages a mentor, or no longer does. */
export function setManager(replica: Replica, manager: string, mentor: string, on: boolean): Promise<void> {
  return say(replica, opened(replica), { do: 'manages', at: now(replica), manager, mentor, on });
}

/** Lock a device out: a lost tablet. What it wrote beyond what the server has accepted is set aside by everybody. */
export async function lockOut(replica: Replica, device: string): Promise<void> {
  const member = replica.school.devices.get(device)?.member;
  if (member === undefined) throw new RangeError('no such device is known');
  await sayAnew(replica, opened(replica), async () => ({
    do: 'revoke', at: now(replica), device, counters: (await accepted(replica, member)).get(device) ?? new Map<string, number>(),
  }));
}

/** Remove a member from the school, all their devices with them. */
export async function remove(replica: Replica, member: string): Promise<void> {
  await sayAnew(replica, opened(replica), async () => {
    const found = await accepted(replica, member);
    const counters = new Map([...found].filter(([device]) => replica.school.devices.get(device)?.member === member));
    return { do: 'remove', at: now(replica), member, counters };
  });
}

/**
 * Per device and vault, the last counter of the member that the server has accepted.
 *
 * An administrator reads no case and cannot know it otherwise. A server that names too few is seen: every reader shows what is
 * set aside.
 */
async function accepted(replica: Replica, member: string): Promise<ReadonlyMap<string, Counters>> {
  const answer = await requestJson(replica.line, 'GET', `/members/${member}/counters`);
  return whole(() => new Map(entriesOf(answer['devices']).map(([device, counters]) => [
    device, new Map(entriesOf(counters).map(([vault, counter]) => [vault, toInteger(counter, 'counter', 0)])),
  ])));
}

/** When each device of a member was last connected, in milliseconds since 1970 UTC: those whose session lasts. */
export async function lastConnected(replica: Replica, member: string): Promise<ReadonlyMap<string, number>> {
  const answer = await requestJson(replica.line, 'GET', `/members/${member}/counters`);
  return whole(() => new Map(entriesOf(answer['seen']).map(([device, at]) => [device, parseInstant(at)])));
}

// The printed sheets and the log ---------------------------------------------------------------------------

/** Which of this school's sheets these words are; null for another's. Nothing is kept. Throws `Malformed` for no sheet at all. */
export async function whichSheet({ suite, school }: Replica, words: string): Promise<'recovery' | 'root' | null> {
  const secret = await sheetSecret(words);
  const [root, recovery] = [await suite.signPublic(secret), (await sealPair(suite, secret)).publicKey];
  if (same(recovery, school.recovery)) return 'recovery';
  return same(new Uint8Array(root), school.root) ? 'root' : null;
}

/** One entry of the school's log: what was said, and by whom. */
export interface Said {
  readonly seq: number;
  readonly act: Act;
  /** The member who signed it; null for who came in by an invitation's key or the root sheet. */
  readonly by: string | null;
}

/** All that was ever said in the school's log, from its beginning. */
export async function history({ keeper, school }: Replica): Promise<readonly Said[]> {
  const rows = await (await keeper.database()).getAll('school');
  return rows.map(({ seq, entry }) => {
    const { body, signer } = parse(entry);
    const holder = school.holders.get(b64u(signer));
    return { seq, act: parseAct(body), by: holder?.kind === 'account' ? holder.owner : null };
  });
}

function entriesOf(found: unknown): [string, unknown][] {
  if (!isObject(found)) throw new Malformed('not an object');
  return Object.entries(found);
}
