/** Everything that was ever saved of a record, save by save: who, when, what stood before and what came instead. */

/** What stood somewhere; an empty text was left empty. `by` tells several apart: "You", "Ms Ward". */
export interface PastText {
  readonly text: string;
  readonly by: string | null;
}

export interface ChangeLine {
  readonly id: string;
  /** "Next step", "Targets 2: How will I know" */
  readonly label: string;
  /** What it was put in the place of; empty where nothing stood. */
  readonly before: readonly PastText[];
  /** Null where something was only taken away. */
  readonly after: string | null;
  /** "told by Gran" */
  readonly source: string | null;
  /** What is to be known of it: that another wrote there at the same time, that one of two versions was chosen. */
  readonly notes: readonly string[];
}

export interface SaveLine {
  readonly id: string;
  /** "Ms Ward", "You", "The pupil" */
  readonly who: string;
  /** "15:40", "20 Nov, 15:40" */
  readonly when: string;
  /** "changed “Next step”" */
  readonly what: string;
  /** Where its author wrote on more than one: "on the device added on 4 September 2026, 9:12". */
  readonly device: string | null;
  readonly unsent: boolean;
  readonly changes: readonly ChangeLine[];
}

export interface HistoryModel {
  readonly above: string;
  readonly title: string;
  readonly below: string;
  readonly back: { readonly href: string; readonly label: string };
  /** What must be known before it is read. */
  readonly notice: string | null;
  /** The newest first; null while they are being opened. */
  readonly saves: readonly SaveLine[] | null;
}
