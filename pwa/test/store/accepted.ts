/** How far a server in memory has taken what devices wrote, and what an act that shuts one out would leave out of it. */
import { formatInstant } from '../../src/sync/encoding.ts';
import { devicesOf, isLive, type School } from '../../src/sync/roster.ts';
import { type Act, type Counters, parseAct } from '../../src/sync/school_act.ts';
import { parse } from '../../src/sync/school_entry.ts';
import type { VaultLog } from '../../src/sync/vault_log.ts';

type Logs = readonly (readonly [string, VaultLog])[];

/** Per vault how far it has taken what a device wrote; vaults without anything of it are left out. */
export function acceptedOf(logs: Logs, device: string): Counters {
  const counters = logs.map(([vault, { chains }]) => [vault, chains.get(device)?.counter ?? 0] as const);
  return new Map(counters.filter(([, counter]) => counter > 0));
}

/** The answer to `GET members/<member>/counters`. */
export function countersOf(logs: Logs, school: School, member: string, now: number): { devices: unknown; seen: unknown } {
  const found = devicesOf(school, member).map(({ id }) => [id, Object.fromEntries(acceptedOf(logs, id))] as const);
  return { devices: Object.fromEntries(found), seen: Object.fromEntries(found.map(([id]) => [id, formatInstant(now)])) };
}

/** Whether any of these entries shuts a device out from something that is accepted. */
export function leavesOut(logs: Logs, school: School, entries: readonly Uint8Array[]): boolean {
  return entries.some((bytes) => bounds(school, parseAct(parse(new Uint8Array(bytes)).body)).some(([device, bound]) =>
    [...acceptedOf(logs, device)].some(([vault, counter]) => counter > (bound.get(vault) ?? 0))));
}

function bounds(school: School, act: Act): (readonly [string, Counters])[] {
  if (act.do === 'revoke') return [[act.device, act.counters]];
  if (act.do !== 'remove') return [];
  const live = devicesOf(school, act.member).filter(isLive);
  return live.map(({ id }) => [id, act.counters.get(id) ?? new Map<string, number>()]);
}
