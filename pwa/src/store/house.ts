/**
 * Keeping house: keys for those who wait, a new epoch where somebody no longer takes part (`docs/client.md`, step 6); and who
 * shares a vault with whom.
 *
 * Any present device may do it at the end of its exchange. Losing the race to another device is no error: the entry was for a
 * head that has moved, and is taken back; the next exchange sees whether anything is left to do. What a person last wished about
 * a member is queued again for the head as it is then.
 */
import { b64u, newId, Refused, unb64u } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { wrap, type Wrap } from '../sync/epoch.ts';
import { isPresent, type Member } from '../sync/roster.ts';
import { encodeMembership, type Membership, parseMembership } from '../sync/vault_body.ts';
import { epochInForce } from '../sync/vault_log.ts';
import { dueRenewal, mayDo, waiting } from '../sync/vault_rights.ts';
import { type AsideRow, inOneStep, type VaultRow } from './db.ts';
import { believed, isCut } from './kept.ts';
import { whileSaving } from './locks.ts';
import { opened, type Opened, type Replica, stillOpen, vaultOf } from './replica.ts';
import { beingGivenBack } from './rewind.ts';
import { type Beside, type Draft, epochDraft, queueClear } from './save.ts';
import { outboxVaults } from './send.ts';
import { epochToSeal, type OpenVault, placeOf } from './vaults.ts';

