/** A record as the sheet it is printed on, filled or blank. */
import type { Copy, Sheet } from '../../casework/forms';
import type { Block } from './blocks';

export interface PaperModel {
  readonly school: string;
  readonly address: string | null;
  readonly back: { readonly href: string; readonly label: string };
  /** The shapes there are to choose from: a plan has three. */
  readonly sheets: readonly Sheet[];
  readonly sheet: Sheet;
  /** For whom it can be cut, and for whom it is; null for the whole sheet. */
  readonly copies: readonly Copy[];
  readonly copy: Copy | null;
  /** What the copy leaves out of this sheet: "Mentor feedback". */
  readonly leftOut: readonly string[];
  readonly blocks: readonly Block[];
  readonly blank: boolean;
  /** Whether there is a record to fill it with; else it is blank, and nothing else. */
  readonly hasRecord: boolean;
  /** Said under the sheet: the rule by which states were ticked, how long was watched, what was noted beside the grid. */
  readonly beneath: readonly string[];
  readonly foot: string;
}

/** The sheets there are to print blank. */
export interface BlanksModel {
  readonly back: { readonly href: string; readonly label: string };
  /** Where one that was filled in by hand is typed in. */
  readonly typeIn: string;
  readonly sheets: readonly { readonly title: string; readonly detail: string; readonly href: string }[];
}

export interface PaperActions {
  readonly print: () => void;
  readonly choose: (sheet: string) => void;
  readonly cut: (copy: string | null) => void;
  readonly blank: (on: boolean) => void;
}
