/** Where the marks of a ladder stand, and the sentence that says the same. */

export interface LadderMarks {
  /** 1 (worst) … 10 (best); null where no number was given. */
  readonly now: number | null;
  readonly wish: number | null;
  /** `now` on the occasion before. */
  readonly before?: number | null | undefined;
}

/** The place of a number along the track, as a percentage: 1 and 10 stand half a mark inside its ends. */
export function placeOn(value: number): string {
  return `${(6 + ((value - 1) / 9) * 88).toFixed(1)}%`;
}

/** "October 3, now 5, would like 8" */
export function ladderSentence(marks: LadderMarks, beforeLabel: string): string {
  const parts = [
    marks.before === null || marks.before === undefined ? '' : `${beforeLabel} ${marks.before}`,
    marks.now === null ? 'now: no number' : `now ${marks.now}`,
    marks.wish === null ? 'would like: no number' : `would like ${marks.wish}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
