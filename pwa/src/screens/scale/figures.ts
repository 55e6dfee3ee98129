/** The figures of a scale as words: what cannot be had is said with its reason. */
import type { Answer, StaffLadder } from '../../capture/scale';
import { inWords, type Measured } from '../../capture/statistics';
import type { LadderLine } from '../../ui/figures/Ladder';

/** "4.2", or "–" with the reason beside it. */
export function meanWords(figure: Measured): string {
  return figure.defined ? figure.value.toFixed(1) : '–';
}

/** Why a figure is missing, as a sentence; null where it is there. */
export function whyMissing(figure: Measured<unknown>): string | null {
  return figure.defined ? null : inWords(figure.reason);
}

function number(answer: Answer | null | undefined): number | null {
  return typeof answer === 'number' ? answer : null;
}

/** Small ladders: the newest occasion, with "now" of the one before. */
export function ladderLines(ladders: readonly StaffLadder[]): LadderLine[] {
  return ladders.map(({ statement, steps }) => ({
    label: statement.label,
    now: number(steps.at(-1)?.now),
    wish: number(steps.at(-1)?.wish),
    before: number(steps.at(-2)?.now),
  }));
}

/** "Up 2 (may be wobble)", "no change", "": how far "now" has moved. */
export function movedWords({ moved, mayBeWobble }: StaffLadder): string {
  if (moved === null) return '';
  if (moved === 0) return 'no change';
  return `${moved > 0 ? 'up' : 'down'} ${Math.abs(moved)}${mayBeWobble ? ', may be wobble' : ''}`;
}
