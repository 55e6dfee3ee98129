/**
 * Reminders: rows derived from records, stated to the server once everything is sent and applied (`docs/protocol.md` §12).
 *
 *     await remind(replica, open);
 *
 * A row says what a record stands at as of the last entry that changed it, so every device makes the same, and it does not
 * matter which of them states it. What was stated since the unlock is not stated again.
 */
import { MAX_BATCH_ENTRIES } from '../generated/limits.ts';
import { b64u, unb64u } from '../sync/encoding.ts';
import { type Header, parse } from '../sync/entry.ts';
import { standing } from '../sync/merge.ts';
import { type RecordView, view } from '../sync/records.ts';
import { reminderId, signReminder, wanted } from '../sync/reminder.ts';
import { type Calendar, calendarOf, yetToCome } from '../sync/school_days.ts';
import { mayDo } from '../sync/vault_rights.ts';
import { push } from './api.ts';
import type { Database } from './db.ts';
import { entriesAfter } from './log_rows.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { outboxVaults } from './send.ts';
import type { OpenVault } from './vaults.ts';

const REMINDING: ReadonlySet<string> = new Set(['action_plan', 'appointment']);
const IN_FORCE: ReadonlySet<string> = new Set(['action_plan', 'case']);
const MOST_VAULTS = 32;
/** For so long after a change it is said anew that nothing is due: the tablet may have been locked before it was, ms. */
const TAKEN_BACK_FOR = 14 * 86_400_000;

/** A row about a record, and what to remember of it once it is stated. */
interface Row {
  readonly vault: string;
  readonly record: string;
  readonly data: Uint8Array;
  readonly terms: string;
}

/** State what is due, and what is due no longer, of every vault that changed. Throws `ServerRefused` and `Unreachable`. */
export async function remind(replica: Replica, open: Opened): Promise<void> {
  const database = await replica.keeper.database();
  const busy = new Set(await outboxVaults(database));
  const team = [...open.vaults.values()].find(({ log }) => log.kind === 'team');
  const changed = [...open.vaults.values()].filter((vault) =>
    !busy.has(vault.id) && open.reminded.get(vault.id) !== stampOf(vault, team));
  if (changed.length === 0) return;
  const calendar = schoolCalendar(team);
  const rows: Row[] = [];
  for (const vault of changed) {
    stillOpen(open);
    rows.push(...await rowsOf(replica, open, database, vault, calendar));
  }
  const failed = new Set<string>();
  for (const some of inParts(rows)) for (const vault of await state(replica, open, some)) failed.add(vault);
  // What was not taken of a vault is stated once more next time.
  for (const vault of changed) if (!failed.has(vault.id)) open.reminded.set(vault.id, stampOf(vault, team));
}

/** Rows in as many parts as pushes may hold. */
function inParts(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  const vaults = new Set<string>();
  for (const row of rows) {
    const part = parts.at(-1);
    if (part === undefined || part.length >= MAX_BATCH_ENTRIES || (vaults.size >= MOST_VAULTS && !vaults.has(row.vault))) {
      parts.push([row]);
      vaults.clear();
    } else part.push(row);
    vaults.add(row.vault);
  }
  return parts;
}

/** State rows, those of a vault in a batch. Returns the vaults of which the server did not take all. */
async function state(replica: Replica, open: Opened, rows: readonly Row[]): Promise<string[]> {
  const batches = [...new Set(rows.map(({ vault }) => vault))].map((vault) => rows.filter((row) => row.vault === vault));
  const results = await push(replica.line, batches.map((batch) =>
    ({ vault: batch[0]?.vault ?? '', entries: [], reminders: batch.map(({ data }) => data) })));
  return batches.flatMap((batch, place) => {
    const result = results[place];
    const taken = result === undefined || 'error' in result ? [] : batch.filter((_, at) => (result.leftOut[at] ?? null) === null);
    for (const { record, terms } of taken) open.reminded.set(record, terms);
    return taken.length === batch.length ? [] : [batch[0]?.vault ?? ''];
  });
}

function stampOf({ log }: OpenVault, team: OpenVault | undefined): string {
  return `${log.seq} ${team?.log.seq ?? 0}`;
}

function schoolCalendar(team: OpenVault | undefined): Calendar {
  const records = team === undefined ? [] : [...team.state.leaves.keys()].sort();
  const first = records.find((record) => team !== undefined && formOf(team, record) === 'calendar');
  return calendarOf(team === undefined || first === undefined ? null : view(team.state, first));
}

function formOf({ state }: OpenVault, record: string): unknown {
  const leaf = state.leaves.get(record)?.get(`${record}/_form`);
  // Asked of a great many records: one word alone stands without being put in order.
  return leaf?.length === 1 ? leaf[0]?.value : standing(state, `${record}/_form`).at(-1)?.value;
}

