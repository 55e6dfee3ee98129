/** Who works with Beside in this school: for everybody a directory, for the administrator roles, invitations, devices. */
import type { Answer } from '../../ui/fields/ChoiceField';

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

export interface MemberLine {
  readonly id: string;
  readonly name: string;
  /** "learning mentor · managed by Ms Ward" */
  readonly detail: string;
  readonly roles: readonly string[];
  readonly manager: string | null;
  readonly devices: readonly { readonly id: string; readonly name: string; readonly detail: string }[];
  readonly me: boolean;
}

export interface InvitationLine {
  readonly id: string;
  /** "Lee Park, learning mentor" */
  readonly title: string;
  /** "Made today at 9:12, valid until 27 November" */
  readonly detail: string;
}

export interface PeopleModel {
  readonly members: readonly MemberLine[];
  readonly invitations: readonly InvitationLine[];
  readonly roles: readonly Answer[];
  readonly managers: readonly Answer[];
  /** The invitation that was just made: it is shown once. */
  readonly made: { readonly name: string; readonly code: string; readonly address: string; readonly until: string } | null;
  /** A code for a device of somebody who has no other. */
  readonly deviceCode: { readonly name: string; readonly code: string; readonly until: string } | null;
  readonly busy: string | null;
  readonly error: string | null;
}

export interface PeopleActions {
  readonly invite: (name: string, roles: readonly string[], manager: string | null) => void;
  readonly withdraw: (invitation: string) => void;
  readonly setRoles: (member: string, roles: readonly string[]) => void;
  readonly setManager: (member: string, manager: string | null) => void;
  readonly letIn: (member: string) => void;
  readonly stopDevice: (member: string, device: string) => void;
  /** Ends the account today; their cases stay with their line manager. */
  readonly remove: (member: string) => void;
}
