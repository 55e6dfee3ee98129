/** Any record, to be read: what was answered, its two versions, where it is, who changed what when. */
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import type { PillKind } from '../../ui/kit/Pill';
import type { PrintHeadProps } from '../../ui/kit/PrintHead';
import type { ReadSection } from '../../ui/form/reading';

export interface DetailModel {
  readonly onPaper: PrintHeadProps;
  /** "Session note · Kai Brennan" */
  readonly above: string;
  /** "One to one, 25 minutes" */
  readonly title: string;
  readonly below: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly sections: readonly ReadSection[];
  readonly versions: readonly Unsettled[];
  /** Every place it has reached: "On this tablet", "Sent", "Received by Ms Ward, 10:04". */
  readonly places: readonly { readonly kind: PillKind; readonly text: string }[];
  /** The saves that what stands came with, the newest first. */
  readonly history: readonly { readonly id: string; readonly when: string; readonly who: string; readonly what: string }[];
  /** Where everything that was ever saved of it stands. */
  readonly everyVersion: string;
  /** Said first: withdrawn, deleted by one and changed by another, made with a newer form. */
  readonly notice: string | null;
  readonly canChange: boolean;
  readonly canMove: boolean;
  /** Where an appointment that is still to come is set for another day; null for any other record. */
  readonly anotherDay: string | null;
}

export interface DetailActions {
  readonly change: () => void;
  readonly print: () => void;
  /** "This was about somebody else" */
  readonly move: () => void;
  /** Null for who may not choose. */
  readonly settle: Settling | null;
}

/** What was handed in too late, before it is decided. */
export interface LateModel extends Pick<DetailModel, 'above' | 'title' | 'below' | 'back' | 'sections' | 'notice'> {
  /** False while it is being opened, and where it cannot be read. */
  readonly canTake: boolean;
}

/** What was set aside, and stands nowhere else. */
export interface SetAsideModel extends Pick<DetailModel, 'above' | 'title' | 'back' | 'sections'> {
  /** "Written 18 Nov"; null while it is being opened, and where it cannot be read. */
  readonly below: string | null;
  /** Why it was set aside, and what helps. */
  readonly notice: string;
  /** Why nothing of it is shown; null where it is, or is being opened. */
  readonly unread: string | null;
  /** Where it can be written again. */
  readonly again: { readonly href: string; readonly label: string } | null;
}

/** Taking a record to the right case. */
export interface MoveModel {
  readonly title: string;
  readonly from: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly query: string;
  readonly pupils: readonly { readonly id: string; readonly name: string; readonly detail: string; readonly initials: string }[];
}

export interface MoveActions {
  readonly search: (query: string) => void;
  readonly moveTo: (pupil: string) => void;
}

/** Who can read a case, and since when. */
export interface ReadersModel {
  readonly back: { readonly href: string; readonly label: string };
  readonly readers: readonly {
    readonly id: string;
    readonly name: string;
    /** "mentor, since 4 September", "line manager of Sam Ortiz" */
    readonly why: string;
    /** "Waiting for Ms Ward’s tablet": entitled, without the key so far. */
    readonly waits: string | null;
    readonly canRemove: boolean;
  }[];
  /** Colleagues it could be shared with; empty where this person may not share. */
  readonly others: readonly { readonly value: string; readonly label: string }[];
  /** What was decided here and did not happen: "Kit Lowe was not let in. Your role does not allow this change." */
  readonly undone: readonly string[];
}

export interface ReadersActions {
  readonly share: (member: string) => void;
  readonly remove: (member: string) => void;
}
