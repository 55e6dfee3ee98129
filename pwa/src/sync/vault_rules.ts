/**
 * What each kind of entry must keep to in a vault's log (`docs/protocol.md` §1, §4, §7), chain and signature apart.
 *
 * A rule gives the code that refuses, or null. It is asked twice about every entry: by the server, to which only what holds
 * now counts, and by each reader, to whom what ever held does (`Judged.ever`).
 */
import { isKind } from './authority.ts';
import { b64u, Malformed, same } from './encoding.ts';
import type { Entry, Kind } from './entry.ts';
import { type EpochBody, parseEpoch, type Wrap } from './epoch.ts';
import { isPresent, type School } from './roster.ts';
import type { Verdict } from './school.ts';
import { OVERHEAD, paddedSize } from './seal.ts';
import { type Add, type HandOver, parseAccept, parseGenesis, parseMembership, parseVoid } from './vault_body.ts';
import { epochInForce, epochOf, newVaultLog, type VaultLog } from './vault_log.ts';
import { mayCreate, mayDo, standings } from './vault_rights.ts';

/** An entry whose author (a member) is known, at its place in the log. `ever`: judged by what ever held in the school. */
export interface Judged {
  readonly vault: VaultLog;
  readonly school: School;
  readonly entry: Entry;
  readonly author: string;
  readonly ever: boolean;
}

/** Why an entry of its kind cannot stand here, or null. Throws `Malformed` for a body that cannot be read. */
export function judgeKind(judged: Judged): Verdict {
  return RULES[judged.entry.header.kind](judged);
}

/** `not_entitled` for who has no part in the vault, `not_allowed` for who may not do `act` there. */
export function refuseAct({ vault, school, author, ever }: Judged, act: string): Verdict {
  if (mayDo(vault, school, author, act, ever)) return null;
  return standings(vault, school, author, ever).length > 0 ? 'not_allowed' : 'not_entitled';
}

/**
 * `stale_epoch` for what was written under an epoch not in force.
 *
 * For a reader any announced epoch will do: what has leaked does not come back by being refused, and after a rewind the
 * order of entries and epochs may have changed. Once a removal was taken, nothing may be written under the old key.
 */
export function refuseEpoch({ vault, entry, ever }: Judged, anyKnown = false): Verdict {
  const epoch = b64u(entry.header.epoch);
  if (ever || anyKnown) return epochOf(vault, epoch) === null ? 'stale_epoch' : null;
  const isOwed = vault.renewalOwed && entry.header.kind !== 'membership';
  return epochInForce(vault)?.id === epoch && !isOwed ? null : 'stale_epoch';
}

/** `head_moved` where the author had not seen the head before the batch; a reader cannot tell and need not. */
export function refuseHead({ vault, entry: { header }, ever }: Judged): Verdict {
  const isSeen = header.seenSeq === vault.batchSeq && same(header.seenHash, vault.batchHash);
  return ever || isSeen ? null : 'head_moved';
}

// Ops, voids, accepts --------------------------------------------------------------------------------------

function judgeOp(judged: Judged): Verdict {
  const size = judged.entry.body.length - OVERHEAD;
  if (size < 0 || paddedSize(size) !== size) throw new Malformed('an op\'s body is not padded as it should be');
  return judgeWriting(judged);
}

function judgeVoid(judged: Judged): Verdict {
  parseVoid(judged.entry.body);
  return judgeWriting(judged);
}

function judgeAccept(judged: Judged): Verdict {
  parseAccept(judged.entry.body);
  return judgeWriting(judged);
}

function judgeWriting(judged: Judged): Verdict {
  return refuseAct(judged, 'write') ?? refuseEpoch(judged);
}

// The beginning --------------------------------------------------------------------------------------------

function judgeGenesis(judged: Judged): Verdict {
  const { vault, school, author, ever } = judged;
  const { kind, members: [creator, ...others] } = parseGenesis(judged.entry.body);
  if (!isKind(kind)) return 'unknown_kind';
  if (vault.seq !== 0 || creator !== author || !mayCreate(school, author, kind, ever)) return 'not_allowed';
  if (others.length > 0 && !mayShareNew(judged, kind)) return 'not_allowed';
  const areKnown = others.every((member) => school.members.has(member) && (ever || isPresent(school, member)));
  return areKnown ? refuseHead(judged) : 'not_allowed';
}

