/** Before anything can be read: first run, signing in, unlocking, and the three mishaps. */

/** The state of a form that asks the server or derives a key. */
export interface Asking {
  /** "Opening …" while it goes on. */
  readonly busy: string | null;
  /** A sentence with its remedy; null when nothing went wrong. */
  readonly error: string | null;
}

export interface UnlockModel extends Asking {
  /** "sam": the sign-in name; what a person is called is sealed. */
  readonly name: string;
  readonly handle: string;
  readonly password: string | null;
  /** The tablet can open by touch, face or its own code. */
  readonly passkey: boolean;
  /**
   * Whether something of theirs is on this tablet alone. How many records that is can be told only once it is open: beside
   * the number that stands there, one of sealed changes would look as if something were lost.
   */
  readonly hasUnsent: boolean;
  /** Something of theirs found no room, and waits sealed: it may go with this page. */
  readonly noRoom: boolean;
  /** Who opened Beside in another tab, so that this one was locked. */
  readonly displacedBy: string | null;
}

export interface UnlockActions {
  readonly password: (words: string | null) => void;
  readonly open: () => void;
  readonly touch: () => void;
  readonly somebodyElse: () => void;
}

/** Somebody whose records are on this tablet, to be chosen from several. */
export interface KnownLine {
  readonly name: string;
  readonly handle: string;
  /** It was locked out here, or they came back with a new password since. */
  readonly ended: boolean;
  /** Whether something of theirs is on this tablet alone. */
  readonly hasUnsent: boolean;
}

/** The very first page. */
export interface WelcomeModel {
  /** Null where the server was given no name, or was never reached. */
  readonly school: string | null;
  /** A set-up code waits to be used. */
  readonly setUp: boolean;
  /** Somebody's records are on this tablet. */
  readonly known: boolean;
  /** Why it should be installed first, on a tablet whose browser forgets. */
  readonly install: Caution | null;
  /** The sign-in name of somebody whose records this browser has erased. */
  readonly erased: string | null;
}

export interface Caution {
  readonly title: string;
  readonly words: string;
  readonly remedy: string;
}

/** What was brought here by a link, on a tablet on which Beside should be installed first: to be taken along. */
export interface Carried {
  readonly install: Caution;
  /** It was copied, or the browser refused. */
  readonly copied: boolean | null;
  readonly copy: () => void;
}

export interface SignInModel extends Asking {
  /** Of whoever is let in; null until the link was read. */
  readonly handle: string | null;
  readonly password: string | null;
  /** What another device or an administrator shows: a link, or the text behind its `#`. */
  readonly link: string | null;
}

export interface SignInActions {
  readonly change: (field: 'password' | 'link', words: string | null) => void;
  readonly signIn: () => void;
}

/** Joining: the invitation is looked at first, then somebody says who they are. */
export interface JoinModel extends Asking {
  /** "You are invited as learning mentor."; null until the invitation was read. */
  readonly invited: string | null;
  /** A new password for who is a member already. */
  readonly renews: boolean;
  readonly code: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly password: string | null;
  readonly errors: Readonly<Partial<Record<JoinField, string>>>;
}

export type JoinField = 'code' | 'name' | 'handle' | 'password';

export interface JoinActions {
  readonly change: (field: JoinField, words: string | null) => void;
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

/** Becoming administrator by the root sheet. */
export interface RootModel extends Asking {
  readonly words: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly password: string | null;
  readonly errors: Readonly<Partial<Record<RootField, string>>>;
}

export type RootField = 'words' | 'name' | 'handle' | 'password';

export interface RootActions {
  readonly change: (field: RootField, words: string | null) => void;
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
  /** Where Beside is opened: it stands on the paper. */
  readonly address: string;
  /** The set-up code, to be typed again where the server did not take it; else null. */
  readonly setUpCode: string | null;
}

export interface SheetActions {
  readonly print: () => void;
  readonly printed: () => void;
  readonly type: (place: number, word: string) => void;
  readonly check: () => void;
  readonly changeCode: (code: string | null) => void;
  /** Shows the words once more. */
  readonly again: () => void;
}
