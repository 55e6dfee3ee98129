/**
 * What the pages before the app need: who is known on this tablet, the ways in, and how what was brought or typed is read.
 *
 * The store is the door; a test can be one too. Nothing here keeps a password longer than the attempt it belongs to.
 */
import { MIN_PASSWORD_LENGTH } from '../../generated/limits.ts';

/** Somebody whose records are on this tablet. */
export interface Known {
  /** What stands for the account on this tablet. */
  readonly name: string;
  readonly handle: string;
  readonly passkey: boolean;
  readonly ended: boolean;
  readonly notSent: number;
  readonly noRoom: boolean;
}

/** What lets this device in: typed, scanned, or behind the `#` of a link to `/let-in` (`docs/protocol.md` §10). */
export interface LetIn {
  readonly school: string;
  readonly genesis: string;
  readonly handle: string;
  readonly code: string;
  /** All of it, as it was shown. */
  readonly text: string;
}

/** What a school's first administrator gets to print: twenty-four words each. */
export interface Sheets {
  readonly recovery: readonly string[];
  readonly root: readonly string[];
}

/** A school about to be: its sheets to print, and the step that founds it with the code that the server printed. */
export interface Founding {
  readonly sheets: Sheets;
  readonly found: (token: string) => Promise<void>;
}

/** What an invitation says before it is taken: the roles, and whose account it renews. */
export interface Invited {
  readonly roles: readonly string[];
  readonly renews: string | null;
}

/** The ways in. Each is done when the app can be shown; each throws what `enteringSaid` has words for. */
export interface Door {
  readonly unlock: (account: string, password: string) => Promise<void>;
  readonly unlockByTouch: (account: string) => Promise<void>;
  readonly letIn: (letIn: LetIn, password: string) => Promise<void>;
  readonly look: (invitation: string) => Promise<Invited>;
  readonly join: (invitation: string, who: NewMember) => Promise<void>;
  readonly byRoot: (words: string, who: NewMember) => Promise<void>;
  /** Nothing is sent before `found`: the sheets are on paper first. */
  readonly setUp: (school: string, who: NewMember) => Promise<Founding>;
}

/** Who comes in for the first time; without a name, who is known to colleagues already. */
export interface NewMember {
  readonly name: string | null;
  readonly handle: string;
  readonly password: string;
}

/** Null until it was fetched. */
let guessed: ((password: string, own: readonly (string | null)[]) => string | null) | null = null;

/**
 * A new password is about to be chosen: fetches what judges it, for whoever only opens a tablet need not wait for that. It is there long
 * before somebody has typed one; where it cannot be had at all, the length alone is judged.
 */
export function expectNewPassword(): void {
  void import('./guessable.ts').then((found) => { guessed = found.guessed; }, () => undefined);
}

/** Why a new password will not do; null for one that will. `own` are the names of who chooses it, and of the school. */
export function newPasswordFault(password: string | null, own: readonly (string | null)[]): string | null {
  return passwordFault(password) ?? guessed?.(password ?? '', own) ?? null;
}

/** Why something cannot be a password at all; null where it can. Counted as the key derivation counts it: after NFKC. */
export function passwordFault(password: string | null): string | null {
  const length = Array.from((password ?? '').normalize('NFKC')).length;
  return length >= MIN_PASSWORD_LENGTH
    ? null
    : `Make it longer: at least ${MIN_PASSWORD_LENGTH} characters. Four or five words are good.`;
}

const MISSING = {
  school: 'Write the name of the school.',
  name: 'Write your name, as colleagues and pupils say it.',
  handle: 'Choose a sign-in name.',
  setUpCode: 'Type the code that the server printed.',
  words: 'Type the 24 words of the sheet, with a space between each.',
} as const;

/** What is wanting, with the remedy, of the fields that were left empty. */
export function missing<Field extends keyof typeof MISSING>(
  words: Readonly<Record<Field, string | null>>,
): Partial<Record<Field, string>> {
  const errors: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(words) as Field[]) {
    if ((words[field] ?? '').trim() === '') errors[field] = MISSING[field];
  }
  return errors;
}

/** Whether this can be an invitation (`docs/protocol.md` §10): four parts of the right length. */
export function isInvitation(text: string): boolean {
  return /^[\w-]{22}\.[\w-]{43}\.[\w-]{22}\.[\w-]{43}$/.test(text);
}

/** Read what lets this device in; null for anything else. The address in front of the `#` of a whole link is passed over. */
export function readLetIn(typed: string): LetIn | null {
  const text = behindHash(typed);
  const [school, genesis, handle, code, ...others] = text.split('.');
  if (school?.length !== 22 || genesis?.length !== 43 || !handle || !code || others.length > 0) return null;
  const name = readText(handle);
  return name === null ? null : { school, genesis, handle: name, code, text };
}

/** What stands behind the `#` of a link, or all of it. */
export function behindHash(typed: string): string {
  const hash = typed.lastIndexOf('#');
  return typed.slice(hash + 1).trim();
}

function readText(spelled: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(spelled.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
