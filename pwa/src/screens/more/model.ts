/** More: the rest of the app, and the settings of this tablet and this person. */
import type { TextSize, Theme } from '../../ui/theme';

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
  /** "Tablet, Chrome on Android" */
  readonly name: string;
  /** "Since 4 September · last seen today at 10:04" */
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
  /** `blocked`: refused in the browser's own settings. */
  readonly push: 'on' | 'off' | 'blocked' | 'unsupported';
  /** "Test arrived today at 8:41" */
  readonly pushTested: string | null;
  readonly devices: readonly DeviceLine[];
  /** A code to let in a new device of one's own, while it is valid. */
  readonly deviceCode: { readonly code: string; readonly until: string; readonly address: string } | null;
}

export interface SettingsActions {
  readonly theme: (theme: Theme) => void;
  readonly textSize: (size: TextSize) => void;
  readonly lockAfter: (minutes: number) => void;
  readonly passkey: (on: boolean) => void;
  readonly push: (on: boolean) => void;
  readonly testPush: () => void;
  readonly letIn: () => void;
  /** Stops a lost device; asked for once more before it happens. */
  readonly stopDevice: (id: string) => void;
  readonly changePassword: () => void;
}
