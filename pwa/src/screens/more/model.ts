/** More: the rest of the app, and the settings of this tablet and this person. */
import type { TextSize, Theme } from '../../ui/theme';
import type { Handed } from '../people/model';

export interface MoreLink {
  readonly label: string;
  readonly detail: string;
  readonly href: string;
}

export interface MoreModel {
  /** "Sam Ortiz" */
  readonly name: string;
  /** "learning mentor · Larchwood School" */
  readonly role: string;
  readonly groups: readonly { readonly title: string; readonly links: readonly MoreLink[] }[];
  /** "0.1.0" */
  readonly version: string;
  /** A newer Beside has come and waits until nothing is open. */
  readonly updateWaits: boolean;
}

export interface MoreActions {
  readonly lock: () => void;
  readonly signOut: () => void;
  readonly update: () => void;
}

export interface DeviceLine {
  readonly id: string;
  /** "Added on 4 September 2026, 9:12" */
  readonly name: string;
  /** "Last connected today at 10:04" */
  readonly detail: string;
  readonly thisOne: boolean;
}

export interface SettingsModel {
  readonly theme: Theme;
  readonly textSize: TextSize;
  /** Minutes without a touch until it locks. */
  readonly lockAfter: number;
  /** null where the tablet cannot. */
  readonly passkey: boolean | null;
  readonly devices: readonly DeviceLine[];
  /** What lets in a new device of one's own, while it is shown. */
  readonly made: Handed | null;
  readonly busy: string | null;
  readonly error: string | null;
}

export interface SettingsActions {
  readonly theme: (theme: Theme) => void;
  readonly textSize: (size: TextSize) => void;
  readonly lockAfter: (minutes: number) => void;
  readonly passkey: (on: boolean) => void;
  readonly letIn: () => void;
}

/** Reminders on this device. */
export interface PushModel {
  /** `blocked`: refused in the browser's own settings. `no_server`: the server sends none. Null where it is not known. */
  readonly push: 'on' | 'off' | 'blocked' | 'unsupported' | 'no_server' | null;
  /** "Test arrived today at 8:41" */
  readonly pushTested: string | null;
  /** What is under way; null while nothing is. */
  readonly busy: string | null;
  readonly error: string | null;
}

export interface PushActions {
  readonly push: (on: boolean) => void;
  readonly testPush: () => void;
}

/** A new password in place of the one until now. */
export interface PasswordModel {
  readonly handle: string;
  readonly old: string | null;
  readonly fresh: string | null;
  readonly errors: { readonly fresh?: string };
  readonly done: boolean;
  readonly busy: string | null;
  readonly error: string | null;
}

export interface PasswordActions {
  readonly change: (field: 'old' | 'fresh', words: string | null) => void;
  readonly keep: () => void;
}