/** Queue what is due in every vault that is fully applied and sent. Returns how many entries were queued. */
export async function keepHouse(replica: Replica, open: Opened): Promise<number> {
  const database = await replica.keeper.database();
  const [unsent, waits, aside] = [await outboxVaults(database), await beingGivenBack(replica), await database.getAll('aside')];
  const busy = new Set([...unsent, ...waits]);
  const rows = new Map((await database.getAll('vaults')).map((row) => [row.vault, row]));
  let queued = 0;
  for (const vault of [...open.vaults.values()]) {
    stillOpen(open);
    const row = rows.get(vault.id);
    if (row === undefined || busy.has(vault.id) || !isIdle(replica, vault, row)) continue;
    const refused = aside.filter((each) => each.vault === vault.id);
    await forgetCut(replica, vault, refused);
    const wanted = await stillWanted(replica, vault, wishesIn(refused));
    if (wanted > 0) queued += wanted;
    else if (isDue(replica, vault)) queued += await queueClearly(replica, open, vault.id, (found) => due(replica, found));
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
  replica: Replica, open: Opened, vault: string, drafts: (found: OpenVault) => Promise<Draft[]>, beside?: Beside,
): Promise<number> {
  const entries = await whileSaving(replica.keeper.name, vault, () => queueClear(replica, open, vault, drafts, beside));
  return entries.length;
}

// Who takes part -------------------------------------------------------------------------------------------

/** Let a member take part in a vault, with the key at once. Queued, for the head as it is, unless it is so already. */
export async function share(replica: Replica, vault: string, member: string): Promise<void> {
  vaultOf(replica, vault);
  const found = replica.school.members.get(member);
  if (found === undefined) throw new RangeError('no such member is known');
  await decide(replica, vault, member, async (at) =>
    (at.ahead.members.has(member) ? [] : [membership(replica, at, { do: 'add', member, wrap: await wrapFor(replica, at, found) })]));
}

/**
 * Let a member take part no longer, unless it is so already: the removal and the epoch without them are one batch.
 *
 * Throws `Refused` where this member could not make that epoch: who takes part only as the line manager of who goes.
 */
export async function unshare(replica: Replica, vault: string, member: string): Promise<void> {
  if (!mayWithdraw(replica, vaultOf(replica, vault), member)) {
    throw new Refused('who goes last with this member cannot withdraw them', 'not_allowed');
  }
  await decide(replica, vault, member, async (at) =>
    (at.ahead.members.has(member) ? [membership(replica, at, { do: 'remove', member }), await renewal(replica, at, member)] : []));
}

function mayWithdraw(replica: Replica, vault: OpenVault, member: string): boolean {
  const after = structuredClone(vault.ahead);
  after.members.delete(member);
  return may(replica, vault, 'remove') && after.members.size > 0 && mayDo(after, replica.school, replica.account.member, 'renew');
}

/** Queue what is decided about a member, in place of what was before and came to nothing. */
async function decide(
  replica: Replica, vault: string, member: string, drafts: (found: OpenVault) => Promise<Draft[]>,
): Promise<void> {
  await queueClearly(replica, opened(replica), vault, drafts, forgettingWishes(vault, member));
  replica.listener.changed(vault, null);
}

/** What was decided about a member here and came to nothing. */
interface Wish {
  readonly row: AsideRow;
  readonly body: Exclude<Membership, { readonly do: 'wrap' }>;
}

function wishOf(row: AsideRow): Wish[] {
  if (!row.mine) return [];
  const { header, body } = parse(row.entry);
  const said = header.kind === 'membership' ? parseMembership(body) : null;
  return said === null || said.do === 'wrap' ? [] : [{ row, body: said }];
}

/** Member → what was last decided about them. */
function wishesIn(rows: readonly AsideRow[]): ReadonlyMap<string, Wish> {
  return new Map(rows.flatMap(wishOf).map((wish) => [wish.body.member, wish]));
}

/** Forgets what came to nothing about a member: it is done, or was decided anew. */
function forgettingWishes(vault: string, member: string): Beside {
  return {
    tables: ['aside'],
    write: async (step) => {
      const aside = step.objectStore('aside');
      const wishes = (await aside.index('vault').getAll(vault)).flatMap(wishOf).filter(({ body }) => body.member === member);
      await Promise.all(wishes.map(({ row }) => aside.delete(row.id ?? 0)));
    },
  };
}

/**
 * Queue again what a person wished about members and somebody else was faster than, if it is still to be done. Returns how many
 * entries that took.
 *
 * What is done already, by whomever, is forgotten. What may not be done any more stays aside with that as the reason.
 */
async function stillWanted(replica: Replica, vault: OpenVault, wishes: ReadonlyMap<string, Wish>): Promise<number> {
  const database = await replica.keeper.database();
  let queued = 0;
  for (const [member, { row, body }] of wishes) {
    if (vault.ahead.members.has(member) === (body.do === 'add')) {
      const { tables, write } = forgettingWishes(vault.id, member);
      await inOneStep(database, tables, write);
    } else if (row.code === 'head_moved') {
      const made = await again(replica, vault, body);
      if (made === 0) await database.put('aside', { ...row, code: 'not_allowed' });
      queued += made;
    }
  }
  return queued;
}

/** Queue it for the head as it is. Returns how many entries that took: none where it may not be done any more. */
async function again(replica: Replica, vault: OpenVault, { do: what, member }: Wish['body']): Promise<number> {
  if (what === 'add') {
    if (!isPresent(replica.school, member) || !may(replica, vault, 'share')) return 0;
    await share(replica, vault.id, member);
    return 1;
  }
  if (!mayWithdraw(replica, vault, member)) return 0;
  await unshare(replica, vault.id, member);
  return 2;
}

/**
 * Forget what a rewind cut off and the server did not take back, where it is no news to anybody: of members what is so, by
 * whomever; of keys those under which nothing waits here.
 */
async function forgetCut(replica: Replica, vault: OpenVault, rows: readonly AsideRow[]): Promise<void> {
  const found = rows.map((row) => ({ row, entry: parse(row.entry) }));
  const cut = found.filter(({ row }) => isCut(row));
  const sealed = new Set(found.flatMap(({ entry: { header } }) => (header.kind === 'op' ? [b64u(header.epoch)] : [])));
  const merged = await believed(replica, vault, [], cut.map(({ entry }) => entry));
  const over = cut.filter(({ row, entry }) => row.code !== 'rewound' && !merged.includes(entry) && isNoNews(vault, entry, sealed));
  const database = await replica.keeper.database();
  await Promise.all(over.map(({ row }) => database.delete('aside', row.id ?? 0)));
}

function isNoNews(vault: OpenVault, { header, body }: Entry, sealed: ReadonlySet<string>): boolean {
  if (header.kind === 'epoch') return !sealed.has(b64u(header.epoch));
  if (header.kind !== 'membership') return false;
  const said = parseMembership(body);
  return said.do === 'wrap' || vault.ahead.members.has(said.member) === (said.do === 'add');
}

/** For whom a vault's keys wait on another tablet: the members entitled who have none; and whether this one does. */
export function waitsFor(replica: Replica, vault: OpenVault): { readonly members: readonly string[]; readonly me: boolean } {
  const members = waiting(vault.log, replica.school);
  return { members, me: vault.log.seq > 0 && epochToSeal(vault) === null };
}
