/**
 * The school's log: whether an entry is taken, and what it changes (`docs/protocol.md` §5).
 *
 *     const school = newSchool(schoolId, genesisHash);
 *     for (const entry of entries) {
 *       const code = await judge(suite, school, entry);      // null: it is taken
 *       if (code === null) append(school, entry);
 *     }
 *
 * The server judges before it appends and every client before it believes; neither trusts the other. The log is one chain:
 * where an entry is refused, nothing behind it can be taken.
 */
import type { ErrorCode } from '../generated/codes.ts';
import type { Suite } from './crypto.ts';
import { b64u, type Bytes, Malformed, parseInstant, same } from './encoding.ts';
import { nextHash } from './log.ts';
import {
  ADMINISTRATOR, administrators, type Device, devicesOf, type Holder, isLive, isPresent, keyName, type Member, roles,
  type School,
} from './roster.ts';
import {
  type Act, type AddDevice, type Appoint, encodeAct, type Genesis, type Invite, isProved, type Join, type Manages,
  parseAct, type Remove, type Revoke, type SetRoles, type Withdraw,
} from './school_act.ts';
import { type SchoolEntry, sign, type Signer, verify } from './school_entry.ts';

/** Why an entry is not taken, or null where it is. */
export type Verdict = ErrorCode | null;

/** The entry that says `act` behind the log as `school` knows it. Whether it will be taken is for `judge`. */
export function signNext(suite: Suite, school: School, act: Act, key: Signer): Promise<SchoolEntry> {
  return sign(suite, school.id, school.seq + 1, school.logHash, encodeAct(act), key);
}

/**
 * Why the entry cannot be the next one of the log, or null.
 *
 * `now` (milliseconds since 1970 UTC) is the server's clock when it appends: an invitation that has expired is refused.
 * Whoever reads what was appended judges no time. `head_moved` means for a writer that somebody was faster; for a reader,
 * that the server shows another log than it did.
 */
export async function judge(suite: Suite, school: School, entry: SchoolEntry, now?: number): Promise<Verdict> {
  if (!same(entry.school, school.id)) return 'wrong_school';
  if (entry.seq !== school.seq + 1 || !same(entry.prev, school.logHash)) return 'head_moved';
  let act: Act;
  try {
    act = parseAct(entry.body);
  } catch (refused) {
    if (refused instanceof Malformed) return refused.code;
    throw refused;
  }
  const holder = holderOf(school, entry, act);
  if (holder === null || !(await verify(suite, entry, holder.publicKey))) return 'bad_signature';
  // Asked beforehand, so that the rules need not wait.
  const proved = act.do === 'join' || act.do === 'appoint' ? await isProved(suite, school.id, act) : true;
  return judgeAct(school, entry, holder, act, proved, now);
}

function holderOf(school: School, entry: SchoolEntry, act: Act): Holder | null {
  const signer = b64u(entry.signer);
  if (act.do !== 'genesis') return school.holders.get(signer) ?? null;
  return keyName(act.root) === signer ? { kind: 'root', owner: '', publicKey: act.root } : null;
}

function judgeAct(
  school: School, entry: SchoolEntry, holder: Holder, act: Act, proved: boolean, now: number | undefined,
): Verdict {
  if ((act.do === 'genesis') !== (entry.seq === 1)) return 'not_allowed';
  switch (act.do) {
    case 'genesis': return judgeGenesis(school, entry, act);
    case 'device': return judgeDevice(school, holder, act);
    case 'invite': return judgeInvite(school, holder, act);
    case 'withdraw': return judgeWithdraw(school, holder, act);
    case 'join': return judgeJoin(school, holder, act, proved, now);
    case 'roles': return judgeRoles(school, holder, act);
    case 'manages': return judgeManages(school, holder, act);
    case 'revoke': return judgeRevoke(school, holder, act);
    case 'remove': return judgeRemove(school, holder, act);
    case 'appoint': return judgeAppoint(school, holder, act, proved);
  }
}

/** Whether the key is the one in force of a member who is present. */
function isMember(school: School, holder: Holder, member: string): boolean {
  const found = school.members.get(member);
  return holder.kind === 'account' && found?.removed === null && same(found.sign, holder.publicKey);
}

function isAdministrator(school: School, holder: Holder): boolean {
  return isMember(school, holder, holder.owner) && roles(school, holder.owner).has(ADMINISTRATOR);
}

/** Whether neither key was ever anybody's: else one signature, or one wrap, would be two people's. */
function areNew(school: School, signKey: Bytes, sealKey?: Bytes): boolean {
  const isTaken = school.holders.has(keyName(signKey))
    || [...school.devices.values()].some((device) => same(device.key, signKey));
  return !isTaken && (sealKey === undefined || !school.seals.has(keyName(sealKey)));
}

