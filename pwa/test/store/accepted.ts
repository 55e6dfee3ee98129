/** How far a server in memory has taken what devices wrote, and what an act that shuts one out would leave out of it. */
import { b64u, formatInstant } from '../../src/sync/encoding.ts';
import { parse as parseEntry } from '../../src/sync/entry.ts';
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

/** The devices that any of these entries shuts out from something that is accepted. */
export function shutOutEarly(logs: Logs, school: School, entries: readonly Uint8Array[]): string[] {
  return entries.flatMap((bytes) => {
    const named = bounds(school, parseAct(parse(new Uint8Array(bytes)).body));
    const isEarly = named.some(([device, bound]) => [...acceptedOf(logs, device)].some(([vault, counter]) => counter > (bound.get(vault) ?? 0)));
    return isEarly ? named.map(([device]) => device) : [];
  });
}

/** Devices of which nothing is taken for a minute, while their counters are asked for once more. */
export class Held {
  private readonly until = new Map<string, number>();

  /** Returns whether there was any to hold. */
  hold(devices: readonly string[], now: number): boolean {
    for (const device of devices) this.until.set(device, now + 60_000);
    return devices.length > 0;
  }

  stops(entries: readonly Uint8Array[], now: number): boolean {
    return entries.some((bytes) => now < (this.until.get(b64u(parseEntry(new Uint8Array(bytes)).header.device)) ?? 0));
  }
}

function bounds(school: School, act: Act): (readonly [string, Counters])[] {
  if (act.do === 'revoke') return [[act.device, act.counters]];
  if (act.do !== 'remove') return [];
  const live = devicesOf(school, act.member).filter(isLive);
  return live.map(({ id }) => [id, act.counters.get(id) ?? new Map<string, number>()]);
}
