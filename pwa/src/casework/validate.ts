/**
 * Whether a whole record is good, judged as Python judges it (`schemas/judge.py`); `tests/vectors/samples.json` holds
 * both to the same problems.
 *
 * A merged record may break any rule, for two people wrote it: the judge says what is wrong and never drops.
 */

import { faultIn, isBlank, isInstant, isLeaf } from './checks'
import {
  boundOf, catalogue, type Condition, type FaultCode, type Field, fieldsOf, type Form, formNamed, type Leaves, newest, rowFieldsOf,
} from './forms'

/** A fault at a path, with a sentence that names the field and the remedy. Advice refuses nothing. */
export interface Problem {
  readonly path: string
  readonly code: FaultCode
  readonly message: string
  readonly advice?: true
}

export interface Judging {
  /** The reader's date, ISO. */
  readonly today: string
  /** A draft may lack what is required. */
  readonly draft?: boolean
  /** Stands in for the form that the record names: one that a school adapted. */
  readonly form?: Form
}

const STRANGER: Field = { name: '', type: 'text', label: 'A part that is not known here' }

/** Every problem of the record, in the order of the form; at most one a path. */
export function judge(leaves: Leaves, judging: Judging): Problem[] {
  const form = judging.form ?? formNamed(leaves.get('_form'), leaves.get('_version'))
  if (!form) return [problem('_form', newest(leaves.get('_form')) ? 'unknown_version' : 'unknown_form', STRANGER)]
  const { alone, gathered } = gather(form, leaves)
  const draft = judging.draft === true || isDeleted(leaves)
  const plain = [...fieldsOf(form).values()].filter((field) => field.type !== 'rows' && field.type !== 'ticks')
  const problems = judgeTogether(plain, alone, { ...judging, draft }, '')
  for (const [name, parts] of gathered) {
    const field = fieldsOf(form).get(name)
    if (field) problems.push(...judgeGathered(field, parts, { ...judging, draft }))
  }
  return [...inOrder(form, problems), ...advise(form, gathered)]
}

/** Whether a field is asked, given the leaves beside it. */
export function isAsked({ when }: Field, siblings: ReadonlyMap<string, unknown>): boolean {
  return !when || holds(when, siblings)
}

/** Whether a field that is asked has to be answered, given the leaves beside it. */
export function isRequired({ required, unless }: Field, siblings: ReadonlyMap<string, unknown>): boolean {
  return required === true && !(unless && holds(unless, siblings))
}

function holds([name, values]: Condition, siblings: ReadonlyMap<string, unknown>): boolean {
  const value = siblings.get(name) ?? null
  return (Array.isArray(value) ? (value as unknown[]) : [value]).some((part) => values.some((wanted) => wanted === part))
}

/** Whether a record or a row is deleted, as far as its own mark says. */
export function isDeleted(leaves: ReadonlyMap<string, unknown>): boolean {
  return (leaves.get('_deleted') ?? null) !== null
}

type Parts = Map<string, Map<string, unknown>>

/** Rows and ticks by the name of their field; what no field declares stays alone, under its whole path. */
function gather(form: Form, leaves: Leaves): { alone: Map<string, unknown>; gathered: Map<string, Parts> } {
  const alone = new Map<string, unknown>()
  const gathered = new Map<string, Parts>()
  for (const [path, leaf] of leaves) {
    const [head = '', row, column, ...beyond] = path.split('/')
    const type = fieldsOf(form).get(head)?.type
    const tick = type === 'ticks' && row && column === undefined
    const cell = type === 'rows' && row && column && beyond.length === 0
    if (tick || cell) {
      const parts = gathered.get(head) ?? (new Map() as Parts)
      gathered.set(head, parts.set(row, (parts.get(row) ?? new Map<string, unknown>()).set(column ?? '', leaf)))
    } else {
      alone.set(path, leaf)
    }
  }
  return { alone, gathered }
}

