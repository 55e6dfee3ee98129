/**
 * From ops to records: a multi-value register a path, over dots (`docs/protocol.md` §3).
 *
 *     const state = newState();
 *     apply(state, device, 1, { at, drift: null, catalogue: 1, changes: [{ path, value: 'yes', over: [] }] });
 *     standing(state, path)  →  [{ dot: [device, 1, 0], value: 'yes', time: 1795425302123 }]
 *
 * `apply` changes the state in place, for speed; what it arrives at depends only on the set of applied ops, never on
 * their order. Nothing here reads a clock, and times decide only which of several standing values is shown.
 */
import { Malformed, utf8, type Bytes } from './encoding.ts';
import {
  type Change, compareDots, type Dot, isId, isObject, isPath, type OpBody, parseObject, recordOf, sameDot, timeOf, toDot,
  toValue, type Value,
} from './op.ts';

/** A value that nothing has replaced: its dot, the value, and its corrected time in milliseconds. */
export interface Standing {
  readonly dot: Dot;
  readonly value: Value;
  readonly time: number;
}

/**
 * What a set of ops amounts to.
 *
 * `vector`: device → counter up to which everything is applied. `ahead`: device → counters applied beyond that.
 * `leaves`: record → path → standing values, in no order. `awaited`: device → counter of an op not yet applied →
 * path → the indices of those of its changes that are replaced already.
 */
export interface State {
  readonly vector: Map<string, number>;
  readonly ahead: Map<string, Set<number>>;
  readonly leaves: Map<string, Map<string, Standing[]>>;
  readonly awaited: Map<string, Map<number, Map<string, Set<number>>>>;
}

/** What no op has touched. */
export function newState(): State {
  return { vector: new Map(), ahead: new Map(), leaves: new Map(), awaited: new Map() };
}

/** A state of its own with the same content. */
export function copyState(state: State): State {
  return {
    vector: new Map(state.vector),
    ahead: mapped(state.ahead, (counters) => new Set(counters)),
    leaves: mapped(state.leaves, (paths) => mapped(paths, (leaf) => [...leaf])),
    awaited: mapped(state.awaited, (ops) => mapped(ops, (paths) => mapped(paths, (indices) => new Set(indices)))),
  };
}

function mapped<Key, From, To>(map: ReadonlyMap<Key, From>, made: (found: From) => To): Map<Key, To> {
  return new Map(Array.from(map, ([key, found]) => [key, made(found)]));
}

/** The standing values of `path`, the one to show last: by time, device, counter, index. */
export function standing(state: State, path: string): Standing[] {
  const leaf = state.leaves.get(recordOf(path))?.get(path);
  return leaf === undefined ? [] : [...leaf].sort(compareShown);
}

/** Whether the entry `counter` of `device` is in this state. */
export function hasApplied(state: State, device: string, counter: number): boolean {
  return counter <= (state.vector.get(device) ?? 0) || (state.ahead.get(device)?.has(counter) ?? false);
}

/** The order in which the greatest standing value is the one shown. */
export function compareShown(one: Standing, other: Standing): number {
  return one.time - other.time || compareDots(one.dot, other.dot);
}

/**
 * Apply the entry `counter` of `device`, null standing for an entry of another kind than op; in place.
 *
 * An entry that was applied already changes nothing. Any order of entries leads to the same state.
 */
export function apply(state: State, device: string, counter: number, body: OpBody | null): State {
  if (hasApplied(state, device, counter)) return state;
  const alreadyReplaced = takeAwaited(state, device, counter);
  if (body !== null && body.changes.length > 0) {
    const time = timeOf(body);
    body.changes.forEach((change, index) => {
      for (const dot of change.over) replace(state, change.path, dot, device, counter);
      if (alreadyReplaced?.get(change.path)?.has(index) !== true) stand(state, change, [device, counter, index], time);
    });
  }
  markApplied(state, device, counter);
  return state;
}

function stand(state: State, { path, value }: Change, dot: Dot, time: number): void {
  const paths = entryOf(state.leaves, recordOf(path), () => new Map<string, Standing[]>());
  entryOf(paths, path, () => []).push({ dot, value, time });
}

function entryOf<Key, Found>(map: Map<Key, Found>, key: Key, made: () => Found): Found {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = made()));
  return found;
}

function replace(state: State, path: string, dot: Dot, device: string, counter: number): void {
  const [author, at, index] = dot;
  const isOwn = author === device && at === counter;
  if (!isOwn && !hasApplied(state, author, at)) {
    awaitDot(state, path, dot);
    return;
  }
  const paths = state.leaves.get(recordOf(path));
  const leaf = paths?.get(path);
  if (paths === undefined || leaf === undefined) return;
  const place = leaf.findIndex((found) => sameDot(found.dot, [author, at, index]));
  if (place < 0) return;
  leaf.splice(place, 1);
  if (leaf.length === 0) paths.delete(path);
  if (paths.size === 0) state.leaves.delete(recordOf(path));
}