function isOnlyAdministrator(school: School, member: string): boolean {
  const found = administrators(school);
  return found.length === 1 && found[0] === member;
}

function unless(isAllowed: boolean): Verdict {
  return isAllowed ? null : 'not_allowed';
}

// Rules ----------------------------------------------------------------------------------------------------

function judgeGenesis(school: School, entry: SchoolEntry, act: Genesis): Verdict {
  if (school.pinned !== null && !same(entry.hash, school.pinned)) return 'fork';
  return unless(!same(act.root, act.sign) && !same(act.recovery, act.seal));
}

function judgeDevice(school: School, holder: Holder, act: AddDevice): Verdict {
  return unless(isMember(school, holder, act.member) && !school.devices.has(act.device) && areNew(school, act.key));
}

function judgeInvite(school: School, holder: Holder, act: Invite): Verdict {
  const isPossible = !school.invitations.has(act.invite)
    && areNew(school, act.key)
    && (!school.members.has(act.member) || isPresent(school, act.member))
    && (act.manager === null || isPresent(school, act.manager));
  return unless(isAdministrator(school, holder) && isPossible);
}

function judgeWithdraw(school: School, holder: Holder, act: Withdraw): Verdict {
  if (!isAdministrator(school, holder)) return 'not_allowed';
  return school.invitations.get(act.invite)?.open === true ? null : 'invitation_spent';
}

function judgeJoin(school: School, holder: Holder, act: Join, proved: boolean, now: number | undefined): Verdict {
  const invitation = school.invitations.get(act.invite);
  if (holder.kind !== 'invitation' || holder.owner !== act.invite || invitation === undefined) return 'not_allowed';
  if (!invitation.open || (now !== undefined && now > invitation.expires)) return 'invitation_spent';
  if (!proved) return 'bad_signature';
  return unless(act.member === invitation.member && areNew(school, act.sign, act.seal));
}

function judgeRoles(school: School, holder: Holder, act: SetRoles): Verdict {
  const keeps = act.roles.includes(ADMINISTRATOR) || !isOnlyAdministrator(school, act.member);
  return unless(isAdministrator(school, holder) && isPresent(school, act.member) && keeps);
}

function judgeManages(school: School, holder: Holder, act: Manages): Verdict {
  const isPossible = school.members.has(act.manager) && school.members.has(act.mentor)
    && (isPresent(school, act.manager) || !act.on);
  return unless(isAdministrator(school, holder) && isPossible);
}

function judgeRevoke(school: School, holder: Holder, act: Revoke): Verdict {
  const device = school.devices.get(act.device);
  if (device === undefined) return 'unknown_device';
  if (!isAdministrator(school, holder) && !isMember(school, holder, device.member)) return 'not_allowed';
  return device.counters === null ? null : 'revoked_device';
}

function judgeRemove(school: School, holder: Holder, act: Remove): Verdict {
  const theirs = [...act.counters.keys()].every((device) => school.devices.get(device)?.member === act.member);
  const isPossible = isPresent(school, act.member) && theirs && !isOnlyAdministrator(school, act.member);
  return unless(isAdministrator(school, holder) && isPossible);
}

function judgeAppoint(school: School, holder: Holder, act: Appoint, proved: boolean): Verdict {
  if (holder.kind !== 'root' || (school.members.has(act.member) && !isPresent(school, act.member))) return 'not_allowed';
  if (!proved) return 'bad_signature';
  return unless(areNew(school, act.sign, act.seal));
}

// What an entry changes ------------------------------------------------------------------------------------

/** Take an entry that was judged, or that this device took before; in place. */
export function append(school: School, entry: SchoolEntry): School {
  change(school, entry, parseAct(entry.body));
  school.seq = entry.seq;
  school.logHash = nextHash(school.logHash, entry.hash);
  return school;
}

function change(school: School, entry: SchoolEntry, act: Act): void {
  switch (act.do) {
    case 'genesis':
      begin(school, entry, act);
      break;
    case 'device':
      addDevice(school, act, entry.seq);
      break;
    case 'invite':
      invite(school, act, b64u(entry.signer));
      break;
    case 'withdraw':
      withdraw(school, act);
      break;
    case 'join':
      join(school, act, entry.seq);
      break;
    case 'roles':
      giveRoles(memberOf(school, act.member), act.roles);
      endWhatTheyInvited(school, act.member);
      break;
    case 'manages':
      setManager(school, act.manager, act.mentor, act.on);
      break;
    case 'revoke':
      revoke(school, act, entry.seq);
      break;
    case 'remove':
      remove(school, act, entry.seq);
      break;
    case 'appoint':
      appoint(school, act, entry.seq);
      break;
  }
}

