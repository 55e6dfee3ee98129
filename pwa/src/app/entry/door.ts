/**
 * What the pages before the app need: who is known on this tablet, the ways in, and words for what went wrong.
 *
 * The store is the door; a test can be one too. Nothing here keeps a password longer than the attempt it belongs to.
 */
import { CODES, type ErrorCode } from '../../generated/codes.ts';
import { MIN_PASSWORD_LENGTH } from '../../generated/limits.ts';
import { ServerRefused, Unreachable } from '../../store/api.ts';
import { StorageRefused } from '../../store/db.ts';
import { TabletFull } from '../../store/index.ts';
import { isFull } from '../../store/keeper.ts';
import { NoPasskey } from '../../store/passkey.ts';
import { Locked } from '../../store/replica.ts';
import { SignedOut } from '../../store/session.ts';
import { BadSeal, Refused } from '../../sync/encoding.ts';

/** Somebody whose records are on this tablet. */
export interface Known {
  /** What stands for the account on this tablet. */
  readonly name: string;
  readonly handle: string;
  readonly passkey: boolean;
  readonly notSent: number;
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

/** A school about to be: its sheets to print, and the step that founds it. */
export interface Founding {
  readonly sheets: Sheets;
  readonly found: () => Promise<void>;
}

/** The ways in. Each is done when the app can be shown; each throws what `saidOf` has words for. */
export interface Door {
  readonly unlock: (account: string, password: string) => Promise<void>;
  readonly unlockByTouch: (account: string) => Promise<void>;
  readonly letIn: (letIn: LetIn, password: string) => Promise<void>;
  readonly join: (invitation: string, who: NewMember) => Promise<void>;
  /** Nothing is sent before `found`: the sheets are on paper first. */
  readonly setUp: (token: string, school: string, who: NewMember) => Promise<Founding>;
}

/** Who comes in for the first time. */
export interface NewMember {
  readonly name: string;
  readonly handle: string;
  readonly password: string;
}

/** A sentence and its remedy for whatever kept somebody out. Nothing of what they typed stands in it. */
export function saidOf(error: unknown): string {
  if (error instanceof BadSeal) return 'That is not the password of this account. Look at it with “Show”, then try again.';
  if (error instanceof ServerRefused) return error.code === null ? sentence('internal') : sentence(error.code);
  if (error instanceof Unreachable) {
    return 'The server does not answer. Look whether this device has a connection, then try again; what is typed here stays.';
  }
  if (error instanceof TabletFull) {
    return 'This tablet has no room left. What you saved is held as long as Beside stays open: make room on the tablet, then look at “Where is it?”.';
  }
  if (error instanceof StorageRefused && error.isNewer) return 'A newer Beside has been opened here. Close Beside and open it again.';
  if (error instanceof Locked || error instanceof SignedOut) return 'This tablet has been locked. Open it again, then try once more.';
  if (error instanceof NoPasskey) return 'No touch came. Type your password instead.';
  if (error instanceof StorageRefused) {
    return 'This browser keeps nothing. Open Beside in an ordinary window, or from the home screen.';
  }
  if (isFull(error)) return 'This device is full. Make room on it, then try again.';
  if (error instanceof Refused) return sentence(error.code);
  return 'Something went wrong on this device. Close Beside, open it again, and try once more.';
}

function sentence(code: ErrorCode): string {
  const [, message, remedy] = CODES[code];
  return `${message} ${remedy}`;
}

/** Why a new password will not do; null for one that will. Counted as the key derivation counts it: after NFKC. */
export function passwordFault(password: string | null): string | null {
  const length = Array.from((password ?? '').normalize('NFKC')).length;
  return length >= MIN_PASSWORD_LENGTH
    ? null
    : `Make it longer: at least ${MIN_PASSWORD_LENGTH} characters. Four or five words are good.`;
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
