/**
 * Whether a value is a good leaf for a field: one pure function a type.
 *
 * Python has the same functions in `schemas/checks.py`; `tests/vectors/verdicts.json` holds both to the same verdicts.
 * Each takes the field, a value that is not null and today's date, and returns what is wrong, or undefined.
 */

import { boundOf, type FaultCode, type Field, type FieldType, type Leaf, optionsOf } from './forms'

type Check = (field: Field, value: unknown, today: string) => FaultCode | undefined

const DATE = /^((?:19|20|21)[0-9]{2})-([0-9]{2})-([0-9]{2})$/
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/
const INSTANT =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}[+-](?:0[0-9]|1[0-4]):[0-5][0-9]$/
const IDENTITY = /^[A-Za-z0-9_-]{21}[AQgw]$/
const PHONE = /^[+(]?[0-9][0-9 ()./-]{1,28}[0-9](?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/
const COLOUR = /^#[0-9a-f]{6}$/
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]{0,29}(?:\/[A-Za-z0-9_+-]{1,30}){0,2}$/
const LINE_BREAK = /[\n\r\u2028\u2029]/
const HALF_CHARACTER = /\p{Surrogate}/u
const SOMETHING = /[^ \t\n\r\u00a0]/
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** An integer that both languages hold exactly. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

/** Null, boolean, integer, string, or a flat list of these. */
export function isLeaf(value: unknown): value is Leaf {
  if (Array.isArray(value)) return value.every((part) => !Array.isArray(part) && isLeaf(part))
  return value === null || typeof value === 'boolean' || typeof value === 'string' || isInteger(value)
}

/** Nothing was answered: null, an empty list, or words of white space alone. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return !SOMETHING.test(value)
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** A day between 1900 and 2199 that exists. */
export function isDate(value: unknown): value is string {
  const match = typeof value === 'string' ? DATE.exec(value) : null
  if (!match) return false
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (MONTHS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** RFC 3339 with milliseconds and a numeric offset: `2026-11-24T09:15:00.000+00:00`. */
export function isInstant(value: unknown): value is string {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null
  return match !== null && isDate(match[1])
}

function checkText(field: Field, value: unknown): FaultCode | undefined {
  if (typeof value !== 'string' || HALF_CHARACTER.test(value)) return 'not_text'
  if (LINE_BREAK.test(value)) return 'one_line'
  return isLonger(value, boundOf(field)) ? 'too_long' : undefined
}

function checkNarrative(field: Field, value: unknown): FaultCode | undefined {
  if (typeof value !== 'string' || HALF_CHARACTER.test(value)) return 'not_text'
  return isLonger(value, boundOf(field)) ? 'too_long' : undefined
}

/** Longer in code points, as Python counts. */
function isLonger(words: string, most: number): boolean {
  return words.length > most && Array.from(words).length > most
}

function checkDate(field: Field, value: unknown, today: string): FaultCode | undefined {
  if (!isDate(value)) return 'not_date'
  return field.past && value > today ? 'in_future' : undefined
}

function checkInteger(field: Field, value: unknown): FaultCode | undefined {
  if (!isInteger(value)) return 'not_integer'
  if (field.least !== undefined && value < field.least) return 'too_small'
  return field.most !== undefined && value > field.most ? 'too_big' : undefined
}

function checkChoice(field: Field, value: unknown): FaultCode | undefined {
  return optionsOf(field).some((option) => option[0] === value) ? undefined : 'not_choice'
}

function checkAnswer(field: Field, value: unknown): FaultCode | undefined {
  if (!isInteger(value)) return checkChoice(field, value) && 'not_answer'
  return value >= (field.least ?? 0) && value <= (field.most ?? 0) ? undefined : 'not_answer'
}

/** [item, interval from 1, wall ms (0 where nobody knows it), monotonic ms, struck ms or null]. */
function checkTick(field: Field, value: unknown): FaultCode | undefined {
  if (!Array.isArray(value) || value.length !== 5) return 'not_tick'
  const [item, interval, wall, monotonic, struck] = value as readonly unknown[]
  const times = struck === null ? [wall, monotonic] : [wall, monotonic, struck]
  const good =
    (field.items ?? []).some((option) => option[0] === item) &&
    isInteger(interval) &&
    interval >= 1 &&
    times.every((moment) => isInteger(moment) && moment >= 0)
  return good ? undefined : 'not_tick'
}

function checkDeletion(_field: Field, value: unknown): FaultCode | undefined {
  return Array.isArray(value) && value[0] === true && isLeaf(value) ? undefined : 'not_deletion'
}

/** A check of a single value that knows only yes or no. */
function one(good: (value: unknown) => boolean, code: FaultCode): Check {
  return (_field, value) => (good(value) ? undefined : code)
}

function matches(pattern: RegExp, code: FaultCode): Check {
  return one((value) => typeof value === 'string' && pattern.test(value), code)
}

/** A check of a list: each entry good by `each`, none twice, no more than the bound. */
function several(each: Check, code: FaultCode): Check {
  return (field, value, today) => {
    if (!Array.isArray(value) || value.some((part) => each(field, part, today))) return code
    if (new Set(value).size !== value.length) return code
    return value.length > boundOf(field) ? 'too_many' : undefined
  }
}

function checkShortLine(_field: Field, value: unknown): FaultCode | undefined {
  return isBlank(value) ? 'not_texts' : checkText({ name: 'line', type: 'text', label: '' }, value)
}

const person = matches(IDENTITY, 'not_person')
const record = matches(IDENTITY, 'not_record')

/** Rows and grids are made of leaves and have no check of their own. */
const CHECKS: Readonly<Record<Exclude<FieldType, 'rows' | 'grid'>, Check>> = {
  text: checkText,
  texts: several(checkShortLine, 'not_texts'),
  narrative: checkNarrative,
  date: checkDate,
  time: matches(TIME, 'not_time'),
  instant: one(isInstant, 'not_instant'),
  integer: checkInteger,
  boolean: one((value) => typeof value === 'boolean', 'not_boolean'),
  choice: checkChoice,
  choices: several(checkChoice, 'not_choices'),
  person,
  people: several(person, 'not_people'),
  record,
  records: several(record, 'not_records'),
  phone: matches(PHONE, 'not_phone'),
  colour: matches(COLOUR, 'not_colour'),
  zone: matches(ZONE, 'not_zone'),
  answer: checkAnswer,
  deletion: checkDeletion,
  ticks: checkTick,
}

/** What is wrong with `value` as a leaf of `field`; null is never wrong here. */
export function faultIn(field: Field, value: unknown, today: string): FaultCode | undefined {
  if (value === null || value === undefined || field.type === 'rows' || field.type === 'grid') return undefined
  return CHECKS[field.type](field, value, today)
}
