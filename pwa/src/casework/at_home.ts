/**
 * Who may be at home, each person once: the family as the case names them, then who was there on earlier visits, where "Mum" is
 * the mother whom the case names, and "Mrs Rook" is too. What could mean two people, or is nobody the case names, stays.
 */
import { textFrom } from '../capture/leaves';
import type { Book, CaseBook } from './book';
import { type Leaves, rowsOf } from './forms';
import { firstNameOf, folded } from './people';
import { leavesOf, listFrom } from './standing';

interface Person {
  /** What is offered. */
  readonly name: string;
  /** What else they are called. */
  readonly called: readonly string[];
  /** "Mother"; empty where nothing is said. */
  readonly relation: string;
  /** Who must not be contacted is known, so that no other name of theirs is offered, and is not offered. */
  readonly hidden: boolean;
}

const SHE = ['mrs', 'ms', 'miss'];
const HE = ['mr'];

/** Words for one relation, and the titles that go with it. */
const RELATIONS: readonly { readonly words: readonly string[]; readonly titles: readonly string[] }[] = [
  { words: ['mother', 'mum', 'mam', 'mom', 'mummy'], titles: SHE },
  { words: ['father', 'dad', 'daddy'], titles: HE },
  { words: ['grandmother', 'gran', 'granny', 'grandma', 'nan', 'nana'], titles: SHE },
  { words: ['grandfather', 'grandad', 'granddad', 'grandpa'], titles: HE },
  { words: ['stepmother', 'stepmum'], titles: SHE },
  { words: ['stepfather', 'stepdad'], titles: HE },
  { words: ['aunt', 'auntie', 'aunty'], titles: SHE },
  { words: ['uncle'], titles: HE },
];

export function atHome(book: Book, place: CaseBook): readonly string[] {
  const family = [...carersOf(place), ...siblingsOf(book, place), ...itself(place)];
  // Of two rows for one person the one that says not to contact them counts.
  const rows = [...family.filter(({ hidden }) => hidden), ...family.filter(({ hidden }) => !hidden)];
  const persons = rows.filter((one, at) => rows.findIndex((other) => isSame(one, other)) === at);
  const before = place.of('visit').flatMap((view) => listFrom(leavesOf(view), 'present'));
  const strangers = before.filter((name) => persons.filter((one) => isMeant(one, name)).length !== 1);
  const offered = persons.filter(({ hidden }) => !hidden);
  const names = offered.map((one) => (offered.some((other) => other !== one && plain(other.name) === plain(one.name)) ? told(one) : one.name));
  return uniquely([...names, ...strangers]);
}

function carersOf(place: CaseBook): readonly Person[] {
  return rowsOf(place.leaves, 'carers').flatMap(({ leaves }) => {
    const relation = textFrom(leaves, 'relationship') ?? '';
    return named(leaves, { called: [], relation, hidden: leaves.get('do_not_contact') === true });
  });
}

/** By what they like to be called, too, where the reader can read their case. */
function siblingsOf(book: Book, place: CaseBook): readonly Person[] {
  return rowsOf(place.leaves, 'siblings').flatMap(({ leaves }) => {
    const own = book.caseOf(textFrom(leaves, 'case') ?? '');
    return named(leaves, { called: own?.opened === true ? [own.name, own.firstName] : [], relation: 'brother or sister', hidden: false });
  });
}

function named(leaves: Leaves, person: Omit<Person, 'name'>): readonly Person[] {
  const name = textFrom(leaves, 'name');
  return name === null ? [] : [{ name, ...person }];
}

function itself(place: CaseBook): readonly Person[] {
  return place.opened ? [{ name: place.firstName, called: [place.name], relation: 'the pupil', hidden: false }] : [];
}

/** Listed twice, as where there are two homes: the name is the same, and neither relation says that they are two. */
function isSame(one: Person, other: Person): boolean {
  if (plain(one.name) !== plain(other.name)) return false;
  return one.relation === '' || other.relation === '' || relationOf(one.relation) === relationOf(other.relation);
}

/** Whether a name from an earlier visit may be theirs. */
function isMeant({ name, called, relation }: Person, word: string): boolean {
  const wanted = plain(word);
  if ([name, ...called].some((own) => plain(own) === wanted || plain(firstNameOf(own)) === wanted)) return true;
  if (relation === '') return false;
  if (relationOf(relation) === relationOf(wanted)) return true;
  const titles = RELATIONS.find(({ words }) => words[0] === relationOf(relation))?.titles ?? [];
  return titles.some((title) => wanted === `${title} ${lastNameOf(name)}`);
}

function lastNameOf(name: string): string {
  return plain(name).split(' ').slice(1).join(' ');
}

/** One word for each relation: "mum" and "Mother" are the same. */
function relationOf(text: string): string {
  const word = plain(text).replace(/^step[- ]/, 'step');
  return RELATIONS.find(({ words }) => words.includes(word))?.words[0] ?? word;
}

function plain(text: string): string {
  return folded(text).replaceAll('.', '').trim().replaceAll(/\s+/g, ' ');
}

function told({ name, relation }: Person): string {
  return relation === '' ? name : `${name} (${relation.toLowerCase()})`;
}

/** Each once, as it was first written. */
function uniquely(names: readonly string[]): readonly string[] {
  return names.filter((name, at) => names.findIndex((other) => plain(other) === plain(name)) === at);
}
