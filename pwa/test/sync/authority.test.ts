/** The table of authority, and stories of a school's and a vault's log, as Python tells them. */
import { describe, expect, test } from 'vitest';

import { may, type Standing } from '../../src/sync/authority.ts';
import { webSuite } from '../../src/sync/crypto_web.ts';
import { b64u, compareIds, unb64u } from '../../src/sync/encoding.ts';
import { type Entry, parse } from '../../src/sync/entry.ts';
import { administrators, isLive, newSchool, type School } from '../../src/sync/roster.ts';
import { append as appendToSchool, judge as judgeSchool } from '../../src/sync/school.ts';
import { parse as parseSchoolEntry } from '../../src/sync/school_entry.ts';
import { append, judge, judgeBatch, prove, proveMany, setAside } from '../../src/sync/vault.ts';
import { epochInForce, isForked, newVaultLog, type VaultLog } from '../../src/sync/vault_log.ts';
import { dueRenewal, entitled, waiting } from '../../src/sync/vault_rights.ts';
import { vectors } from '../vectors.ts';

type Step =
  | { readonly do: 'school'; readonly entry: string }
  | { readonly do: 'push'; readonly entries: number[]; readonly codes: unknown[]; readonly now: number; readonly restoring: boolean }
  | { readonly do: 'read'; readonly entries: number[]; readonly codes: unknown[] }
  | { readonly do: 'judge'; readonly entry: number; readonly code: unknown };

interface Vectors {
  readonly table: readonly [string, Standing, string, string[]][];
  readonly school: readonly {
    name: string; school: string; pinned: string | null; entries: [string, number | null, string | null][]; ends: unknown;
  }[];
  readonly id: string;
  readonly people: readonly string[];
  readonly vaults: readonly {
    name: string; vault: string; entries: string[]; steps: Step[]; server: unknown; reader: unknown;
  }[];
}
const AUTHORITY = vectors('authority') as Vectors;
const suite = webSuite();

test.each(AUTHORITY.table)('%s, %s, %s', (kind, standing, role, allowed) => {
  const acts = ['create', 'write', 'wrap', 'share', 'remove', 'renew', 'ticket', 'erase'];
  expect(acts.filter((act) => may(kind, standing, [role], act))).toEqual(allowed);
});

test('what every object of JavaScript has is no kind, no act and no role', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(may(name, 'member', ['mentor'], 'write')).toBe(false);
    expect(may('case', 'member', ['mentor'], name)).toBe(false);
    expect(may('case', 'member', [name], 'write')).toBe(false);
  }
});

// The school -----------------------------------------------------------------------------------------------

function byId<Found>(map: ReadonlyMap<string, Found>, spelled: (found: Found) => unknown): Record<string, unknown> {
  const ids = [...map.keys()].sort(compareIds);
  return Object.fromEntries(ids.map((id) => [id, spelled(map.get(id) as Found)]));
}

function pairs(map: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found = [...map].flatMap(([manager, mentors]) => [...mentors].map((mentor) => [manager, mentor]));
  return found.sort(([one = '', two = ''], [three = '', four = '']) => compareIds(one, three) || compareIds(two, four));
}

function roster(school: School): unknown {
  return {
    seq: school.seq,
    hash: b64u(school.logHash),
    members: byId(school.members, (member) => ({
      roles: [...member.roles].sort(), ever: [...member.everRoles].sort(), present: member.removed === null,
      key: member.sealId,
    })),
    devices: byId(school.devices, (device) => ({
      member: device.member, live: isLive(device), counters: device.counters && Object.fromEntries(device.counters),
    })),
    manages: pairs(school.manages),
    ever_managed: pairs(school.everManaged),
    open: [...school.invitations.values()].filter(({ open }) => open).map(({ id }) => id).sort(),
    administrators: administrators(school),
  };
}

test.each(AUTHORITY.school)('in the school\'s log: $name', async ({ school: id, pinned, entries, ends }) => {
  const school = newSchool(unb64u(id), pinned === null ? null : unb64u(pinned));
  for (const [bytes, now, expected] of entries) {
    const entry = parseSchoolEntry(unb64u(bytes));
    const code = await judgeSchool(suite, school, entry, now ?? undefined);
    expect([school.seq + 1, code]).toEqual([school.seq + 1, expected]);
    if (code === null) appendToSchool(school, entry);
  }
  expect(roster(school)).toEqual(ends);
});

