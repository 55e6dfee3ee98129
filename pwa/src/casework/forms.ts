/**
 * The catalogue of forms, and how to find one's way in it. What the types mean stands in `docs/records.md`.
 *
 * A record is a map from paths to leaves: `date`, `targets/<row>/target`, `ticks/<id>`. It is a `Map`, for a path comes
 * from somebody else's device and may well be called `__proto__`.
 */

import { CATALOGUE_JSON } from '../generated/catalogue'
import type { FaultCode, FieldType, FormName, Records, Scalar } from '../generated/forms'

export type { FaultCode, FieldType, FormName, Records, Scalar }
export type Leaf = Scalar | readonly Scalar[]
export type Leaves = ReadonlyMap<string, Leaf>

export type Option = readonly [value: string, label: string, help?: string, tags?: readonly string[]]

/** A sibling, and the values that it is to have. */
export type Condition = readonly [field: string, values: readonly Scalar[]]

/** One field; see `schemas/field.py` for each member. What has its usual value is left out. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  readonly help?: string
  readonly required?: true
  readonly sensitive?: true
  readonly default?: Leaf
  readonly options?: readonly Option[]
  readonly options_from?: string
  readonly least?: number
  readonly most?: number
  readonly few?: number
  readonly past?: true
  readonly when?: Condition
  readonly unless?: Condition
  readonly not_before?: string
  readonly not_same?: string
  readonly day?: string
  readonly of?: string
  readonly items?: readonly Option[]
  readonly columns?: readonly Field[]
}

export interface Section {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly fields: readonly Field[]
}

/** The paper a form is printed as: its heading, and each path with its printed words. */
export interface Sheet {
  readonly name: string
  readonly heading: string
  readonly cells: readonly (readonly [path: string, words: string])[]
}

/** A printed copy that is cut for somebody: the paths that it leaves out, rows as "rows/field". */
export interface Copy {
  readonly name: string
  /** Who gets it: "teachers". */
  readonly label: string
  readonly without: readonly string[]
}

export interface Form {
  readonly name: string
  readonly version: number
  readonly label: string
  readonly description: string
  readonly lives_in: readonly string[]
  readonly sections: readonly Section[]
  readonly dated_by?: string
  /** The id of the one such record of a vault. */
  readonly single?: string
  readonly casework?: true
  readonly sheets?: readonly Sheet[]
  readonly copies?: readonly Copy[]
}

export interface Catalogue {
  readonly hash: string
  readonly version: number
  readonly most: Readonly<Partial<Record<FieldType, number>>>
  readonly messages: Readonly<Record<string, string>>
  readonly common: {
    readonly casework: readonly Section[]
    readonly provenance: readonly Field[]
    readonly reserved: readonly Field[]
    readonly row: readonly Field[]
  }
  readonly forms: readonly Form[]
}

export const catalogue = JSON.parse(CATALOGUE_JSON) as Catalogue

const byVersion = new Map(catalogue.forms.map((form) => [`${form.name}@${form.version}`, form]))
const fieldsByForm = new WeakMap<Form, ReadonlyMap<string, Field>>()
const fieldsByRows = new WeakMap<Field, readonly Field[]>()

/** The form of that name and version, if this version of Beside knows it. */
export function formNamed(name: unknown, version: unknown): Form | undefined {
  return typeof name === 'string' && typeof version === 'number' ? byVersion.get(`${name}@${version}`) : undefined
}

/** The newest version of the form of that name. */
export function newest(name: FormName): Form
export function newest(name: unknown): Form | undefined
export function newest(name: unknown): Form | undefined {
  return catalogue.forms
    .filter((form) => form.name === name)
    .reduce<Form | undefined>((best, form) => (best && best.version > form.version ? best : form), undefined)
}

/** The form's own sections, then those that every form for casework has. */
export function sectionsOf(form: Form): readonly Section[] {
  return form.casework ? [...form.sections, ...catalogue.common.casework] : form.sections
}

/** The fields, each narrative followed by the two that say how it is known. */
export function withProvenance(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.type === 'narrative' ? [field, ...provenanceOf(field)] : [field]))
}

/** "How do you know?" and "told by" of one narrative. */
export function provenanceOf(narrative: Field): Field[] {
  return catalogue.common.provenance.map((mark) => ({
    ...mark,
    name: narrative.name + mark.name,
    ...(mark.when && { when: [narrative.name + mark.when[0], mark.when[1]] as const }),
  }))
}

/** A grid spread into the plain fields that it stands for; any other field as it is. */
export function leafFields(field: Field): Field[] {
  if (field.type !== 'grid') return [field]
  return (field.items ?? []).flatMap((item) =>
    (field.columns ?? []).map((column) => ({
      ...column,
      name: gridName(item[0], column.name),
      label: `${item[1]}: ${column.label}`,
    })),
  )
}

