/**
 * What a refusal asks for, decided when the log has been read on and applied (`docs/client.md`, "refusal").
 *
 *     const { moved, held } = await answerRefusals(replica, open, sent.refusals);
 *
 * What was refused and has changed meanwhile (the log has it after all, it was written anew) is simply sent again.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { b64u, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { parseMembership } from '../sync/vault_body.ts';
import { epochInForce, linkOf } from '../sync/vault_log.ts';
import { beginningWith } from './db.ts';
import { handIn, leaveOutbox } from './hand_in.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { beingGivenBack } from './rewind.ts';
import { HOUSE, rewrite } from './rewrite.ts';
import type { Refusal } from './send.ts';
import { forgetTold } from './told.ts';
import type { OpenVault } from './vaults.ts';

/** Of a save: its author may no longer write here, nor put a void in its place. The tail is handed in at `late`. */
export const HAND_IN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not_entitled', 'not_allowed', 'revoked_device']);
/** Nothing can be done here: the server lacks part of the school's log, or says what only a newer client understands. */
const WAITING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unknown_device', 'upgrade_client']);
/** The tail is not behind what the log has. A device set back has taken a new id before it comes here. */
const CHAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['counter_gap', 'chain_broken', 'set_back', 'wrong_vault', 'rewound']);
/** Of keys and members: made for what is no longer so. It is made anew if it is still wanted. */
const TOO_LATE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['head_moved', 'stale_epoch', 'chain_broken', 'not_entitled']);
/** The server may lack what came before: it is asked what it has of the vault. */
const LACKS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['counter_gap', 'chain_broken', 'wrong_vault', 'unknown_device']);

/** An entry that was refused, with its code. */
type Bad = readonly [entry: Entry, code: ErrorCode];

/** Whether anything changed, and what holds a vault up if something does. */
export interface Answered {
  readonly moved: boolean;
  readonly held: ErrorCode | null;
}

/** Vaults of which the server lacks what came before, as far as its refusals tell. */
export function lacking(refusals: ReadonlyMap<string, Refusal>): string[] {
  return [...refusals].flatMap(([vault, refusal]) => {
    const codes = refusal.map(([, code]) => code);
    return codes.includes('rewound') || codes.every((code) => code !== null && LACKS.has(code)) ? [vault] : [];
  });
}

/** Do what the refusals ask for. */
export async function answerRefusals(
  replica: Replica, open: Opened, refusals: ReadonlyMap<string, Refusal>,
): Promise<Answered> {
  let [moved, held]: readonly [boolean, ErrorCode | null] = [false, null];
  for (const [vault, refusal] of refusals) {
    stillOpen(open);
    const found = await answer(replica, open, vault, refusal);
    moved ||= found.moved;
    if (!found.moved) held ??= found.held;
  }
  return { moved, held };
}

async function answer(replica: Replica, open: Opened, vault: string, refusal: Refusal): Promise<Answered> {
  const database = await replica.keeper.database();
  const [rows, row] = await Promise.all([database.getAll('outbox', beginningWith(vault)), database.get('vaults', vault)]);
  const tail = rows.map(({ entry }) => parse(entry));
  const unsent = new Set(tail.map(({ hash }) => b64u(hash)));
  const bad = refusal.flatMap(([entry, code]): Bad[] => (unsent.has(b64u(entry.hash)) ? [[entry, code ?? 'upgrade_client']] : []));
  const [first] = bad;
  if (first === undefined) return { moved: true, held: null };
  const found = open.vaults.get(vault);
  if ((await beingGivenBack(replica)).has(vault)) return { moved: false, held: 'rewound' };
  const waiting = bad.find(([, code]) => WAITING.has(code));
  if (waiting !== undefined) return { moved: false, held: waiting[1] };
  const shut = bad.find(([entry, code]) => shutsOut(replica, entry, code));
  if (shut !== undefined) return { moved: (await handIn(replica, open, new Map([[vault, shut[1]]]))) > 0, held: shut[1] };
  // What cannot be sealed anew waits for its key. What is in clear needs none, which might never come.
  const isHeld = found !== undefined && tail.some(({ header }) => header.kind === 'op') && !hasKey(found);
  if (found === undefined || row === undefined || row.appliedSeq < row.fetchedSeq || isHeld) return { moved: false, held: 'cannot_open' };
  return { moved: await writeAnew(replica, open, found, tail, bad), held: first[1] };
}

function hasKey({ log, keys }: OpenVault): boolean {
  const epoch = epochInForce(log);
  return epoch === null || keys.has(epoch.id);
}

/** Whether no void would be taken in its place: by who may not write, or who may not even begin this vault. */
function shutsOut(replica: Replica, { header }: Entry, code: ErrorCode): boolean {
  if (header.kind === 'genesis' || code === 'revoked_device') return true;
  if (replica.heard.left.has(b64u(header.vault)) && CHAIN.has(code)) return true;
  // What is said of a void is said of the next one too, unless it was only its place or its keys.
  if (header.kind === 'void' && code !== 'stale_epoch' && !CHAIN.has(code)) return true;
  return !HOUSE.has(header.kind) && HAND_IN.has(code);
}

async function writeAnew(
  replica: Replica, open: Opened, vault: OpenVault, tail: readonly Entry[], bad: readonly Bad[],
): Promise<boolean> {
  const out = new Map<number, ErrorCode>();
  for (const [{ header: { kind, counter } }, code] of bad) {
    if (HOUSE.has(kind) && TOO_LATE.has(code)) {
      if (code !== 'chain_broken' || isBehind(vault, tail)) out.set(counter, 'head_moved');
    } else if (code !== 'stale_epoch' && !CHAIN.has(code)) out.set(counter, code);
  }
  takeOutPairs(tail, out);
  const isMoved = await rewrite(replica, open, vault.id, out);
  const found = open.vaults.get(vault.id);
  // A colleague took the same from what was handed in late, a moment before.
  if (found !== undefined && [...out.values()].includes('op_id_reused')) await forgetTold(replica, found);
  return isMoved;
}

/** A removal and the epoch behind it stand and fall together. */
function takeOutPairs(tail: readonly Entry[], out: Map<number, ErrorCode>): void {
  tail.forEach(({ header, body }, place) => {
    const next = tail[place + 1]?.header;
    if (header.kind !== 'membership' || next?.kind !== 'epoch' || parseMembership(body).do !== 'remove') return;
    const code = out.get(header.counter) ?? out.get(next.counter);
    if (code !== undefined) out.set(header.counter, code).set(next.counter, code);
  });
}

/** Whether the unsent tail stands behind what the log has of this device. */
function isBehind({ log }: OpenVault, [first]: readonly Entry[]): boolean {
  if (first === undefined) return false;
  const link = linkOf(log, b64u(first.header.device));
  return first.header.counter === link.counter + 1 && same(first.header.prev, link.hash);
}

/** What the server says it took of vaults that it shows this member no longer cannot be seen in the log: it is kept aside. */
export async function keepUnseen(replica: Replica, unseen: ReadonlyMap<string, readonly Entry[]>): Promise<void> {
  const database = await replica.keeper.database();
  for (const [vault, entries] of unseen) {
    if (!replica.heard.left.has(vault)) continue;
    const unsent = new Set((await database.getAll('outbox', beginningWith(vault))).map(({ entry }) => b64u(parse(entry).hash)));
    const gone = entries.filter(({ hash }) => unsent.has(b64u(hash)));
    await leaveOutbox(replica, vault, gone, gone.filter(({ header }) => header.kind === 'op'), 'not_entitled');
  }
}