// Vaults ---------------------------------------------------------------------------------------------------

function summary(vault: VaultLog, school: School): unknown {
  const epoch = epochInForce(vault);
  const sorted = (ids: Iterable<string>): string[] => [...ids].sort(compareIds);
  return {
    seq: vault.seq,
    hash: b64u(vault.logHash),
    kind: vault.kind,
    members: sorted(vault.members),
    epoch: epoch && [epoch.id, epoch.number, b64u(epoch.publicKey)],
    epochs: vault.epochs.map(({ id: found }) => found),
    wraps: sorted(vault.wraps.keys()).flatMap((member) => sorted(vault.wraps.get(member) ?? []).map((key) => [member, key])),
    links: Object.values(byId(vault.chains, (link) => link)).map((_, at) => {
      const device = sorted(vault.chains.keys())[at] ?? '';
      const link = vault.chains.get(device);
      return [device, link?.counter, b64u(link?.hash ?? new Uint8Array(0))];
    }),
    tickets: sorted(vault.tickets.keys()).map((ticket) => {
      const use = vault.tickets.get(ticket);
      return [ticket, use?.drops, use?.size];
    }),
    renewal_owed: vault.renewalOwed,
    forked: isForked(vault),
    entitled: entitled(vault, school),
    waiting: waiting(vault, school),
    due_renewal: dueRenewal(vault, school),
  };
}

class Telling {
  readonly school: School = newSchool(unb64u(AUTHORITY.id));
  server: VaultLog;
  readonly reader: VaultLog;
  readonly entries: readonly Entry[];

  constructor(vault: string, entries: readonly string[]) {
    this.entries = entries.map((bytes) => parse(unb64u(bytes)));
    this.server = newVaultLog(this.school.id, unb64u(vault));
    this.reader = newVaultLog(this.school.id, unb64u(vault));
    for (const entry of AUTHORITY.people) this.say(entry);
  }

  at(place: number): Entry {
    const entry = this.entries[place];
    if (entry === undefined) throw new Error(`no entry ${place}`);
    return entry;
  }

  say(entry: string): void {
    appendToSchool(this.school, parseSchoolEntry(unb64u(entry)));
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'school') this.say(step.entry);
    else if (step.do === 'push') await this.push(step.entries.map((place) => this.at(place)), step);
    else if (step.do === 'read') await this.read(step.entries.map((place) => this.at(place)), step.codes);
    else {
      const entry = this.at(step.entry);
      expect(judge(this.reader, this.school, entry, await prove(suite, this.school, entry))).toBe(step.code);
    }
  }

  async push(entries: readonly Entry[], { codes, now, restoring }: Step & { do: 'push' }): Promise<void> {
    const proofs = await proveMany(suite, this.school, entries);
    const before = structuredClone(this.server);
    const verdict = judgeBatch(this.server, this.school, entries, proofs, now, restoring);
    expect(verdict.codes).toEqual(codes);
    expect(this.server).toEqual(before);
    if (codes.every((code) => code === null)) this.server = verdict.vault;
  }

  async read(entries: readonly Entry[], codes: readonly unknown[]): Promise<void> {
    const proofs = await proveMany(suite, this.school, entries);
    const found = entries.map((entry, at) => {
      const code = judge(this.reader, this.school, entry, proofs[at] ?? { isSigned: false, isTicketSigned: false });
      if (code === null) append(this.reader, entry);
      else setAside(this.reader, entry, code);
      return code;
    });
    expect(found).toEqual(codes);
  }
}

describe.each(AUTHORITY.vaults)('in a vault: $name', ({ vault, entries, steps, server, reader }) => {
  test('each step is answered, and both logs end as they should', async () => {
    const telling = new Telling(vault, entries);
    for (const [at, step] of steps.entries()) {
      try {
        await telling.take(step);
      } catch (error) {
        throw new Error(`step ${at}: ${step.do}`, { cause: error });
      }
    }
    expect(summary(telling.server, telling.school)).toEqual(server);
    expect(summary(telling.reader, telling.school)).toEqual(reader);
  });
});
