/**
 * What one save changes: the JSON inside a sealed op (`docs/protocol.md` §2).
 *
 *     {"at": "2026-11-23T09:15:02.123+00:00", "drift": 120, "catalogue": 1,
 *      "changes": [["<record>/on_task", "yes", [["<device>", 3, 0]]]]}
 *
 * The bytes are written once and kept; what is read here is never written again in their place. Ids are text (22
 * characters of base64url): they are compared and sorted as such.
 *
 * Two readers must never differ in what they take, or replicas would part. Hence: a number is its value, not its
 * spelling (`1.0` is the integer 1); text with half a surrogate pair is refused, for it has no UTF-8; what nobody declared
 * is refused beyond a depth that every parser reads.
 */
import { MAX_LEAF_INTEGER, MAX_NESTED } from '../generated/limits.ts';
import { type Bytes, ID_LENGTH, Malformed, parseInstant, text, utf8 } from './encoding.ts';

export type Scalar = null | boolean | number | string;
/** What a leaf holds. */
export type Value = Scalar | readonly Scalar[];

/** The stamp of a change: the author's device (or ticket), its counter, and the change's place in the op. */
export type Dot = readonly [device: string, counter: number, index: number];

/** Put `value` at `path`, in place of the dots `over`. */
export interface Change {
  readonly path: string;
  readonly value: Value;
  readonly over: readonly Dot[];
}

/**
 * One save. `at` is the author's clock as written, `drift` server minus author in milliseconds or null if never
 * measured, `catalogue` the version of the forms; `unknown` holds what a newer client added.
 */
export interface OpBody {
  readonly at: string;
  readonly drift: number | null;
  readonly catalogue: number;
  readonly changes: readonly Change[];
  readonly unknown?: Readonly<Record<string, unknown>>;
}

const ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const PATH = /^[A-Za-z0-9_-]{21}[AQgw]\/[a-z_][a-z0-9_]*(?:\/[A-Za-z0-9_-]{21}[AQgw](?:\/[a-z_][a-z0-9_]*)?)?$/;
const HALF_PAIR = /\p{Surrogate}/u;

/** The corrected time, in milliseconds since 1970 UTC. For display and to choose what is shown; never trusted. */
export function timeOf(body: OpBody): number {
  return parseInstant(body.at) + (body.drift ?? 0);
}

/** The bytes to seal. Throws `Malformed` for what a reader would refuse. */
export function encodeBody(body: OpBody): Bytes {
  const { at, drift, catalogue } = body;
  // Values are checked before they are spelled: JSON would turn NaN into null.
  const changes = body.changes.map(({ path, value, over }) => [path, toValue(value), over.map(toDot)]);
  const members = { at, drift: drift === null ? null : toDrift(drift), catalogue, changes };
  const unknown = Object.entries(body.unknown ?? {}).filter(([name]) => !Object.hasOwn(members, name));
  const data = utf8(JSON.stringify({ ...members, ...Object.fromEntries(unknown) }));
  parseBody(data);
  return data;
}

function toDrift(found: unknown): number {
  return toInteger(found, 'drift', -MAX_LEAF_INTEGER);
}

/** Read an op's JSON. Throws `Malformed`: text, members, paths, values and dots are each checked. */
export function parseBody(data: Uint8Array): OpBody {
  const { at, drift, catalogue, changes, ...unknown } = parseObject(data);
  if (typeof at !== 'string') throw new Malformed('an op\'s `at` must be an instant');
  if (!Array.isArray(changes)) throw new Malformed('an op\'s `changes` must be a list');
  if (isDeeper(unknown, MAX_NESTED)) throw new Malformed('what an op says more lies too deep');
  const body = {
    at,
    drift: drift === null ? null : toDrift(drift),
    catalogue: toInteger(catalogue, 'catalogue', 1),
    changes: changes.map(toChange),
    unknown,
  };
  if (Math.abs(timeOf(body)) > MAX_LEAF_INTEGER) throw new Malformed('an op\'s corrected time is beyond all bounds');
  return body;
}

/** Whether arrays and objects lie in each other more than `most` times. */
function isDeeper(found: unknown, most: number): boolean {
  if (typeof found !== 'object' || found === null) return false;
  return most === 0 || Object.values(found).some((each) => isDeeper(each, most - 1));
}

/** Strict JSON: UTF-8 without a byte order mark, an object. Throws `Malformed`. */
export function parseObject(data: Uint8Array): Record<string, unknown> {
  let found: unknown;
  try {
    found = JSON.parse(text(data));
  } catch {
    throw new Malformed('not JSON in UTF-8');
  }
  if (!isObject(found)) throw new Malformed('not a JSON object');
  return found;
}

/** Whether `found` is an object of JSON: neither null nor an array. */
export function isObject(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

/** Whether `found` is an id as it stands in JSON: 22 characters of base64url that spell 16 bytes. */
export function isId(found: unknown): found is string {
  return typeof found === 'string' && ID.test(found);
}

/** Whether `found` is `record/field`, `record/list/row/field`, or `record/list/mark`. */
export function isPath(found: unknown): found is string {
  return typeof found === 'string' && PATH.test(found);
}

/** The id of the record that a path belongs to. */
export function recordOf(path: string): string {
  return path.slice(0, ID_LENGTH);
}

/** What a leaf may hold. Throws `Malformed` for floats, objects, arrays in arrays and broken text. */
export function toValue(found: unknown): Value {
  return Array.isArray(found) ? found.map(toScalar) : toScalar(found);
}

function toScalar(found: unknown): Scalar {
  if (found === null || typeof found === 'boolean') return found;
  if (typeof found === 'string') {
    if (HALF_PAIR.test(found)) throw new Malformed('a leaf holds half a surrogate pair');
    return found;
  }
  // Adding 0 makes 0 of -0, which is no integer of Python's.
  if (Number.isSafeInteger(found)) return (found as number) + 0;
  throw new Malformed('a leaf is null, true, false, an integer, text, or a flat array of these');
}

/** A dot of the JSON. Throws `Malformed`. */
export function toDot(found: unknown): Dot {
  if (!Array.isArray(found) || found.length !== 3 || !isId(found[0])) {
    throw new Malformed('a dot is [device, counter, index]');
  }
  return [found[0], toInteger(found[1], 'counter', 1), toInteger(found[2], 'index', 0)];
}

function toChange(found: unknown): Change {
  if (!Array.isArray(found) || found.length !== 3 || !isPath(found[0]) || !Array.isArray(found[2])) {
    throw new Malformed('a change is [path, value, over]');
  }
  return { path: found[0], value: toValue(found[1]), over: found[2].map(toDot) };
}

/** An integer of at least `least` that JSON can say exactly. Throws `Malformed`, naming `name`. */
export function toInteger(found: unknown, name: string, least: number): number {
  if (!Number.isSafeInteger(found) || (found as number) < least) {
    throw new Malformed(`\`${name}\` must be an integer from ${least}`);
  }
  return (found as number) + 0;
}

/** The order of dots: by device, counter, index. */
export function compareDots(one: Dot, other: Dot): number {
  if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
  return one[1] - other[1] || one[2] - other[2];
}

/** Whether two dots are one. */
export function sameDot(one: Dot, other: Dot): boolean {
  return one[1] === other[1] && one[2] === other[2] && one[0] === other[0];
}
