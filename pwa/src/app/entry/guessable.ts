/**
 * Passwords that a guesser tries first, though they are long enough: a word that everybody takes with figures behind it, a run of
 * keys, the same again and again, one's own name or the school's.
 *
 *     isGuessable('Password2026!', ['sam', 'Larkspur Hill School'])      // true
 *
 * A list of the commonest passwords would say little here: of the first ten thousand of the published ones a few dozen have twelve
 * characters, and all of those are made in these ways. So the ways are looked for, with the words that they are made of.
 */

/** What passwords are made of most often, and what a school's people think of first. Without spaces, in small letters. */
const COMMON = (
  'password passwort passwd pass login welcome letmein admin administrator master secret private access changeme default guest user test '
  + 'hello love iloveyou lovely baby angel princess sunshine flower butterfly rainbow summer winter autumn spring monday friday january '
  + 'february march april june july august september october november december football liverpool arsenal chelsea everton rangers celtic '
  + 'manchester united city england scotland wales ireland london monkey dragon tiger lion horse puppy kitten batman superman spiderman '
  + 'pokemon starwars minecraft fortnite google facebook internet computer laptop tablet samsung apple android windows charlie thomas '
  + 'jessica michael daniel ashley jordan george harry freedom whatever trustno nothing qwerty qwertz azerty school teacher teaching '
  + 'mentor mentoring learning pupil student class college office beside headteacher safeguarding the my is i you me our and'
).split(' ').sort((one, other) => other.length - one.length);

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb', 'qazwsxedcrfvtgb'];
const LOOKS_LIKE: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
/** A run of keys is one from so many on. */
const RUN = 3;
/** What has to be left beside what is guessed first, in letters. */
const ENOUGH = 4;
/** So many common words in one password are a sentence, and no longer one of the first guesses. */
const SENTENCE = 4;

/** Why a password will not do that somebody would guess; null for any other. */
export function guessed(password: string, own: readonly (string | null)[]): string | null {
  const names = own.filter((name): name is string => name !== null);
  return isGuessable(password, names) ? 'Choose another: this is one of the first that somebody would guess. Four or five words are good.' : null;
}

/** Whether a password is made of what is guessed first; `own` are names that belong to who chooses it, and the school's. */
export function isGuessable(password: string, own: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  return isRepeated(letters(plain)) || isMadeOf(plain, own) || isMadeOf(Array.from(plain, (one) => LOOKS_LIKE[one] ?? one).join(''), own);
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** "abcabcabcabc", "aaaabbbbcccc": few characters, or one short part over and over. */
function isRepeated(text: string): boolean {
  if (new Set(text).size < ENOUGH) return true;
  return Array.from(text).some((_, at) => {
    const part = text.slice(0, at + 1);
    return part.length * 3 <= text.length && part.repeat(Math.ceil(text.length / part.length)).startsWith(text);
  });
}

function isMadeOf(plain: string, own: readonly string[]): boolean {
  const mine = own.flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= RUN);
  let [left, taken] = [withoutRuns(letters(plain)), 0];
  for (const word of [...mine, ...COMMON]) {
    while (left.includes(word)) {
      // What stood around it is not one word now.
      left = left.replace(word, ' ');
      taken += 1;
    }
  }
  return taken < SENTENCE && left.replace(/[^\p{L}]/gu, '').length < ENOUGH;
}

/** Without what lies side by side on a keyboard or in the alphabet, forwards or backwards. */
function withoutRuns(text: string): string {
  let [left, at] = ['', 0];
  while (at < text.length) {
    const run = runAt(text, at);
    if (run >= RUN) at += run;
    else {
      left += text[at] ?? '';
      at += 1;
    }
  }
  return left;
}

/** How long the run is that begins here. */
function runAt(text: string, at: number): number {
  let longest = 0;
  for (const row of [...ROWS, ...ROWS.map((one) => Array.from(one).reverse().join(''))]) {
    const from = row.indexOf(text[at] ?? ' ');
    let length = 0;
    while (from >= 0 && at + length < text.length && row[from + length] === text[at + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
