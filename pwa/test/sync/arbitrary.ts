/** What property tests are made of: ids, values, bodies, and histories that honest devices could have written. */
import fc from 'fast-check';

import { b64u, formatInstant } from '../../src/sync/encoding.ts';
import { apply, newState, standing, type State } from '../../src/sync/merge.ts';
import type { Dot, OpBody, Scalar, Value } from '../../src/sync/op.ts';

/** The id whose bytes are all `number`. */
export function madeId(number: number): string {
  return b64u(new Uint8Array(16).fill(number));
}

const RECORDS = [madeId(1), madeId(2)];
const PATHS = RECORDS.flatMap((record) => ['note', 'on_task', '_deleted', `targets/${madeId(3)}/text`].map((path) => `${record}/${path}`));
const DEVICES = [madeId(11), madeId(12), madeId(13)];

function scalars(): fc.Arbitrary<Scalar> {
  const strings = fc.string({ unit: 'grapheme', maxLength: 12 });
  return fc.oneof(fc.constant(null), fc.boolean(), fc.maxSafeInteger().map((found) => found + 0), strings);
}

export function values(): fc.Arbitrary<Value> {
  return fc.oneof(scalars(), fc.array(scalars(), { maxLength: 4 }));
}

function dots(): fc.Arbitrary<Dot> {
  return fc.tuple(fc.constantFrom(...DEVICES), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }));
}

/** Bodies that any reader takes, with dots that may exist or not. */
export function bodies(): fc.Arbitrary<OpBody> {
  const change = fc.record({ path: fc.constantFrom(...PATHS), value: values(), over: fc.array(dots(), { maxLength: 3 }) });
  return fc.record({
    at: fc.integer({ min: 0, max: 4e12 }).map((ms) => formatInstant(ms)),
    drift: fc.option(fc.integer({ min: -1e6, max: 1e6 })),
    catalogue: fc.integer({ min: 1, max: 9 }),
    changes: fc.array(change, { maxLength: 4 }),
  });
}

export interface Applied {
  readonly device: string;
  readonly counter: number;
  readonly body: OpBody | null;
}

/** Entries of three devices without two under one counter; the dots they name are anything at all. */
export function entries(): fc.Arbitrary<Applied[]> {
  const entry = fc.record({
    device: fc.constantFrom(...DEVICES), counter: fc.integer({ min: 1, max: 6 }), body: fc.option(bodies(), { freq: 8 }),
  });
  return fc.uniqueArray(entry, { maxLength: 12, selector: ({ device, counter }) => `${device}${counter}` });
}

export interface History {
  readonly entries: readonly Applied[];
  readonly state: State;
}

/** What three devices wrote, each replacing what it saw; now and then one receives what another has. */
export function histories(): fc.Arbitrary<History> {
  const step = fc.record({
    device: fc.nat(2), path: fc.constantFrom(...PATHS), value: values(), from: fc.nat(2), ms: fc.integer({ min: 0, max: 1e6 }),
  });
  return fc.array(step, { maxLength: 25 }).map((steps) => {
    const devices = DEVICES.map((id) => ({ id, counter: 0, state: newState(), log: [] as Applied[] }));
    const all: Applied[] = [];
    for (const { device, path, value, from, ms } of steps) {
      const [author, other] = [devices[device], devices[from]];
      if (author === undefined || other === undefined) continue;
      receive(author, other.log);
      const over = standing(author.state, path).map(({ dot }) => dot);
      const body = { at: formatInstant(ms), drift: null, catalogue: 1, changes: [{ path, value, over }] };
      author.counter += 1;
      const entry = { device: author.id, counter: author.counter, body };
      receive(author, [entry]);
      all.push(entry);
    }
    return { entries: all, state: applyAll(all) };
  });
}

function receive(device: { state: State; log: Applied[] }, found: readonly Applied[]): void {
  for (const entry of found) {
    if (device.log.includes(entry)) continue;
    device.log.push(entry);
    apply(device.state, entry.device, entry.counter, entry.body);
  }
}

export function applyAll(found: readonly Applied[]): State {
  const state = newState();
  for (const { device, counter, body } of found) apply(state, device, counter, body);
  return state;
}
