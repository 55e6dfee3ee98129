import { describe, expect, test } from 'vitest';

import { CHOSEN, dropIn } from '../../src/casework/acts/drop_in';
import { caseload } from '../../src/casework/caseload';
import { placeOf, whoModel } from '../../src/casework/drop_in_page';
import type { Leaf } from '../../src/casework/forms';
import { pupils } from '../../src/casework/pick';
import { madeId } from '../sync/arbitrary';
import { AMIRA, DIARY, type Invented, KAI, larkspur, SAM, sure } from './school';

const NAMES = ['Jakub Novák', 'Jasper Puddlefoot', 'Łukasz Żółkowski', 'Raja Malik', 'Rafferty Hexham-Bloom', 'Yewande Achebe'] as const;
const CLASSES = ['7C', '10C', '9A', '9A', '9D', '7A'] as const;

/** The school with some more pupils; the ids of their cases by name. */
function school(): Invented & { readonly ids: ReadonlyMap<string, string> } {
  const made = larkspur();
  const ids = new Map<string, string>();
  for (const [place, name] of NAMES.entries()) {
    const id = madeId(70 + place);
    const group = CLASSES[place] ?? '';
    made.vault(id, 'case', [SAM]);
    made.begin(SAM, id, 'case', { name, class_form: group, year: `Year ${group.slice(0, -1)}`, stage: 'plan' });
    ids.set(name, id);
  }
  return { ...made, ids };
}

function draft(pairs: Readonly<Record<string, Leaf>>): Map<string, Leaf> {
  return new Map(Object.entries({ about: ['friends'], ...pairs }));
}

describe('a few letters find', () => {
  test.each([
    ['ja', ['Jakub Novák', 'Jasper Puddlefoot', 'Raja Malik'], 'whose name begins so, before whom they only stand in'],
    ['novak', ['Jakub Novák'], 'a surname without its accent'],
    ['lu zol', ['Łukasz Żółkowski'], 'the beginnings of both names'],
    ['kb', ['Kai Brennan'], 'initials'],
    ['r.h.b.', ['Rafferty Hexham-Bloom'], 'initials with their stops'],
    ['10c', ['Jasper Puddlefoot'], 'a class'],
    ['year 7', ['Jakub Novák', 'Yewande Achebe'], 'a year'],
    ['ye', ['Yewande Achebe'], 'not everybody who is in a year'],
    ['kai 8', ['Kai Brennan'], 'a name and a year'],
    ['zz', [], 'nobody'],
  ])('“%s”: %j (%s)', (typed, found) => {
    const { book } = school();
    expect(whoModel(book(), draft({ who: typed })).fits.map(({ label }) => label)).toEqual(found);
    expect(pupils(book(), typed, 'giveFor').map(({ name }) => name)).toEqual(found);
    expect(caseload(book(), 'all', typed, []).lines.map(({ name }) => name)).toEqual(found);
  });
});

test('the case that is chosen gets the drop-in, with its pupil’s whole name and class', () => {
  const made = school();
  const id = sure(made.ids.get('Jakub Novák'));
  const chosen = draft({ who: 'Jakub Novák', [CHOSEN]: id });
  const place = sure(placeOf(made.book(), chosen));
  expect(dropIn(made.pen(), DIARY, chosen, place)).toMatchObject({ vault: id, values: { who: 'Jakub Novák', class_form: '7C' } });
  expect(whoModel(made.book(), chosen)).toEqual({
    typed: 'Jakub Novák', chosen: true, fits: [], says: 'Kept in the case of Jakub Novák, 7C. You and Ms Ward can read this.',
  });
});

test('what is typed on after choosing is no longer that pupil', () => {
  const { book } = larkspur();
  expect(placeOf(book(), draft({ who: 'Kai Brennans brother', [CHOSEN]: KAI }))).toBeNull();
});

test('a whole name that only one case has needs no choosing, and two of one name are told apart by whoever writes', () => {
  const made = larkspur();
  expect(placeOf(made.book(), draft({ who: ' kai brennan ' }))?.id).toBe(KAI);
  made.write(SAM, AMIRA, sure(made.book().caseOf(AMIRA)?.all[0]).id, { name: 'Kai Brennan' });
  const typed = draft({ who: 'Kai Brennan' });
  expect(placeOf(made.book(), typed)).toBeNull();
  expect(whoModel(made.book(), typed).fits.map(({ detail }) => detail).sort()).toEqual(['8B', '8D']);
  expect(placeOf(made.book(), draft({ who: 'Kai Brennan', [CHOSEN]: AMIRA }))?.id).toBe(AMIRA);
});

test('a name that nobody’s case has stays as it was typed, in the diary, and so does no name at all', () => {
  const { book } = larkspur();
  expect(whoModel(book(), draft({ who: 'Zeb' }))).toMatchObject({
    chosen: false, fits: [], says: 'Nobody of that name has a case that is open here. It is kept as you typed it, in your diary.',
  });
  expect(whoModel(book(), draft({}))).toEqual({ typed: null, chosen: false, fits: [], says: '' });
});

test('a closed case is not offered', () => {
  const made = larkspur();
  made.write(SAM, KAI, sure(made.book().caseOf(KAI)?.all[0]).id, { stage: 'closed' });
  expect(whoModel(made.book(), draft({ who: 'kai' })).fits).toEqual([]);
});
