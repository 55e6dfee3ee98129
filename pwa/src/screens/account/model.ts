/** Before anything can be read: first run, signing in, unlocking, and the three mishaps. */

/** The state of a form that asks the server or derives a key. */
export interface Asking {
  /** "Opening …" while it goes on. */
  readonly busy: string | null;
  /** A sentence with its remedy; null when nothing went wrong. */
  readonly error: string | null;
}

export interface UnlockModel extends Asking {
  /** "Sam" */
  readonly name: string;
  readonly school: string;
  /** The sign-in name: for a password manager alone. */
  readonly handle: string;
  readonly password: string | null;
  /** The tablet can open by touch, face or its own code. */
  readonly passkey: boolean;
  /** How many records of this person on this tablet are not sent. */
  readonly notSent: number;
}

export interface UnlockActions {
  readonly password: (words: string | null) => void;
  readonly open: () => void;
  readonly touch: () => void;
  readonly somebodyElse: () => void;
}

export interface SignInModel extends Asking {
  readonly school: string;
  readonly handle: string | null;
  readonly password: string | null;
  /** A new device is let in by a code from another of one's own, or from an administrator. */
  readonly wantsCode: boolean;
  readonly code: string | null;
}

export interface SignInActions {
  readonly change: (field: 'handle' | 'password' | 'code', words: string | null) => void;
  readonly signIn: () => void;
}

export interface JoinModel extends Asking {
  /** null until the invitation was read. */
  readonly school: string | null;
  /** "Ms Ward invites you as learning mentor." */
  readonly invited: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly password: string | null;
  readonly errors: Readonly<Partial<Record<'code' | 'name' | 'handle' | 'password', string>>>;
}

export interface JoinActions {
  readonly change: (field: 'code' | 'name' | 'handle' | 'password', words: string | null) => void;
  readonly join: () => void;
}

export interface SetUpModel extends Asking {
  readonly school: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly password: string | null;
  readonly setUpCode: string | null;
  readonly errors: Readonly<Partial<Record<SetUpField, string>>>;
}

export type SetUpField = 'school' | 'name' | 'handle' | 'password' | 'setUpCode';

export interface SetUpActions {
  readonly change: (field: SetUpField, words: string | null) => void;
  readonly goOn: () => void;
}

/** One of the two printed sheets: recovery reads everything and signs nothing, root appoints an administrator. */
export interface SheetModel extends Asking {
  readonly which: 'recovery' | 'root';
  readonly school: string;
  /** "24 November 2026" */
  readonly made: string;
  /** Twenty-four. */
  readonly words: readonly string[];
  /** Places (from 1) whose words are typed back, once it was printed; null before. */
  readonly asked: readonly number[] | null;
  readonly typed: Readonly<Record<number, string>>;
}

export interface SheetActions {
  readonly print: () => void;
  readonly printed: () => void;
  readonly type: (place: number, word: string) => void;
  readonly check: () => void;
  /** Shows the words once more. */
  readonly again: () => void;
}