function judgeGathered(field: Field, parts: Parts, judging: Judging): Problem[] {
  return [...parts].flatMap(([id, part]) => {
    const path = `${field.name}/${id}`
    if (field.type === 'rows') {
      const draft = judging.draft === true || isDeleted(part)
      return judgeTogether(rowFieldsOf(field), part, { ...judging, draft }, `${path}/`)
    }
    const code = faultIn(field, part.get(''), judging.today)
    return code ? [problem(path, code, field)] : []
  })
}

/** Each field alone, then required, then against its siblings; and leaves that nobody declared. */
function judgeTogether(
  fields: readonly Field[],
  values: ReadonlyMap<string, unknown>,
  judging: Judging,
  prefix: string,
): Problem[] {
  const faults = new Map(fields.map((field) => [field.name, faultIn(field, values.get(field.name), judging.today)]))
  const labels = new Map(fields.map((field) => [field.name, field.label]))
  const problems: Problem[] = []
  for (const field of fields) {
    const path = prefix + field.name
    const fault = faults.get(field.name)
    const clash = clashOf(field, (name) => (faults.get(name) ? undefined : values.get(name)))
    if (fault) problems.push(problem(path, fault, field))
    else if (judging.draft !== true && isMissing(field, values)) problems.push(problem(path, 'required', field))
    else if (clash) problems.push(problem(path, clash[0], field, labels.get(clash[1])))
  }
  for (const [name, value] of values) {
    if (!labels.has(name) && !isLeaf(value)) problems.push(problem(prefix + name, 'not_a_leaf', STRANGER))
  }
  return problems
}

function isMissing(field: Field, siblings: ReadonlyMap<string, unknown>): boolean {
  return isRequired(field, siblings) && isAsked(field, siblings) && isBlank(siblings.get(field.name))
}

/** The first comparison that fails, as its code and the sibling it was made with. */
function clashOf(field: Field, good: (name: string) => unknown): [FaultCode, string] | undefined {
  const value = good(field.name) ?? null
  const comparisons: readonly [string | undefined, FaultCode, (other: unknown) => boolean][] = [
    [field.not_before, 'too_early', (other) => isBefore(value, other)],
    [field.not_same, 'same_person', (other) => value === other],
    [field.day, 'another_day', (other) => typeof value === 'string' && value.slice(0, 10) !== other],
  ]
  for (const [name, code, fails] of comparisons) {
    const other = name === undefined ? null : (good(name) ?? null)
    if (name !== undefined && value !== null && other !== null && fails(other)) return [code, name]
  }
  return undefined
}

/** Earlier, for two dates, two times of day, two instants or two integers. */
function isBefore(value: unknown, other: unknown): boolean {
  if (isInstant(value) && isInstant(other)) return Date.parse(value) < Date.parse(other)
  return (value as number) < (other as number)
}

function advise(form: Form, gathered: ReadonlyMap<string, Parts>): Problem[] {
  return [...fieldsOf(form).values()]
    .filter((field) => {
      const standing = [...(gathered.get(field.name)?.values() ?? [])].filter((row) => !isDeleted(row))
      return field.few !== undefined && standing.length > field.few
    })
    .map((field) => ({ ...problem(field.name, 'many_rows', field), advice: true }))
}

function inOrder(form: Form, problems: Problem[]): Problem[] {
  const places = new Map([...fieldsOf(form).keys()].map((name, place) => [name, place]))
  const place = (path: string) => places.get(path.split('/')[0] ?? '') ?? places.size
  return problems.sort((one, other) => place(one.path) - place(other.path))
}

function problem(path: string, code: FaultCode, field: Field, other = ''): Problem {
  const words: Readonly<Record<string, string | number | undefined>> = {
    label: field.label,
    least: field.least,
    most: boundOf(field),
    few: field.few,
    other,
  }
  const template = catalogue.messages[code] ?? ''
  return { path, code, message: template.replace(/\{(\w+)\}/g, (_whole, name: string) => String(words[name] ?? '')) }
}
