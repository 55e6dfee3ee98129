/** What Today shows: what a child asked for, the day in order, what is coming, what arrived. */
import type { PillKind } from '../../ui/kit/Pill';
import type { Step } from '../step';

/** A wish to talk, pressed by a pupil while filling in a scale, or said when they came by. */
export interface AskedFor {
  readonly id: string;
  /** "Kai would like to talk to someone today" */
  readonly title: string;
  /** "Pressed at 9:52, while filling in a scale" */
  readonly detail: string;
  /** "See Kai" */
  readonly step: Step;
  /** It is to be taken up, though not this minute. */
  readonly waits?: boolean | undefined;
  /** Where nothing more has to be written down than that it is done. */
  readonly done?: Step | undefined;
}

/** Something that cannot wait for its place in the day: a running observation, a visit that is out. */
export interface UnderWay {
  readonly title: string;
  readonly detail: string;
  readonly step: Step;
  /** Somebody is not back. */
  readonly alarm?: boolean | undefined;
}

export interface DayLine {
  readonly id: string;
  /** "09:15" */
  readonly start: string;
  /** "50 min", "off site" */
  readonly more: string;
  readonly title: string;
  readonly detail: string;
  readonly href?: string | undefined;
  readonly step: Step | null;
  readonly state: { readonly kind: PillKind; readonly text: string } | null;
}

export interface ComingLine {
  readonly id: string;
  /** "2026-11-26"; null for what was promised for no day. */
  readonly date: string | null;
  /** "review" */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly step: Step | null;
}

export interface Arrived {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

/** `grave`: it is to be looked into. */
export interface ToldLine {
  readonly text: string;
  readonly detail?: string;
  readonly grave: boolean;
  /** Where more of it is said. */
  readonly step?: { readonly label: string; readonly href: string };
}

/** What a new school still has to do before it can begin. */
export interface BeginLine {
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

export interface TodayModel {
  /** ISO day and milliseconds, both now. */
  readonly today: string;
  readonly now: number;
  /** Of the school year; null in the holidays. */
  readonly week: number | null;
  /** As colleagues call them: "Sam"; empty while that has not arrived. */
  readonly name: string;
  /** What is to be known first: that the root sheet was used, that names have not come yet. */
  readonly told: readonly ToldLine[];
  /** For administrators, until all of it is done. */
  readonly begin: readonly BeginLine[];
  readonly asked: readonly AskedFor[];
  /** What a visit gave cause to write, and this person is to know today or this week. */
  readonly risks: readonly AskedFor[];
  /** Low answers about welfare that nobody has looked at. */
  readonly low: readonly AskedFor[];
  /** One's own serious risk notes that nobody has seen. */
  readonly unheard: readonly AskedFor[];
  readonly underWay: readonly UnderWay[];
  readonly day: readonly DayLine[];
  /** Whether not all there is has come to this tablet yet: an empty day says nothing then. */
  readonly arriving: boolean;
  readonly comingUp: readonly ComingLine[];
  readonly arrived: readonly Arrived[];
  /** False for who only watches visits. */
  readonly captures: boolean;
}

/** When something is due, as the two lines beside it: "Thu 26 / review", "Overdue / 3 days". */
export interface Due {
  readonly when: string;
  readonly more: string;
}
