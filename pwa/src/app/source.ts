/**
 * What the screens are made from (`casework/source.ts`), as the store publishes it. A vault in which nothing changed stays the
 * same object, and so does a record, so that one save costs one record.
 */
import type { Aside, BookSource, Carriage, Late, NoRoom, VaultSource, Whereabouts } from '../casework/source.ts';
import type { AsideRow } from '../store/db.ts';
import type { HeldSave } from '../store/desk.ts';
import type { Beside, VaultInfo } from '../store/index.ts';
import type { LateEntry } from '../store/late.ts';
import { HAND_IN } from '../store/refusals.ts';
import { b64u, type Bytes, Malformed, parseInstant } from '../sync/encoding.ts';
import { parse } from '../sync/entry.ts';
import type { RecordView } from '../sync/records.ts';
import { roles, type School } from '../sync/roster.ts';
import { parseMembership } from '../sync/vault_body.ts';

/** The book's source for whoever is at work, as it is now; whoever computes with it is told of changes. Throws `Locked`. */
export function sourceOf(beside: Beside, now: number, late: readonly LateEntry[]): BookSource {
  const { read } = beside;
  const school = read.school();
  const me = read.me();
  return {
    me,
    roles: [...roles(school, me)],
    now,
    vaults: read.vaults.value.map((info) => vaultSource(info, read.records(info.id))),
    memberOf: (device) => school.devices.get(device)?.member ?? null,
    rolesOf: (member) => [...roles(school, member)],
    managedBy: (manager) => [...(school.manages.get(manager) ?? [])],
    where: (vault, record) => whereabouts(beside, vault, record),
    carriage: carriageOf(beside, school, late),
  };
}

const sources = new WeakMap<VaultInfo, VaultSource>();

function vaultSource(info: VaultInfo, records: readonly RecordView[]): VaultSource {
  const found = sources.get(info);
  if (found?.records === records) return found;
  const { id, kind, members, readers, waiting, may, seq, seqOf } = info;
  const source = { id, kind, members, readers, waiting, may, seq, seqOf, records };
  sources.set(info, source);
  return source;
}

function whereabouts({ read }: Beside, vault: string, record: string): Whereabouts {
  const { place, by } = read.where(vault, record);
  return { unsent: place === 'tablet', received: by };
}

function carriageOf({ read, trouble, exchanging, held, damaged }: Beside, school: School, late: readonly LateEntry[]): Carriage {
  const { lastExchange, aside, forks } = read.about.value;
  return {
    lastExchange,
    trouble: trouble.value,
    sending: exchanging.value,
    unsent: read.unsent.value,
    noRoom: held.value.map(noRoomOf),
    damaged: damaged.value,
    aside: aside.filter(({ mine, entry }) => !mine || !SAYS_NOTHING.has(kindOf(entry) ?? '')).map((row) => asideOf(school, row)),
    late: late.map(lateOf),
    forks: [...new Set(forks.map(({ vault }) => (vault === b64u(school.id) ? '' : vault)))],
  };
}

function noRoomOf({ id, vault, changes, at }: HeldSave): NoRoom {
  const record = changes[0]?.path.split('/')[0] ?? null;
  const form = changes.find(({ path }) => path === `${record}/_form`)?.value;
  return { id, vault, record, form: typeof form === 'string' ? form : null, at };
}

/** What goes along with what was handed in, for the keys. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['genesis', 'epoch']);

function kindOf(data: Bytes): string | null {
  try {
    return parse(data).header.kind;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function asideOf(school: School, { id, vault, entry, code, mine }: AsideRow): Aside {
  const told = toldBy(school, entry);
  // What was locked out was handed in from here, whoever wrote it.
  const isBeyond = code === 'beyond_revocation';
  const handedIn = mine && told.decision === null && (isBeyond || HAND_IN.has(code));
  return { id: String(id ?? 0), vault, at: null, code, mine: mine && !isBeyond, handedIn, ...told };
}

/** What an entry says in clear; nulls where nobody can tell: one of a newer version may say it otherwise. */
function toldBy(school: School, data: Bytes): Pick<Aside, 'member' | 'decision'> {
  try {
    const { header, body } = parse(data);
    const member = school.devices.get(b64u(header.device))?.member ?? null;
    const said = header.kind === 'membership' ? parseMembership(body) : null;
    return { member, decision: said === null || said.do === 'wrap' ? null : { member: said.member, letsIn: said.do === 'add' } };
  } catch (error) {
    if (error instanceof Malformed) return { member: null, decision: null };
    throw error;
  }
}

function lateOf({ id, vault, member, received }: LateEntry): Late {
  return { id, vault, member, at: parseInstant(received) };
}
