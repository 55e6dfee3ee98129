/** The leaves a new record begins with; as in `schemas/defaults.py`. */

import { type Field, fieldsOf, type Form, type Leaf, rowFieldsOf } from './forms'

/** Who begins a record, and when: member id, ISO date and instant where they are. */
export interface Author {
  readonly me: string
  readonly today: string
  readonly now: string
}

/** The leaves of a new record: its form and version, and every default. */
export function newRecord(form: Form, author: Author): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>([['_form', form.name], ['_version', form.version]])
  return addDefaults(leaves, [...fieldsOf(form).values()], author)
}

/** The leaves of a new row, by column. */
export function newRow(form: Form, rows: string, author: Author): Map<string, Leaf> {
  const field = fieldsOf(form).get(rows)
  if (field?.type !== 'rows') throw new RangeError(`${form.name} has no rows ${rows}`)
  return addDefaults(new Map(), rowFieldsOf(field), author)
}

/** An ISO date so many days on. */
export function daysOn(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function addDefaults(leaves: Map<string, Leaf>, fields: readonly Field[], author: Author): Map<string, Leaf> {
  for (const field of fields) {
    if (field.default !== undefined) leaves.set(field.name, resolve(field, field.default, author, leaves))
  }
  return leaves
}

/** `today`, `now` and `me` are words only where no such value could be meant. */
function resolve(field: Field, value: Leaf, author: Author, leaves: ReadonlyMap<string, Leaf>): Leaf {
  if (field.type === 'person') return author.me
  if (field.type === 'people') return [author.me]
  if (field.type === 'instant') return author.now
  if (field.type !== 'date') return value
  const [base = '', days = '0'] = String(value).split('+')
  return daysOn(base === 'today' ? author.today : String(leaves.get(base)), Number(days))
}
