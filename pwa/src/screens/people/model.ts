/** Who works with Beside in this school: for everybody a directory, for the administrator roles, invitations, devices. */
import type { Answer } from '../../ui/fields/ChoiceField';
import type { DeviceLine } from '../more/model';

export interface ColleagueLine {
  readonly id: string;
  readonly name: string;
  readonly job: string;
  readonly phone: string | null;
}

export interface ColleaguesModel {
  readonly colleagues: readonly ColleagueLine[];
  /** The entry that this person may change: their own. */
  readonly me: string;
}

/** What is being asked of the server, and what came of it. */
export interface Doing {
  /** "Ending the account …" while it goes on. */
  readonly busy: string | null;
  readonly error: string | null;
}

export interface MemberLine {
  readonly id: string;
  readonly name: string;
  /** "learning mentor · managed by Ms Ward" */
  readonly detail: string;
  readonly me: boolean;
}

export interface InvitationLine {
  readonly id: string;
  /** "Lee Park, learning mentor" */
  readonly title: string;
  /** "Valid until 27 November" */
  readonly detail: string;
}

export interface PeopleModel extends Doing {
  readonly members: readonly MemberLine[];
  readonly invitations: readonly InvitationLine[];
}

export interface PeopleActions {
  readonly withdraw: (invitation: string) => void;
}

/** Something secret that was made and is shown this once: as a picture to scan, and as a link. */
export interface Handed {
  /** "Invitation for Lee Park" */
  readonly title: string;
  /** It is for a device of the person's own. */
  readonly own: boolean;
  readonly link: string;
  /** "today, 14:10" */
  readonly until: string;
  readonly copied: boolean | null;
  readonly copy: () => void;
  /** Null where the browser hands nothing to other apps. */
  readonly share: (() => void) | null;
}

export interface InviteModel extends Doing {
  readonly roles: readonly Answer[];
  readonly managers: readonly Answer[];
  readonly made: Handed | null;
}

export interface InviteActions {
  readonly invite: (name: string, roles: readonly string[], manager: string | null) => void;
  readonly another: () => void;
}

export interface MemberModel extends Doing {
  readonly name: string;
  readonly detail: string;
  readonly me: boolean;
  readonly roles: readonly string[];
  readonly manager: string | null;
  readonly answers: readonly Answer[];
  readonly managers: readonly Answer[];
  readonly devices: readonly DeviceLine[];
  /** A code or a new invitation that was just made. */
  readonly made: Handed | null;
  /** What would be lost if the account ended now; an empty text for nothing. */
  readonly warning: string;
  /** Which of their invitations end with the account, or with being an administrator; an empty text for none. */
  readonly invitationsEnd: string;
}

export interface MemberActions {
  readonly keep: (roles: readonly string[], manager: string | null) => void;
  readonly letIn: () => void;
  readonly renew: () => void;
  /** Ends the account today; their cases stay with their line manager. */
  readonly remove: () => void;
}

export interface LostModel {
  readonly school: string;
  /** "29 November 2026" */
  readonly today: string;
  /** "Sam Ortiz", "you" */
  readonly owner: string;
  /** The name, also of whoever reads it: paper is read by others. */
  readonly holder: string;
  readonly letIn: string;
  readonly connected: string;
  readonly live: boolean;
  /** "Locked out on 29 November 2026, 18:24, by Ms Head" */
  readonly lockedOut: string;
  readonly canLock: boolean;
  readonly cases: readonly string[];
  readonly more: string;
}

export interface ChangeLine {
  readonly id: string;
  /** ms */
  readonly at: number;
  readonly text: string;
  readonly href: string | null;
  /** The root sheet was used. */
  readonly grave: boolean;
}

export interface SheetsModel extends Doing {
  readonly words: string | null;
  /** "This is the recovery sheet of this school, and every word is right." */
  readonly right: string | null;
}
