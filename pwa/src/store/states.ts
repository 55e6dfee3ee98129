/**
 * The merged state of a vault at rest: one sealed row, so that unlock opens rows and not thousands of ops (ADR 0004).
 *
 *     await writeState(replica, identity, vault);             // after an exchange, on lock, every two hundred saves
 *     const vault = await readState(suite, identity, row);    // null where it cannot be read: the log is read instead
 *
 * What is sealed is ours alone and never leaves the device, so it is written for reading fast, not as snapshots are: devices and
 * records once, paths without their record. Nothing depends on a row: a lost or old one costs time at unlock, never a word.
 */
import type { Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, ID_SIZE, text, unb64u, utf8 } from '../sync/encoding.ts';
import type { SealPair } from '../sync/keys.ts';
import { newState, type Standing, type State } from '../sync/merge.ts';
import type { Value } from '../sync/op.ts';
import { seal, unseal } from '../sync/seal.ts';
import { inOneStep, type StateRow } from './db.ts';
import type { Identity } from './identity.ts';
import { whileSaving } from './locks.ts';
import type { Replica } from './replica.ts';
import type { OpenVault, SealedEpoch } from './vaults.ts';

const STATE_LABEL = utf8('beside/state/1');
/** Saves after which the state is sealed anew even while nothing else asks for it. */
export const MOST_UNSEALED = 200;

/** [device, counter, index, value, ms]; the device by its place in `devices`. */
type Row = readonly [device: number, counter: number, index: number, value: Value, time: number];

/** What a sealed state says. */
interface Written {
  readonly devices: readonly string[];
  readonly vector: readonly (readonly [device: number, counter: number])[];
  readonly ahead: readonly (readonly [device: number, counters: readonly number[]])[];
  readonly awaited: readonly (readonly [device: number, counter: number, path: string, indices: readonly number[]])[];
  /** Record, the seq of its last entry or 0, and its leaves: path behind the record, and rows laid one after the other. */
  readonly records: readonly (readonly [record: string, seq: number, leaves: readonly (string | readonly Row[])[]])[];
  readonly keys: readonly (readonly [epoch: string, key: string])[];
  readonly dropKeys: readonly (readonly [epoch: string, privateKey: string, publicKey: string])[];
  readonly epochs: readonly (readonly [
    epoch: string, number: number, publicKey: string, privateKey: string, previous: string | null, previousId: string | null,
  ])[];
}

/** Seal a vault's state if it holds anything that the sealed one does not. */
export function writeState(replica: Replica, identity: Identity, vault: OpenVault): Promise<void> {
  return whileSaving(replica.keeper.name, vault.id, async () => {
    if (vault.unsealed === 0) return;
    const held = vault.unsealed;
    const { id, era, log } = vault;
    const content = utf8(JSON.stringify(spell(vault)));
    const sealed = await seal(replica.suite, identity.rest, STATE_LABEL, placeOf(identity, { vault: id, era, log }), content);
    const row: StateRow = { vault: id, era, log, sealed };
    const database = await replica.keeper.database();
    await inOneStep(database, ['states', 'vaults'], async (step) => {
      // Another tab may have begun a new era: what is held here is of the one before.
      const kept = await step.objectStore('vaults').get(vault.id);
      if (kept?.era === era) await step.objectStore('states').put(row);
    }, 'relaxed');
    vault.unsealed -= held;
  });
}

/** The vault that a row holds, its log as then; null where it cannot be read. */
export async function readState(suite: Suite, identity: Identity, row: StateRow): Promise<OpenVault | null> {
  try {
    const idBytes = unb64u(row.vault, ID_SIZE, 'vault');
    const content = await unseal(suite, identity.rest, STATE_LABEL, placeOf(identity, row), row.sealed);
    const written = JSON.parse(text(content)) as Written;
    const { log, era } = row;
    const link = { counter: 0, hash: new Uint8Array(0) };
    const held = { id: row.vault, idBytes, log, ahead: log, era, unsealed: 0, tickets: new Set<string>(), link };
    return { ...held, ...read(written) };
  } catch {
    // Written by another version, or damaged: the log says all that this did.
    return null;
  }
}

/** Whose state of what it is: a row put back from an earlier day does not open. */
function placeOf({ school, member }: Identity, { vault, era, log }: Omit<StateRow, 'sealed'>): Bytes {
  return utf8([b64u(school), member, vault, era, log.seq].join('/'));
}

