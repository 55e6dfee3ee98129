/** What the pupil's page shows: the sitting as `capture/scale` draws it, and the words around it. */
import type { Option } from '../casework/forms';
import type { SittingView, Statement, Touch } from '../capture/scale';

export interface PupilModel {
  /** "Sam", "Ms Ward": as the pupil calls them. */
  readonly mentor: string;
  /** What the questions are called: "How I see myself". */
  readonly title: string;
  readonly view: SittingView;
  readonly statements: readonly Statement[];
  /** The form's words for the numbers 1 to 10. */
  readonly anchors: readonly Option[];
  /** Who will read it: "Sam and Ms Ward". */
  readonly readers: string;
  /** "My own words", as far as they were written. */
  readonly words: string;
  /** Whether this tablet has a voice of its own; none is ever fetched. */
  readonly canRead: boolean;
  readonly reading: boolean;
}

export interface PupilActions {
  readonly touch: (touch: Touch) => void;
  /** Reads the page aloud, or stops. */
  readonly read: () => void;
  /** The mentor has the tablet again. */
  readonly handBack: () => void;
}

export interface PupilProps {
  readonly model: PupilModel;
  readonly actions: PupilActions;
}
