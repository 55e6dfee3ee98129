/**
 * Keeping house: keys for those who wait, a new epoch where somebody no longer takes part (`docs/client.md`, step 6); and who
 * shares a vault with whom.
 *
 * Any present device may do it at the end of its exchange. Losing the race to another device is no error: the entry was for a
 * head that has moved, a void takes its counter, and the next exchange sees whether anything is left to do.
 */
import { newId, Refused, unb64u } from '../sync/encoding.ts';
import { wrap, type Wrap } from '../sync/epoch.ts';
import type { Member } from '../sync/roster.ts';
import { encodeMembership, type Membership } from '../sync/vault_body.ts';
import { epochInForce } from '../sync/vault_log.ts';
import { dueRenewal, mayDo, waiting } from '../sync/vault_rights.ts';
import type { VaultRow } from './db.ts';
import { whileSaving } from './locks.ts';
import { opened, type Opened, type Replica, vaultOf } from './replica.ts';
import { type Draft, epochDraft, queueClear } from './save.ts';
import { outboxVaults } from './send.ts';
import { epochToSeal, type OpenVault, placeOf } from './vaults.ts';

/** Queue what is due in every vault that is fully applied and sent. Returns how many entries were queued. */
export async function keepHouse(replica: Replica, open: Opened): Promise<number> {
  const database = await replica.keeper.database();
  const busy = new Set(await outboxVaults(database));
  const rows = new Map((await database.getAll('vaults')).map((row) => [row.vault, row]));
  let queued = 0;
  for (const vault of open.vaults.values()) {
    const row = rows.get(vault.id);
    if (row === undefined || busy.has(vault.id) || !isIdle(replica, vault, row)) continue;
    if (isDue(replica, vault)) queued += await queueClearly(replica, open, vault.id, (found) => due(replica, found));
  }
  return queued;
}

function isIdle(replica: Replica, vault: OpenVault, row: VaultRow): boolean {
  const isWhole = row.logId !== null && row.appliedSeq === row.fetchedSeq && vault.log.seq === row.appliedSeq;
  return isWhole && replica.heard.listed.has(vault.id) && epochToSeal(vault) !== null;
}

function isDue(replica: Replica, vault: OpenVault): boolean {
  const { log } = vault;
  return dueRenewal(log, replica.school) ? may(replica, vault, 'renew') : waiting(log, replica.school).length > 0 && may(replica, vault, 'wrap');
}

function may(replica: Replica, vault: OpenVault, act: string): boolean {
  return mayDo(vault.log, replica.school, replica.account.member, act);
}

/** A new epoch if one is due, else a wrap for everybody entitled who has none: for one head, so all of them are one batch. */
async function due(replica: Replica, vault: OpenVault): Promise<Draft[]> {
  if (dueRenewal(vault.log, replica.school)) return [await renewal(replica, vault)];
  const members = waiting(vault.log, replica.school).flatMap((id) => replica.school.members.get(id) ?? []);
  return Promise.all(members.map(async (member) => {
    const handed = await wrapFor(replica, vault, member);
    return membership(replica, vault, { do: 'wrap', epoch: sealing(vault), wrap: handed });
  }));
}

/** A new epoch on top, with wraps for everybody entitled now and nobody else. */
function renewal(replica: Replica, vault: OpenVault, removed: string | null = null): Promise<Draft> {
  const current = epochInForce(vault.ahead);
  const key = current === null ? undefined : vault.keys.get(current.id);
  if (current === null || key === undefined) throw noKey();
  const ahead = { ...structuredClone(vault.ahead) };
  if (removed !== null) ahead.members.delete(removed);
  return epochDraft(replica, { ...vault, ahead }, current.number + 1, { epoch: current.id, key });
}

async function wrapFor(replica: Replica, vault: OpenVault, member: Member): Promise<Wrap> {
  const key = vault.keys.get(sealing(vault));
  if (key === undefined) throw noKey();
  const place = placeOf(opened(replica).identity, vault, sealing(vault));
  return { member: member.id, key: member.sealId, wrap: await wrap(replica.suite, place, member.seal, key) };
}

function sealing(vault: OpenVault): string {
  const epoch = epochToSeal(vault);
  if (epoch === null) throw noKey();
  return epoch;
}

function noKey(): Refused {
  return new Refused('this device waits for the key of this vault', 'cannot_open');
}

function membership(replica: Replica, vault: OpenVault, body: Membership): Draft {
  const encoded = encodeMembership(body);
  return {
    kind: 'membership', epoch: unb64u(sealing(vault)), opId: newId(replica.random), body: () => Promise.resolve(encoded),
  };
}

async function queueClearly(
  replica: Replica, open: Opened, vault: string, drafts: (found: OpenVault) => Promise<Draft[]>,
): Promise<number> {
  const entries = await whileSaving(replica.keeper.name, vault, () => queueClear(replica, open, vault, drafts));
  return entries.length;
}

// Who takes part -------------------------------------------------------------------------------------------

/** Let a member take part in a vault, with the key at once. Queued, for the head as it is. */
export async function share(replica: Replica, vault: string, member: string): Promise<void> {
  const open = opened(replica);
  vaultOf(replica, vault);
  const found = replica.school.members.get(member);
  if (found === undefined) throw new RangeError('no such member is known');
  await queueClearly(replica, open, vault, async (at) =>
    [membership(replica, at, { do: 'add', member, wrap: await wrapFor(replica, at, found) })]);
  replica.listener.changed(vault, null);
}

/** Let a member take part no longer: the removal and the epoch without them are one batch. */
export async function unshare(replica: Replica, vault: string, member: string): Promise<void> {
  const open = opened(replica);
  vaultOf(replica, vault);
  await queueClearly(replica, open, vault, async (at) =>
    [membership(replica, at, { do: 'remove', member }), await renewal(replica, at, member)]);
  replica.listener.changed(vault, null);
}

/** For whom a vault's keys wait on another tablet: the members entitled who have none; and whether this one does. */
export function waitsFor(replica: Replica, vault: OpenVault): { readonly members: readonly string[]; readonly me: boolean } {
  const members = waiting(vault.log, replica.school);
  return { members, me: vault.log.seq > 0 && epochToSeal(vault) === null };
}