/** Whether the creator may name others: as they could share the vault once it is there. */
function mayShareNew({ vault, school, author, ever }: Judged, kind: string): boolean {
  const begun = { ...newVaultLog(vault.school, vault.vault), kind, members: new Set([author]) };
  return mayDo(begun, school, author, 'share', ever);
}

// Epochs ---------------------------------------------------------------------------------------------------

function judgeEpoch(judged: Judged): Verdict {
  const body = parseEpoch(judged.entry.body);
  return refuseAct(judged, 'renew')
    ?? refuseHead(judged)
    ?? (follows(judged, body) ? null : 'chain_broken')
    ?? refuseWraps(judged, body.wraps);
}

/** Whether the epoch is the next one on top. A reader also takes a second one of a number, as a rewind leaves behind. */
function follows({ vault, entry, ever }: Judged, { number, previousId }: EpochBody): boolean {
  const current = epochInForce(vault);
  if (epochOf(vault, b64u(entry.header.epoch)) !== null) return false;
  if (current === null || previousId === null) return current === null && number === 1;
  const isOnTop = epochOf(vault, previousId)?.number === number - 1;
  return isOnTop && (number === current.number + 1 || (ever && number <= current.number));
}

/** `not_entitled` for a wrap to who may not read, or to a key that is not theirs. */
function refuseWraps(judged: Judged, wraps: readonly Wrap[]): Verdict {
  return wraps.every((wrap) => isTheirs(judged, wrap)) ? null : 'not_entitled';
}

function isTheirs({ vault, school, ever }: Judged, { member, key }: Wrap): boolean {
  return standings(vault, school, member, ever).length > 0 && isKeyOf(school, member, key, ever);
}

function isKeyOf(school: School, member: string, key: string, ever: boolean): boolean {
  const found = school.members.get(member);
  return ever ? found?.everSeals.has(key) === true : found?.sealId === key;
}

// Membership -----------------------------------------------------------------------------------------------

const ACTS = { add: 'share', wrap: 'wrap', remove: 'remove' } as const;

function judgeMembership(judged: Judged): Verdict {
  const body = parseMembership(judged.entry.body);
  const before = refuseAct(judged, ACTS[body.do]) ?? refuseHead(judged) ?? refuseEpoch(judged);
  if (before !== null) return before;
  switch (body.do) {
    case 'add':
      return judgeAdd(judged, body);
    case 'wrap':
      return judgeHandOver(judged, body);
    case 'remove': {
      // A vault that nobody takes part in could be read by the recovery sheet only.
      const { members } = judged.vault;
      return members.has(body.member) && members.size > 1 ? null : 'not_allowed';
    }
  }
}

function judgeAdd({ vault, school, ever }: Judged, { member, wrap }: Add): Verdict {
  const isThere = school.members.has(member) && (ever || isPresent(school, member));
  if (vault.members.has(member) || !isThere) return 'not_allowed';
  return wrap === null || isKeyOf(school, member, wrap.key, ever) ? null : 'not_entitled';
}

function judgeHandOver(judged: Judged, { epoch, wrap }: HandOver): Verdict {
  if (epoch !== b64u(judged.entry.header.epoch)) return 'stale_epoch';
  const hasOne = judged.vault.wraps.get(wrap.member)?.has(wrap.key) === true;
  return refuseWraps(judged, [wrap]) ?? (hasOne && !judged.ever ? 'not_allowed' : null);
}

const RULES: Readonly<Record<Kind, (judged: Judged) => Verdict>> = {
  genesis: judgeGenesis,
  op: judgeOp,
  epoch: judgeEpoch,
  membership: judgeMembership,
  accept: judgeAccept,
  void: judgeVoid,
  drop: () => {
    throw new Error('a drop is judged by its ticket');
  },
};