function awaitDot(state: State, path: string, [device, counter, index]: Dot): void {
  const ops = entryOf(state.awaited, device, () => new Map<number, Map<string, Set<number>>>());
  const paths = entryOf(ops, counter, () => new Map<string, Set<number>>());
  entryOf(paths, path, () => new Set()).add(index);
}

function takeAwaited(state: State, device: string, counter: number): ReadonlyMap<string, Set<number>> | undefined {
  const ops = state.awaited.get(device);
  const found = ops?.get(counter);
  if (ops === undefined || found === undefined) return undefined;
  ops.delete(counter);
  if (ops.size === 0) state.awaited.delete(device);
  return found;
}

function markApplied(state: State, device: string, counter: number): void {
  if (counter !== (state.vector.get(device) ?? 0) + 1) {
    entryOf(state.ahead, device, () => new Set()).add(counter);
    return;
  }
  const ahead = state.ahead.get(device);
  let reached = counter;
  while (ahead?.delete(reached + 1) === true) reached += 1;
  if (ahead?.size === 0) state.ahead.delete(device);
  state.vector.set(device, reached);
}

// The one spelling of a state ------------------------------------------------------------------------------

/** What snapshots seal, and by which replicas are compared. */
export function canonical(state: State): Bytes {
  const awaited = new Map<string, Dot[]>();
  for (const [device, ops] of state.awaited) {
    for (const [counter, paths] of ops) {
      for (const [path, indices] of paths) {
        for (const index of indices) entryOf(awaited, path, () => []).push([device, counter, index]);
      }
    }
  }
  const leaves = new Map<string, readonly unknown[]>();
  for (const paths of state.leaves.values()) {
    for (const [path, leaf] of paths) {
      const sorted = [...leaf].sort((one, other) => compareDots(one.dot, other.dot));
      leaves.set(path, sorted.map(({ dot, value, time }) => [...dot, value, time]));
    }
  }
  const members = [
    spelled('ahead', mapped(state.ahead, (counters) => [...counters].sort((one, other) => one - other))),
    spelled('awaited', mapped(awaited, (dots) => dots.sort(compareDots))),
    spelled('leaves', leaves),
    spelled('vector', state.vector),
  ];
  return utf8(`{${members.join(',')}}`);
}

// Keys are ASCII (ids and paths), so that the order of UTF-16 units is the order of code points.
function spelled(name: string, map: ReadonlyMap<string, unknown>): string {
  const members = [...map.keys()].sort().map((key) => `${JSON.stringify(key)}:${JSON.stringify(map.get(key))}`);
  return `"${name}":{${members.join(',')}}`;
}

/** A state from its canonical JSON. Throws `Malformed`. */
export function parseState(data: Uint8Array): State {
  const members = parseObject(data);
  const state = newState();
  for (const [device, counter] of pairs(members, 'vector', isId)) state.vector.set(device, toDot([device, counter, 0])[1]);
  for (const [device, counters] of pairs(members, 'ahead', isId)) {
    state.ahead.set(device, new Set(toList(counters).map((counter) => toDot([device, counter, 0])[1])));
  }
  for (const [path, dots] of pairs(members, 'awaited', isPath)) {
    for (const dot of toList(dots)) awaitDot(state, path, toDot(dot));
  }
  for (const [path, leaf] of pairs(members, 'leaves', isPath)) {
    const paths = entryOf(state.leaves, recordOf(path), () => new Map<string, Standing[]>());
    paths.set(path, toList(leaf).map(toStanding));
  }
  return state;
}

function pairs(members: Record<string, unknown>, name: string, isKey: (found: unknown) => boolean): [string, unknown][] {
  const found = members[name];
  if (!isObject(found) || !Object.keys(found).every(isKey)) throw new Malformed(`a state's \`${name}\` is not as it should be`);
  return Object.entries(found);
}

function toList(found: unknown): unknown[] {
  if (!Array.isArray(found) || found.length === 0) throw new Malformed('an empty or missing list in a state');
  return found;
}

function toStanding(found: unknown): Standing {
  if (!Array.isArray(found) || found.length !== 5 || !Number.isSafeInteger(found[4])) {
    throw new Malformed('a standing value is [device, counter, index, value, time]');
  }
  return { dot: toDot(found.slice(0, 3)), value: toValue(found[3]), time: found[4] as number };
}