async function rowsOf(replica: Replica, open: Opened, database: Database, vault: OpenVault, calendar: Calendar): Promise<Row[]> {
  if (!mayDo(vault.log, replica.school, replica.account.member, 'write')) return [];
  const forms = formsOf(open, vault);
  const work = workOf(vault, forms);
  const rows: Row[] = [];
  for (const [record, form] of forms) {
    const seq = vault.seqs.get(record);
    if (seq === undefined || !REMINDING.has(form)) continue;
    const beside = form === 'action_plan' ? work : { records: [], seq, changedAt: 0 };
    const row = await rowOf(replica, open, database, { vault, record, seq, beside }, calendar);
    if (row !== null) rows.push({ vault: vault.id, record, ...row });
  }
  return rows;
}

/**
 * The records of a vault that a row may be about, or depend on, with their form. Looked for among those alone that have changed since
 * they were last: there may be ten thousand others.
 */
function formsOf({ dated }: Opened, vault: OpenVault): ReadonlyMap<string, string> {
  const { era, log: { seq: upTo } } = vault;
  const last = dated.get(vault.id);
  const known = last?.era === era && last.seq <= upTo ? last : { era, seq: -1, forms: new Map<string, string>() };
  for (const [record, seq] of vault.seqs) {
    if (seq <= known.seq) continue;
    const form = String(formOf(vault, record));
    if (REMINDING.has(form) || IN_FORCE.has(form)) known.forms.set(record, form);
    else known.forms.delete(record);
  }
  dated.set(vault.id, { ...known, seq: upTo });
  return known.forms;
}

/** The records that say which plan is in force, the place of the last entry that changed one of them, and when that was. */
interface Beside {
  readonly records: readonly RecordView[];
  readonly seq: number;
  readonly changedAt: number;
}

/** The plans of a case, and the case: a plan's row is as of the last entry about any of them, which may have put it in or out of force. */
function workOf(vault: OpenVault, forms: ReadonlyMap<string, string>): Beside {
  const found = [...forms].filter(([, form]) => IN_FORCE.has(form)).map(([record]) => record);
  const records = found.flatMap((record) => view(vault.state, record) ?? []);
  return { records, seq: Math.max(0, ...found.map((record) => vault.seqs.get(record) ?? 0)), changedAt: Math.max(0, ...records.map(lastChange)) };
}

interface Place {
  readonly vault: OpenVault;
  readonly record: string;
  readonly seq: number;
  readonly beside: Beside;
}

/** The row about a record; null where none has to be stated. */
async function rowOf(
  replica: Replica, open: Opened, database: Database, { vault, record, seq, beside }: Place, calendar: Calendar,
): Promise<{ readonly data: Uint8Array; readonly terms: string } | null> {
  const shown = view(vault.state, record);
  const firstKey = vault.keys.get(vault.log.epochs[0]?.id ?? '');
  if (shown === null || firstKey === undefined) return null;
  const member = replica.account.member;
  const asked = wanted(shown, calendar, unb64u(member), beside.records);
  if (asked === null) return null;
  const changedAt = lastChange(shown);
  const windows = yetToCome(asked.windows, changedAt);
  const before = open.reminded.get(record);
  const now = replica.clock() + (replica.heard.drift ?? 0);
  const since = Math.max(changedAt, beside.changedAt);
  const isPast = windows.length === 0 ? before === undefined && since < now - TAKEN_BACK_FOR : (windows.at(-1)?.end ?? 0) <= now;
  // Before the log is asked who wrote it: of most that was ever planned nothing is due any more.
  if (isPast) return null;
  const own = await headerAt(database, vault, seq);
  const last = beside.seq === seq ? own : await headerAt(database, vault, beside.seq);
  if (own === null || last === null) return null;
  const author = unb64u(replica.school.devices.get(b64u(own.device))?.member ?? member);
  const to = windows.length === 0 ? [] : wanted(shown, calendar, author, beside.records)?.to ?? [];
  const terms = JSON.stringify([to.map((one) => b64u(one)), windows]);
  if (terms === before) return null;
  const where = { school: open.identity.school, vault: vault.idBytes };
  const id = await reminderId(replica.suite, firstKey, where, unb64u(record), asked.kind);
  const place = { ...where, id };
  const { data } = await signReminder(replica.suite, { kind: asked.kind, place, op: last.opId, to, windows }, open.identity.device);
  return { data, terms };
}

async function headerAt(database: Database, vault: OpenVault, seq: number): Promise<Header | null> {
  const [entry] = await entriesAfter(database, vault.id, seq - 1, seq);
  return entry === undefined ? null : parse(entry.bytes).header;
}

function lastChange({ fields }: RecordView): number {
  return Math.max(...[...fields.values()].map(({ time }) => time));
}
