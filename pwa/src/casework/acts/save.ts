/**
 * What a person did, as what the store has to save: values at paths of records. Nothing here writes.
 *
 *     begin(pen, vault, 'drop_in', { about: ['friends'] })
 *       →  { vault, record: <new id>, values: { _form: 'drop_in', _version: 1, date: '2026-11-24', … } }
 *
 * A `Save` of one record is one change to its vault; the saves of one act are made in their order, and each stands by itself if
 * the tablet dies between two.
 */
import type { Dot } from '../../sync/op';
import { orderBetween } from '../../sync/records';
import { asked } from '../asked';
import { newRecord, newRow } from '../defaults';
import { type Form, formNamed, type FormName, type Leaf, type Leaves, newest, rowPath, rowsOf } from '../forms';
import type { Pen } from '../pen';

export type Values = Readonly<Record<string, Leaf>>;

export interface Save {
  readonly vault: string;
  readonly record: string;
  readonly values: Values;
  /** Path → the versions that the person had before them; where it is left out, all that stand are replaced. */
  readonly seen?: Readonly<Record<string, readonly Dot[]>>;
  /** Rows to be deleted, each as "list/id". */
  readonly removed?: readonly string[];
  /** The whole record: deleted, or brought back. */
  readonly whole?: 'delete' | 'restore';
}

/** A new record with the defaults of its form and what is given; empty leaves are not written. */
export function begin(pen: Pen, vault: string, form: FormName, given: Values, record?: string): Save {
  const known = newest(form);
  const leaves = new Map([...newRecord(known, pen.author), ...Object.entries(given)]);
  return { vault, record: record ?? known.single ?? pen.newId(), values: written(leaves) };
}

/** The leaves of new rows, in their order, behind those that a record has. */
export function addRows(pen: Pen, leaves: Leaves, form: Form, list: string, given: readonly Values[]): Values {
  let order = lastOrder(leaves, list);
  const rows = given.map((values) => {
    order = orderBetween(order, '');
    return rowValues(pen, form, list, pen.newId(), { ...values, _order: order });
  });
  return Object.assign({}, ...rows) as Values;
}

/** The leaves of a row with this id, its defaults included. */
export function rowValues(pen: Pen, form: Form, list: string, row: string, given: Values): Values {
  const leaves = new Map([...newRow(form, list, pen.author), ...Object.entries(given)]);
  const pairs = Object.entries(written(leaves)).map(([column, leaf]): [string, Leaf] => [rowPath(list, row, column), leaf]);
  return Object.fromEntries(pairs);
}

/** The place of the last row that has one; '' before the first. */
export function lastOrder(leaves: Leaves, list: string): string {
  const orders = rowsOf(leaves, list).map(({ leaves: row }) => row.get('_order'));
  return orders.filter((order): order is string => typeof order === 'string' && PLACE.test(order)).sort().at(-1) ?? '';
}

// As `sync/records.ts` reads it: an order that cannot be read is none.
const PLACE = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/** What a draft of a new record comes to: without what is empty or not asked any more, and without rows that were taken out again. */
export function written(leaves: Leaves): Values {
  const removed = removedRows(leaves);
  const form = formNamed(leaves.get('_form'), leaves.get('_version'));
  const kept = [...(form === undefined ? leaves : asked(form, leaves))].filter(([path, leaf]) => leaf !== null && leaf !== '' && !removed.some((row) => path.startsWith(`${row}/`)));
  return Object.fromEntries(kept);
}

/** The rows that a draft marks as deleted, each as "list/id". */
export function removedRows(draft: Leaves): readonly string[] {
  return [...draft].flatMap(([path, leaf]) => {
    const [list, row, column] = path.split('/');
    return column === '_deleted' && leaf !== null ? [`${list ?? ''}/${row ?? ''}`] : [];
  });
}
