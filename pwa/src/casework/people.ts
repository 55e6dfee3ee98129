/** How people are called in sentences. Everybody here is known by the school's directory; pupils by their case. */
import { listed, words } from '../ui/words';

/** "KB" for Kai Brennan. */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => /\p{L}/u.test(part));
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => firstLetter(part ?? ''));
  return letters.join('').toUpperCase();
}

function firstLetter(part: string): string {
  return /\p{L}/u.exec(part)?.[0] ?? '';
}

/** "Kai" for Kai Brennan. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** "Kai’s" */
export function whose(name: string): string {
  return name === 'you' ? 'your' : `${name}’s`;
}

/** What a pupil's own page wrote has no member behind it. */
export function thePupil(): string {
  return `the ${words.value.pupil}`;
}

/** "you", "you and Ms Ward": the reader first, then the others by name. */
export function youAndOthers(members: readonly string[], me: string, nameOf: (member: string) => string): string {
  const others = members.filter((member) => member !== me).map(nameOf).sort((one, other) => one.localeCompare(other, 'en'));
  return listed(members.includes(me) ? ['you', ...others] : others);
}

/** Text without accents and in small letters: what a search compares. "Łukasz" is found by "lukasz". */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđßæœı’]/g, (letter) => PLAIN[letter] ?? letter);
}

const PLAIN: Readonly<Record<string, string | undefined>> = {
  ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', '’': "'",
};