/** Every field of the form by name in order, grids spread, provenance and reserved fields included. */
export function fieldsOf(form: Form): ReadonlyMap<string, Field> {
  const known = fieldsByForm.get(form)
  if (known) return known
  const asked = sectionsOf(form).flatMap((section) => section.fields)
  const all = [...withProvenance(asked).flatMap(leafFields), ...catalogue.common.reserved]
  const fields = new Map(all.map((field) => [field.name, field]))
  fieldsByForm.set(form, fields)
  return fields
}

/** The fields of one row, provenance and reserved ones included. */
export function rowFieldsOf(rows: Field): readonly Field[] {
  const known = fieldsByRows.get(rows)
  if (known) return known
  const fields = [...withProvenance(rows.columns ?? []), ...catalogue.common.row]
  fieldsByRows.set(rows, fields)
  return fields
}

/** The field that stands at a path, if the form declares one. */
export function fieldAt(form: Form, path: string): Field | undefined {
  const [head = '', row, column, ...beyond] = path.split('/')
  const field = fieldsOf(form).get(head)
  if (!field || beyond.length > 0) return undefined
  if (row === undefined) return field.type === 'rows' || field.type === 'ticks' ? undefined : field
  if (column === undefined) return field.type === 'ticks' ? field : undefined
  return field.type === 'rows' ? rowFieldsOf(field).find((one) => one.name === column) : undefined
}

/** The answers to choose from, also where they are the items of another form. */
export function optionsOf(field: Field): readonly Option[] {
  if (field.options_from === undefined) return field.options ?? []
  const [form = '', items = ''] = field.options_from.split(':')
  const sections = byVersion.get(form)?.sections ?? []
  return sections.flatMap((section) => section.fields).find((one) => one.name === items)?.items ?? []
}

/** The upper bound in force: the field's own, else that of its type. */
export function boundOf(field: Field): number {
  return field.most ?? catalogue.most[field.type] ?? Number.MAX_SAFE_INTEGER
}

/** The name of one leaf of a grid. */
export function gridName(item: string, column: string): string {
  return `${item}_${column}`
}

/** The path of one field of a row. */
export function rowPath(rows: string, row: string, field: string): string {
  return `${rows}/${row}/${field}`
}

/** The rows that are not deleted, in their order: each an id and its leaves by column. */
export function rowsOf(leaves: Leaves, rows: string): { id: string; leaves: ReadonlyMap<string, Leaf> }[] {
  const found = new Map<string, Map<string, Leaf>>()
  for (const [path, leaf] of leaves) {
    const [head, row, column, ...beyond] = path.split('/')
    if (head !== rows || row === undefined || column === undefined || beyond.length > 0) continue
    const columns = found.get(row) ?? new Map<string, Leaf>()
    found.set(row, columns.set(column, leaf))
  }
  return [...found]
    .map(([id, columns]) => ({ id, leaves: columns }))
    .filter((row) => (row.leaves.get('_deleted') ?? null) === null)
    .sort((one, other) => compare(orderOf(one.leaves), orderOf(other.leaves)) || compare(one.id, other.id))
}

/** The ticks by id, struck ones included. */
export function ticksOf(leaves: Leaves, ticks: string): ReadonlyMap<string, Leaf> {
  const prefix = `${ticks}/`
  return new Map(
    [...leaves].filter(([path]) => path.startsWith(prefix)).map(([path, leaf]) => [path.slice(prefix.length), leaf]),
  )
}

/**
 * The record as its type reads: plain leaves by name, rows as lists in their order, ticks by id.
 * Only declared fields are taken; a record may hold more, and it may break the form's rules: see `judge`.
 */
export function recordOf<Name extends FormName>(name: Name, leaves: Leaves): Records[Name] {
  const form = formNamed(name, leaves.get('_version')) ?? newest(name)
  const members = [...fieldsOf(form).values()].map((field): [string, unknown] => {
    if (field.type === 'rows') return [field.name, rowsOf(leaves, field.name).map((row) => rowOf(field, row))]
    if (field.type === 'ticks') return [field.name, Object.fromEntries(ticksOf(leaves, field.name))]
    return [field.name, leaves.get(field.name)]
  })
  return Object.fromEntries(members) as unknown as Records[Name]
}

function rowOf(rows: Field, row: { id: string; leaves: ReadonlyMap<string, Leaf> }): Record<string, unknown> {
  return { ...Object.fromEntries(rowFieldsOf(rows).map((field) => [field.name, row.leaves.get(field.name)])), id: row.id }
}

function orderOf(leaves: ReadonlyMap<string, Leaf>): string {
  const order = leaves.get('_order')
  return typeof order === 'string' ? order : ''
}

/** By code unit, as Python sorts: the order of a locale differs from device to device. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
