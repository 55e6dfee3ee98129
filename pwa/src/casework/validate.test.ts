/** The client judges as Python does: the same samples, the same verdicts. */
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { newRecord, newRow, type Author } from './defaults'
import { catalogue, type Form, type Leaf, newest } from './forms'
import { judge } from './validate'

interface Sample {
  readonly name: string
  readonly record: Readonly<Record<string, Leaf>>
  readonly draft: boolean
  readonly problems: readonly [path: string, code: string][]
  readonly says: Readonly<Record<string, string>>
}

interface Samples {
  readonly today: string
  readonly author: Author
  readonly samples: readonly Sample[]
  readonly new: readonly { form: string; rows?: string; leaves: Readonly<Record<string, Leaf>> }[]
}

interface Verdicts {
  readonly today: string
  readonly values: readonly Leaf[]
  readonly kinds: readonly (readonly string[])[]
  readonly verdicts: readonly [form: string, version: number, path: string, kind: number][]
}

const vectors = vectorFile('samples') as Samples

describe('a sample has the problems written beside it', () => {
  test.each(vectors.samples)('$name', ({ record, draft, problems, says }) => {
    const found = judge(leavesOf(record), { today: vectors.today, draft })
    expect(found.map(({ path, code }) => [path, code]).sort()).toEqual([...problems].sort())
    expect(Object.fromEntries(found.map(({ path, message }) => [path, message]))).toMatchObject(says)
  })
})

test('problems come in the order of the form', () => {
  const found = judge(leavesOf({ _form: 'visit', _version: 1, mood: 1.5 }), { today: vectors.today })
  expect(found.map(({ path }) => path)).toEqual(['date', 'visit_to', 'made_by', 'discussion', 'risk_level', 'mood'])
})

test('a form that a school adapted is judged by itself', () => {
  const form: Form = { ...known('drop_in'), sections: [{ name: 'one', label: 'One', fields: [] }] }
  expect(judge(new Map(), { today: vectors.today, form })).toEqual([])
})

describe('an odd value at every path of a form is judged as Python judges it', () => {
  const { today, values, kinds, verdicts } = vectorFile('verdicts') as Verdicts
  test.each(catalogue.forms)('$name $version', (form) => {
    const own = verdicts.filter(([name, version]) => name === form.name && version === form.version)
    expect(own.length).toBeGreaterThan(0)
    for (const [place, value] of values.entries()) {
      const leaves = new Map(own.map(([, , path]) => [path, value]))
      const found = new Map(judge(leaves, { today, draft: true, form }).map(({ path, code }) => [path, code]))
      const expected = own.map(([, , path, kind]) => [path, kinds[kind]?.[place]])
      expect(own.map(([, , path]) => [path, found.get(path) ?? '']), JSON.stringify(value)).toEqual(expected)
    }
  })
})

describe('a new record begins with its defaults', () => {
  test.each(vectors.new)('$form $rows', ({ form, rows, leaves }) => {
    const made = rows === undefined ? newRecord(known(form), vectors.author) : newRow(known(form), rows, vectors.author)
    expect(Object.fromEntries(made)).toEqual(leaves)
  })
})

test('every message names its field, but for those about a whole record or an unknown part', () => {
  const whole = ['unknown_form', 'unknown_version']
  const nameless = Object.entries(catalogue.messages).filter(([, words]) => !words.includes('“{label}”'))
  expect(nameless.map(([code]) => code)).toEqual(whole)
})

function known(name: string): Form {
  const form = newest(name as unknown)
  if (!form) throw new Error(`there is no form ${name}`)
  return form
}

function leavesOf(record: Readonly<Record<string, Leaf>>): Map<string, Leaf> {
  return new Map(Object.entries(record))
}

function vectorFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}.json`, import.meta.url), 'utf8'))
}