/** What was judged names only what is there. */
function known<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error('an entry of the school log was appended that was never judged');
  return found;
}

function memberOf(school: School, member: string): Member {
  return known(school.members.get(member));
}

function begin(school: School, entry: SchoolEntry, act: Genesis): void {
  school.genesis = entry.hash;
  school.root = act.root;
  school.recovery = act.recovery;
  school.holders.set(keyName(act.root), { kind: 'root', owner: '', publicKey: act.root });
  school.seals.add(keyName(act.recovery));
  setAccount(school, act, entry.seq);
  giveRoles(memberOf(school, act.member), [ADMINISTRATOR]);
}

function addDevice(school: School, { device: id, member, key }: AddDevice, seq: number): void {
  school.devices.set(id, { id, member, key, since: seq, ended: null, counters: null });
}

/** New keys for a member. An account that was there before is renewed: its devices end, and its open invitations. */
function setAccount(school: School, { member: id, sign: signKey, seal }: Genesis | Join | Appoint, seq: number): void {
  const found = school.members.get(id);
  const sealId = keyName(seal);
  if (found === undefined) {
    school.members.set(id, {
      id, since: seq, sign: signKey, seal, roles: [], removed: null, everRoles: new Set(), sealId,
      everSeals: new Set([sealId]),
    });
  } else {
    Object.assign(found, { sign: signKey, seal, sealId });
    found.everSeals.add(sealId);
  }
  school.seals.add(sealId);
  school.holders.set(keyName(signKey), { kind: 'account', owner: id, publicKey: signKey });
  for (const device of devicesOf(school, id)) end(device, seq);
  closeInvitations(school, id);
}

function end(device: Device, seq: number): void {
  device.ended ??= seq;
}

function closeInvitations(school: School, member: string): void {
  for (const invitation of school.invitations.values()) if (invitation.member === member) invitation.open = false;
}

/** Who is no administrator any more lets nobody in: whoever left may hold the keys of invitations still, for themselves. */
function endWhatTheyInvited(school: School, member: string): void {
  if (roles(school, member).has(ADMINISTRATOR)) return;
  for (const invitation of school.invitations.values()) if (invitation.by === member) invitation.open = false;
}

function invite(school: School, act: Invite, signer: string): void {
  const { invite: id, key, member, roles: given, manager } = act;
  const by = known(school.holders.get(signer)).owner;
  const expires = parseInstant(act.expires);
  school.invitations.set(id, { id, key, member, roles: given, manager, expires, by, open: true });
  school.holders.set(keyName(key), { kind: 'invitation', owner: id, publicKey: key });
}

function withdraw(school: School, act: Withdraw): void {
  known(school.invitations.get(act.invite)).open = false;
}

/** Roles and manager of the invitation are those of who is new; a renewal leaves both as they stand. */
function join(school: School, act: Join, seq: number): void {
  const isNew = !school.members.has(act.member);
  setAccount(school, act, seq);
  const { roles: given, manager } = known(school.invitations.get(act.invite));
  if (!isNew) return;
  giveRoles(memberOf(school, act.member), given);
  if (manager !== null && isPresent(school, manager)) setManager(school, manager, act.member, true);
}

function appoint(school: School, act: Appoint, seq: number): void {
  setAccount(school, act, seq);
  const member = memberOf(school, act.member);
  giveRoles(member, [...new Set([...member.roles, ADMINISTRATOR])].sort());
}

function giveRoles(member: Member, given: readonly string[]): void {
  member.roles = given;
  for (const role of given) member.everRoles.add(role);
}

function setManager(school: School, manager: string, mentor: string, on: boolean): void {
  if (!on) {
    school.manages.get(manager)?.delete(mentor);
    return;
  }
  for (const managed of [school.manages, school.everManaged]) {
    const mentors = managed.get(manager);
    if (mentors === undefined) managed.set(manager, new Set([mentor]));
    else mentors.add(mentor);
  }
}

function revoke(school: School, act: Revoke, seq: number): void {
  const device = known(school.devices.get(act.device));
  device.counters = act.counters;
  end(device, seq);
}

/** Who managed the leaver still does: somebody must be able to read and hand over what they leave behind. */
function remove(school: School, act: Remove, seq: number): void {
  memberOf(school, act.member).removed = seq;
  for (const device of devicesOf(school, act.member)) {
    if (device.counters === null && (isLive(device) || act.counters.has(device.id))) {
      device.counters = act.counters.get(device.id) ?? new Map();
    }
    end(device, seq);
  }
  closeInvitations(school, act.member);
  endWhatTheyInvited(school, act.member);
}
