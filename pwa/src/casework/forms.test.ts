/** Finding one's way in the catalogue, and reading a record by it. */
import { expect, test } from 'vitest'

import { CATALOGUE_HASH, CATALOGUE_VERSION } from '../generated/version'
import {
  boundOf, catalogue, fieldAt, type Field, fieldsOf, type FormName, type Leaf, newest, optionsOf, recordOf, rowsOf, ticksOf,
} from './forms'

const ROW = 'AAAAAAAAAAAAAAAAAAAAAA'
const ROW_2 = 'BBBBBBBBBBBBBBBBBBBBBA'

function fieldOf(form: FormName, path: string): Field {
  const field = fieldAt(newest(form), path)
  if (!field) throw new Error(`no field at ${path}`)
  return field
}

function leaves(record: Readonly<Record<string, Leaf>>): Map<string, Leaf> {
  return new Map(Object.entries(record))
}

test('the catalogue is the one whose version and hash stand apart', () => {
  expect([catalogue.version, catalogue.hash]).toEqual([CATALOGUE_VERSION, CATALOGUE_HASH])
})

test('a field is found at a plain path, in a grid, in a row, and beside a narrative', () => {
  expect(fieldOf('visit', 'visit_to').type).toBe('text')
  expect(fieldOf('scale_learning', 'homework_wish').label).toBe('Doing my homework well: Where I would like to be')
  expect(fieldOf('visit', `actions/${ROW}/due`).type).toBe('date')
  expect(fieldOf('visit', `actions/${ROW}/what_told_by`).when).toEqual(['what_source', ['told']])
  expect(fieldOf('visit', 'from_paper').type).toBe('boolean')
  expect(fieldOf('observation', `ticks/${ROW}`).type).toBe('ticks')
})

test('there is no field at the path of rows themselves, nor beyond a row', () => {
  const visit = newest('visit')
  const strange = ['actions', `actions/${ROW}`, `actions/${ROW}/due/x`, 'visit_to/x', `visit_to/${ROW}/x`, 'mood', '']
  expect(strange.map((path) => fieldAt(visit, path))).toEqual(strange.map(() => undefined))
})

test('settings and directory entries have no casework fields', () => {
  expect(fieldsOf(newest('school')).has('from_paper')).toBe(false)
  expect(fieldsOf(newest('session')).has('lead_told_at')).toBe(true)
})

test('options that stand in another form are taken from there', () => {
  const welfare = optionsOf(fieldOf('school', 'welfare_learning'))
  expect(welfare).toEqual(newest('scale_learning').sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'statements')?.items)
  expect(welfare).toHaveLength(13)
})

test('a bound is the field’s own, else that of its type', () => {
  expect([boundOf(fieldOf('person', 'initials')), boundOf(fieldOf('person', 'name'))]).toEqual([5, 200])
})

test('rows come in their order, deleted ones left out, those of one place by id', () => {
  const record = leaves({
    [`targets/${ROW_2}/target`]: 'second',
    [`targets/${ROW_2}/_order`]: 'V',
    [`targets/${ROW}/target`]: 'first',
    [`targets/${ROW}/_order`]: 'V',
    'targets/CCCCCCCCCCCCCCCCCCCCCA/_order': 'A',
    'targets/DDDDDDDDDDDDDDDDDDDDDA/target': 'gone',
    'targets/DDDDDDDDDDDDDDDDDDDDDA/_deleted': [true],
    'targets/EEEEEEEEEEEEEEEEEEEEEA/_deleted': null,
    'targets/EEEEEEEEEEEEEEEEEEEEEA/_order': 'Z',
    targets: 'a leaf of nobody',
    [`progress/${ROW}/tenths`]: 3,
  })
  expect(rowsOf(record, 'targets').map(({ id }) => id.charAt(0))).toEqual(['C', 'A', 'B', 'E'])
})

test('a record reads by its type: rows as lists, ticks by id, what is not declared left out', () => {
  const visit = recordOf('visit', leaves({
    _form: 'visit', _version: 1, visit_to: 'Elm Row', mood: 'bright', __proto__x: 1,
    [`actions/${ROW}/what`]: 'Ring', [`actions/${ROW}/colour`]: 'red',
  }))
  expect(visit.visit_to).toBe('Elm Row')
  expect(visit.actions.map(({ id, what }) => [id, what])).toEqual([[ROW, 'Ring']])
  expect(Object.keys(visit)).not.toContain('mood')
  expect(visit.actions.every((row) => !('colour' in row))).toBe(true)
  const tick = ['on_task', 1, 5, 5, null]
  expect(recordOf('observation', leaves({ [`ticks/${ROW}`]: tick })).ticks).toEqual({ [ROW]: tick })
})

test('a record of a version that is not known reads as far as the newest goes', () => {
  expect(recordOf('session', leaves({ _form: 'session', _version: 99, place: 'Room 4' })).place).toBe('Room 4')
})

test('a path called __proto__ changes nothing but itself', () => {
  const record = new Map<string, Leaf>([['__proto__', 'x'], [`actions/__proto__/what`, 'x'], ['ticks/__proto__', ['x']]])
  expect(rowsOf(record, 'actions').map(({ id }) => id)).toEqual(['__proto__'])
  expect([...ticksOf(record, 'ticks').keys()]).toEqual(['__proto__'])
  expect(recordOf('visit', record).actions[0]?.what).toBe('x')
  expect(({} as Record<string, unknown>)['what']).toBeUndefined()
})
