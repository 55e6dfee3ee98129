/**
 * The words that differ from one nation or kind of school to another, in their one place.
 *
 *     setWords('scotland', 'primary');   // once, when the school's settings are known
 *     `${words.value.Pupil} leaves school`
 *
 * A word in lower case stands inside a sentence, with a capital at the beginning of one.
 */
import { signal } from '@preact/signals';

export const NATIONS = ['england', 'wales', 'scotland', 'northern_ireland'] as const;
export const SECTORS = ['primary', 'secondary'] as const;

export type Nation = (typeof NATIONS)[number];
export type Sector = (typeof SECTORS)[number];

export interface Words {
  readonly pupil: string;
  readonly pupils: string;
  readonly mentor: string;
  readonly lineManager: string;
  readonly safeguardingLead: string;
  readonly class: string;
}

export type Cased = Words & { readonly [Word in keyof Words as Capitalize<Word>]: string };

const BASE: Words = {
  pupil: 'pupil',
  pupils: 'pupils',
  mentor: 'mentor',
  lineManager: 'line manager',
  safeguardingLead: 'safeguarding lead',
  class: 'class or form',
};

const BY_NATION: Readonly<Record<Nation, Partial<Words>>> = {
  england: {},
  wales: { pupil: 'learner', pupils: 'learners', safeguardingLead: 'designated safeguarding person' },
  scotland: { safeguardingLead: 'child protection coordinator', lineManager: 'guidance teacher' },
  northern_ireland: { safeguardingLead: 'designated teacher for child protection' },
};

const BY_SECTOR: Readonly<Record<Sector, Partial<Words>>> = {
  primary: { pupil: 'child', pupils: 'children', class: 'class' },
  secondary: {},
};

/** The words of a school; the kind of school has the last word over the nation. */
export function wordsFor(nation: Nation, sector: Sector): Cased {
  return cased({ ...BASE, ...BY_NATION[nation], ...BY_SECTOR[sector] });
}

function cased(plain: Words): Cased {
  const pairs = Object.entries(plain).flatMap(([word, text]: [string, string]) => [
    [word, text],
    [capital(word), capital(text)],
  ]);
  return Object.fromEntries(pairs) as Cased;
}

/** The text with a capital at its beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The words in force. */
export const words = signal<Cased>(wordsFor('england', 'secondary'));

export function setWords(nation: Nation, sector: Sector): void {
  words.value = wordsFor(nation, sector);
}

/** "1 day", "3 days": a count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "Two", "Three": a small count at the beginning of a sentence. */
export function countWord(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five'][count] ?? String(count);
}

/** "Mum, Gran and Kai": names as they are said. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;
}
