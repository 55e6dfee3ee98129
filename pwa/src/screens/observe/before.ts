/** What the page before an observation says of what was planned. */
export interface ObserveBefore {
  /** "As planned for 9:15, with Mr Okafor, room 14" */
  readonly below: string | undefined;
  /** Appointments of today that it could hold. */
  readonly offers: readonly PlannedOffer[];
}

export interface PlannedOffer {
  readonly id: string;
  /** "9:15" */
  readonly at: string;
  /** "with Mr Okafor, room 14"; may be empty. */
  readonly beside: string;
  readonly href: string;
}
