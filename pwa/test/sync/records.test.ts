import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Malformed, utf8 } from '../../src/sync/encoding.ts';
import { apply, newState, type State } from '../../src/sync/merge.ts';
import { type Change, type Dot, parseBody, type Value } from '../../src/sync/op.ts';
import {
  deleteChanges, type Deletion, type Field, orderAt, orderBetween, type Place, type RecordView, restoreChanges, type Row, setChanges,
  takenIn, textOf, view,
} from '../../src/sync/records.ts';
import { vectors } from '../vectors.ts';
import { applyAll, histories, madeId } from './arbitrary.ts';

type SpelledEntry = [string, number, object | null];
interface Vectors {
  readonly views: readonly { name: string; entries: SpelledEntry[]; record: string; view: unknown }[];
  readonly changes: readonly {
    name: string; entries: SpelledEntry[]; record: string; do: 'set' | 'delete' | 'restore' | 'take'; row?: string | null;
    change: [string, Value, Dot[]]; author: Place; places: [Place, Place][];
    values: Record<string, Value>; seen: Record<string, Dot[]> | null; changes: unknown;
  }[];
  readonly orders: readonly [string, string, string | null][];
}
const { views, changes, orders } = vectors('records') as Vectors;

function merged(entries: readonly SpelledEntry[]): State {
  const state = newState();
  for (const [device, counter, body] of entries) {
    apply(state, device, counter, body === null ? null : parseBody(utf8(JSON.stringify(body))));
  }
  return state;
}

function spelledFields(fields: ReadonlyMap<string, Field>): unknown {
  return Object.fromEntries([...fields].map(([name, { versions }]) => {
    return [name, versions.map(({ dot, value, time }) => [...dot, value, time])];
  }));
}

function spelledDeletion(deletion: Deletion | null): unknown {
  return deletion && { by: deletion.by, changed: deletion.changed, agreed: deletion.agreed };
}

function spelledRow({ id, order, fields, deletion }: Row): unknown {
  return { id, order, fields: spelledFields(fields), deletion: spelledDeletion(deletion) };
}

function spelledView(found: RecordView | null): unknown {
  return found && {
    form: found.form,
    fields: spelledFields(found.fields),
    rows: Object.fromEntries([...found.rows].map(([name, rows]) => [name, rows.map(spelledRow)])),
    marks: Object.fromEntries([...found.marks].map(([name, marks]) => [name, spelledFields(marks)])),
    deletion: spelledDeletion(found.deletion),
  };
}

function spelledChanges(found: readonly Change[]): unknown {
  return found.map(({ path, value, over }) => [path, value, over]);
}

test.each(views)('seen: $name', ({ entries, record, view: expected }) => {
  const found = view(merged(entries), record);
  expect(spelledView(found)).toEqual(expected);
  expect(found?.gone ?? false).toBe(found?.deletion?.agreed ?? false);
});

test.each(changes)('said: $name', (found) => {
  const state = merged(found.entries);
  const row = found.row ?? undefined;
  const made = {
    set: () => setChanges(state, found.record, found.values, found.seen ?? undefined),
    delete: () => deleteChanges(state, found.record, row),
    restore: () => restoreChanges(state, found.record, row),
    take: () => {
      const [path, value, over] = found.change;
      const places = new Map(found.places.map(([of, at]) => [of.join(' '), at]));
      return [takenIn(state, { path, value, over }, found.author, places)];
    },
  }[found.do]();
  expect(spelledChanges(made)).toEqual(found.changes);
});

test.each(orders)('between %j and %j there is %j', (before, after, between) => {
  if (between === null) expect(() => orderBetween(before, after)).toThrow(RangeError);
  else expect(orderBetween(before, after)).toBe(between);
});

test('wherever rows are put, each stands where it was put', () => {
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 40 }), (places) => {
    const rows: Row[] = [];
    places.forEach((found, number) => {
      const place = found % (rows.length + 1);
      const order = orderAt(rows, place);
      rows.splice(place, 0, { id: madeId(number), order, fields: new Map(), deletion: null, gone: false });
    });
    expect(rows.map(({ order }) => order)).toEqual(rows.map(({ order }) => order).sort());
    expect(new Set(rows.map(({ order }) => order)).size).toBe(rows.length);
  }));
});

test('a save is seen, alone, by who made it', () => {
  fc.assert(fc.property(histories(), ({ entries }) => {
    const state = applyAll(entries);
    const [made] = setChanges(state, madeId(1), { note: 'the last word' });
    if (made === undefined) return;
    apply(state, madeId(99), 1, { at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1, changes: [made] });
    expect(view(state, madeId(1))?.fields.get('note')?.versions.map(({ value }) => value)).toEqual(['the last word']);
  }));
});

test('what was deleted is gone, until somebody brings it back', () => {
  fc.assert(fc.property(histories(), ({ entries }) => {
    const state = applyAll(entries);
    const save = (counter: number, found: readonly Change[]): void => {
      apply(state, madeId(99), counter, { at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1, changes: found });
    };
    save(1, deleteChanges(state, madeId(1)));
    expect(view(state, madeId(1))?.gone).toBe(true);
    save(2, restoreChanges(state, madeId(1)));
    expect(view(state, madeId(1))?.deletion ?? null).toBeNull();
  }));
});

test('the words of a field are those that are text', () => {
  const state = merged([[madeId(9), 1, {
    at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1,
    changes: [[`${madeId(1)}/note`, 'words', []], [`${madeId(1)}/count`, 3, []]],
  }]]);
  const fields = view(state, madeId(1))?.fields;
  expect([textOf(fields?.get('note')), textOf(fields?.get('count')), textOf(undefined)]).toEqual(['words', '', '']);
});

test('what a leaf cannot hold is not saved', () => {
  expect(() => setChanges(newState(), madeId(1), { note: 1.5 })).toThrow(Malformed);
});
