/** Where is it? What is not sent, what could not be read and why, and how this tablet keeps. */

export interface Place {
  readonly id: string;
  /** "Home visit, Novak family" */
  readonly title: string;
  /** "Saved today at 14:38" */
  readonly detail: string;
  readonly href: string | null;
}

export interface Unread {
  readonly id: string;
  readonly title: string;
  /** The sentence of its code: "It was made with a newer form." */
  readonly because: string;
  /** "Update Beside, then open it again." */
  readonly remedy: string;
  /** Whether it is never tried again, and forgotten once it was looked at. */
  readonly isLost?: boolean;
  /** Where what it says can be read; none where it cannot be. */
  readonly href?: string | null;
}

export interface WhereModel {
  /** "Last sent and received today at 10:04", "Never yet" */
  readonly last: string;
  /** Why nothing goes up just now: "The server cannot be reached. Beside tries again by itself."; null when it does. */
  readonly trouble: string | null;
  readonly sending: boolean;
  readonly notSent: readonly Place[];
  /** Saved, but this tablet has no room for it yet. */
  readonly noRoom: readonly Place[];
  /** Half written, and not saved yet. */
  readonly half: readonly Place[];
  /** What others who use this tablet have not sent: sealed, to go up with what the reader sends. */
  readonly others: readonly Place[];
  /** On the server, and on no colleague's device yet. */
  readonly sent: readonly Place[];
  /** Mine or a colleague's work that needs somebody's decision: sent too late, refused. */
  readonly held: readonly Place[];
  readonly unread: readonly Unread[];
  readonly storage: {
    /** "12 MB of 2 GB" */
    readonly used: string;
    /** Whether the browser promised not to clear it. */
    readonly kept: boolean;
    /** Installed as an app, in a plain tab, or in a tab that its browser clears after seven days without a visit. */
    readonly install: 'installed' | 'tab' | 'erasing_tab';
    readonly nearlyFull: boolean;
  };
}

export interface WhereActions {
  readonly sendNow: () => void;
  readonly exportHeld: () => void;
  readonly keepStorage: () => void;
  /** One that is lost was looked at. */
  readonly forget: (id: string) => void;
}
