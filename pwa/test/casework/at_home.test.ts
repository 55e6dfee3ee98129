import { describe, expect, test } from 'vitest';

import { atHome } from '../../src/casework/at_home';
import type { Leaf } from '../../src/casework/forms';
import { AMIRA, CASE, KAI, larkspur, SAM, sure } from './school';

const ROWS = ['0000000000000000000003AA', '0000000000000000000004AA'] as const;

type Row = Readonly<Record<string, Leaf>>;

/** Kai, whose mother is Orla Brennan, with these carers and brothers and sisters more, after visits at which these were there. */
function offered(over: { readonly carers?: readonly Row[]; readonly siblings?: readonly Row[]; readonly before?: readonly string[] }): readonly string[] {
  const school = larkspur();
  for (const kind of ['carers', 'siblings'] as const) {
    for (const [at, row] of (over[kind] ?? []).entries()) {
      const leaves = Object.entries(row).map(([column, leaf]) => [`${kind}/${sure(ROWS[at])}/${column}`, leaf] as const);
      school.write(SAM, KAI, CASE, Object.fromEntries(leaves));
    }
  }
  if (over.before !== undefined) school.begin(SAM, KAI, 'visit', { date: '2026-11-13', present: [...over.before] });
  const book = school.book();
  return atHome(book, sure(book.caseOf(KAI)));
}

const GRAN = { name: 'Nell Brennan', relationship: 'Grandmother' };

describe('each person is offered once', () => {
  test.each(['Orla Brennan', 'orla  brennan', 'Orla', 'Mum', 'Mother', 'Mrs Brennan', 'Ms. Brennan'])('the mother whom the case names is “%s” of an earlier visit', (name) => {
    expect(offered({ before: [name] })).toEqual(['Orla Brennan', 'Kai']);
  });

  test('so is the grandmother, and the pupil under their whole name', () => {
    expect(offered({ carers: [GRAN], before: ['Mum', 'Gran', 'Kai Brennan'] })).toEqual(['Orla Brennan', 'Nell Brennan', 'Kai']);
  });

  test('a brother is known by what he likes to be called, as his own case says', () => {
    expect(offered({ siblings: [{ name: 'Amira Halloway', case: AMIRA }], before: ['Amira'] })).toEqual(['Orla Brennan', 'Amira Halloway', 'Kai']);
  });

  test('a carer with a row for each home is one', () => {
    expect(offered({ carers: [{ name: 'Orla  Brennan', relationship: 'Mum' }] })).toEqual(['Orla Brennan', 'Kai']);
    expect(offered({ carers: [{ name: 'Orla Brennan' }] })).toEqual(['Orla Brennan', 'Kai']);
  });

  test('whoever was written in two ways is offered as they were written first', () => {
    expect(offered({ before: ['Win Larch', 'win larch'] })).toEqual(['Orla Brennan', 'Kai', 'Win Larch']);
  });
});

describe('who really differ are both offered', () => {
  test('two of one name are told apart by what they are to the child', () => {
    expect(offered({ carers: [{ name: 'Orla Brennan', relationship: 'Aunt' }] })).toEqual(['Orla Brennan (mother)', 'Orla Brennan (aunt)', 'Kai']);
  });

  test('what could mean two people stays', () => {
    const mothers = { carers: [{ name: 'Jo Brennan', relationship: 'Mother' }], before: ['Mum'] };
    expect(offered(mothers)).toEqual(['Orla Brennan', 'Jo Brennan', 'Kai', 'Mum']);
    expect(offered({ carers: [GRAN], before: ['Mrs Brennan'] })).toEqual(['Orla Brennan', 'Nell Brennan', 'Kai', 'Mrs Brennan']);
  });

  test('who is nobody the case names stays', () => {
    expect(offered({ before: ['Gran', 'Dad', 'Mrs Rook', 'his little brother'] })).toEqual(['Orla Brennan', 'Kai', 'Gran', 'Dad', 'Mrs Rook', 'his little brother']);
  });
});

describe('who must not be contacted', () => {
  const FATHER = { name: 'Tom Crane', relationship: 'Father', do_not_contact: true };

  test('is offered under no name', () => {
    expect(offered({ carers: [FATHER], before: ['Dad', 'Tom', 'Mr Crane'] })).toEqual(['Orla Brennan', 'Kai']);
  });

  test('is not offered where only one of two rows for them says so', () => {
    expect(offered({ carers: [{ name: 'Tom Crane', relationship: 'Dad' }, FATHER], before: ['Dad'] })).toEqual(['Orla Brennan', 'Kai']);
  });
});