// Writing --------------------------------------------------------------------------------------------------

function spell(vault: OpenVault): Written {
  const { state } = vault;
  const places = new Map<string, number>();
  const devices: string[] = [];
  const place = (device: string): number => {
    const found = places.get(device) ?? devices.push(device) - 1;
    places.set(device, found);
    return found;
  };
  const row = ({ dot, value, time }: Standing): Row => [place(dot[0]), dot[1], dot[2], value, time];
  const records = Array.from(state.leaves, ([record, paths]) => [
    record, vault.seqs.get(record) ?? 0,
    Array.from(paths).flatMap(([path, leaf]): (string | Row[])[] => [path.slice(record.length + 1), leaf.map(row)]),
  ] as const);
  return {
    records,
    vector: Array.from(state.vector, ([device, counter]) => [place(device), counter] as const),
    ahead: Array.from(state.ahead, ([device, counters]) => [place(device), [...counters]] as const),
    awaited: Array.from(state.awaited).flatMap(([device, ops]) => Array.from(ops).flatMap(([counter, paths]) =>
      Array.from(paths, ([path, indices]) => [place(device), counter, path, [...indices]] as const))),
    keys: Array.from(vault.keys, ([epoch, key]) => [epoch, b64u(key)] as const),
    dropKeys: Array.from(vault.dropKeys, ([epoch, { privateKey, publicKey }]) =>
      [epoch, b64u(privateKey), b64u(publicKey)] as const),
    epochs: Array.from(vault.epochs, ([epoch, { number, publicKey, privateKey, previous, previousId }]) => [
      epoch, number, b64u(publicKey), b64u(privateKey), previous === null ? null : b64u(previous), previousId,
    ] as const),
    devices,
  };
}

// Reading --------------------------------------------------------------------------------------------------

function read(written: Written): Pick<OpenVault, 'state' | 'seqs' | 'keys' | 'dropKeys' | 'epochs'> {
  const device = (place: number): string => written.devices[place] ?? '';
  const state = newState();
  for (const [place, counter] of written.vector) state.vector.set(device(place), counter);
  for (const [place, counters] of written.ahead) state.ahead.set(device(place), new Set(counters));
  for (const awaited of written.awaited) readAwaited(state, device(awaited[0]), awaited);
  const seqs = new Map<string, number>();
  for (const [record, seq, leaves] of written.records) {
    if (seq > 0) seqs.set(record, seq);
    state.leaves.set(record, readLeaves(record, leaves, device));
  }
  const keys = new Map(written.keys.map(([epoch, key]) => [epoch, unb64u(key)]));
  const dropKeys = new Map(written.dropKeys.map(([epoch, privateKey, publicKey]): [string, SealPair] =>
    [epoch, { privateKey: unb64u(privateKey), publicKey: unb64u(publicKey) }]));
  const epochs = new Map(written.epochs.map(([epoch, number, publicKey, privateKey, previous, previousId]): [string, SealedEpoch] => [epoch, {
    number, publicKey: unb64u(publicKey), privateKey: unb64u(privateKey),
    previous: previous === null ? null : unb64u(previous), previousId,
  }]));
  return { state, seqs, keys, dropKeys, epochs };
}

function readLeaves(
  record: string, leaves: readonly (string | readonly Row[])[], device: (place: number) => string,
): Map<string, Standing[]> {
  const paths = new Map<string, Standing[]>();
  for (let at = 0; at + 1 < leaves.length; at += 2) {
    const [path, rows] = [leaves[at] as string, leaves[at + 1] as readonly Row[]];
    paths.set(`${record}/${path}`, rows.map(([place, counter, index, value, time]) =>
      ({ dot: [device(place), counter, index], value, time })));
  }
  return paths;
}

function readAwaited(state: State, device: string, [, counter, path, indices]: Written['awaited'][number]): void {
  let ops = state.awaited.get(device);
  if (ops === undefined) state.awaited.set(device, (ops = new Map<number, Map<string, Set<number>>>()));
  let paths = ops.get(counter);
  if (paths === undefined) ops.set(counter, (paths = new Map<string, Set<number>>()));
  paths.set(path, new Set(indices));
}
