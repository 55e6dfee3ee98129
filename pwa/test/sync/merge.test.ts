import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Malformed, text, utf8 } from '../../src/sync/encoding.ts';
import { apply, canonical, copyState, newState, parseState, standing, type State } from '../../src/sync/merge.ts';
import { parseBody, type Value } from '../../src/sync/op.ts';
import { vectors } from '../vectors.ts';
import { type Applied, applyAll, entries, histories } from './arbitrary.ts';

interface Case {
  readonly name: string;
  readonly entries: readonly [string, number, object | null][];
  readonly versions: Readonly<Record<string, Value[]>>;
  readonly state: string;
}
const { cases } = vectors('merge') as { cases: readonly Case[] };

function spelled(state: State): string {
  return text(canonical(state));
}

function read(found: Case): Applied[] {
  return found.entries.map(([device, counter, body]) => {
    return { device, counter, body: body === null ? null : parseBody(utf8(JSON.stringify(body))) };
  });
}

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

describe.each(cases)('$name', (found) => {
  test('leads to the state that Python expects', () => {
    expect(spelled(applyAll(read(found)))).toBe(found.state);
  });

  test('leads there in any order', () => {
    fc.assert(fc.property(shuffled(read(found)), (order) => {
      expect(spelled(applyAll(order))).toBe(found.state);
    }), { numRuns: 30 });
  });

  test('shows the versions in their order', () => {
    const state = applyAll(read(found));
    for (const [path, versions] of Object.entries(found.versions)) {
      expect(standing(state, path).map(({ value }) => value)).toEqual(versions);
    }
  });

  test('is read again from its canonical bytes', () => {
    expect(spelled(parseState(utf8(found.state)))).toBe(found.state);
  });
});

test('any set of entries leads to one state, whatever the order', () => {
  const orders = entries().chain((found) => fc.tuple(shuffled(found), shuffled(found)));
  fc.assert(fc.property(orders, ([one, other]) => {
    expect(spelled(applyAll(one))).toBe(spelled(applyAll(other)));
  }));
});

test('an entry that comes again changes nothing', () => {
  fc.assert(fc.property(entries(), (found) => {
    expect(spelled(applyAll([...found, ...found]))).toBe(spelled(applyAll(found)));
  }));
});

test('a state that is stopped, written, read and gone on with is the same', () => {
  fc.assert(fc.property(entries(), fc.nat(), (found, cut) => {
    const place = cut % (found.length + 1);
    const state = parseState(canonical(applyAll(found.slice(0, place))));
    for (const { device, counter, body } of found.slice(place)) apply(state, device, counter, body);
    expect(spelled(state)).toBe(spelled(applyAll(found)));
  }));
});

test('nothing that a person wrote is lost: it stands, or somebody who had seen it replaced it', () => {
  fc.assert(fc.property(histories(), ({ entries: written, state }) => {
    const replaced = new Set(written.flatMap(({ body }) => body?.changes.flatMap(({ over }) => over.map(String)) ?? []));
    for (const { device, counter, body } of written) {
      body?.changes.forEach(({ path, value }, index) => {
        const stands = standing(state, path).some(({ dot }) => String(dot) === String([device, counter, index]));
        expect([stands, value]).toEqual([!replaced.has(String([device, counter, index])), value]);
      });
    }
  }));
});

test('a copy goes its own way', () => {
  fc.assert(fc.property(entries(), entries(), (found, more) => {
    const state = applyAll(found);
    const before = spelled(state);
    const copy = copyState(state);
    for (const { device, counter, body } of more) apply(copy, device, counter, body);
    expect(spelled(state)).toBe(before);
  }));
});

test.each(['[]', '{}', '{"vector":{}}', '{"ahead":{},"awaited":{},"leaves":{},"vector":{"x":1}}'])(
  'no state: %s',
  (found) => {
    expect(() => parseState(utf8(found))).toThrow(Malformed);
  },
);

test('an empty state is spelled', () => {
  expect(spelled(newState())).toBe('{"ahead":{},"awaited":{},"leaves":{},"vector":{}}');
});
