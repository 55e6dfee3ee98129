/** The figures of a scale as words: what cannot be had is said with its reason. */
import type { Answer, ChangeView, OccasionView, StaffLadder } from '../../capture/scale';
import { type Estimate, inWords, type Measured } from '../../capture/statistics';
import { shortDay } from '../../ui/dates';
import type { LadderLine } from '../../ui/figures/Ladder';

/** "4.2", or "–" with the reason beside it. */
export function meanWords(figure: Measured): string {
  return figure.defined ? figure.value.toFixed(1) : '–';
}

/** "5.5 (4.7 to 6.3)": a mean with the band of its own wobble, where that is known. */
export function bandWords(now: Measured, band: Measured<Estimate>): string {
  if (!band.defined) return meanWords(now);
  return `${meanWords(now)} (${band.value.low.toFixed(1)} to ${band.value.high.toFixed(1)})`;
}

/** "13", "now 12, wish 11, gap 10": over how many statements the means of an occasion are. */
export function overWords({ now, wish, gap }: OccasionView['over']): string {
  return now === wish && wish === gap ? String(now) : `now ${now}, wish ${wish}, gap ${gap}`;
}

/** "From 6 Oct to 23 Nov, over the 12 statements with both numbers both times: now +1.2, wish 0.0, gap -1.2." */
export function changeWords({ from, to, points }: ChangeView, today: string): string {
  const span = `From ${shortDay(from, today)} to ${shortDay(to, today)}`;
  if (!points.defined) return `${span}: the change cannot be given: ${inWords(points.reason)}.`;
  const { now, wish, gap, statements } = points.value;
  const over = statements === 1 ? 'the one statement' : `the ${statements} statements`;
  return `${span}, over ${over} with both numbers both times: now ${signed(now)}, wish ${signed(wish)}, gap ${signed(gap)}.`;
}

/** Whether the change of the mean is more than wobble, in a sentence or two; why that cannot be said where it cannot. */
export function indexWords({ index, smallest }: ChangeView): readonly string[] {
  if (!index.defined) return [`About the mean: ${inWords(index.reason)}.`];
  const value = index.value.index.toFixed(2);
  const told = index.value.reliable
    ? `The change of “now” is more than ordinary wobble explains (reliable change index ${value}, past 1.96).`
    : `The change of “now” may be ordinary wobble (reliable change index ${value}, not past 1.96).`;
  return smallest.defined ? [told, `With this scale a change of less than ${smallest.value.toFixed(1)} points cannot be told from wobble.`] : [told];
}

/** What must be said of the means themselves; null where their bands are shown. */
export function wobbleWords(occasions: readonly OccasionView[]): string | null {
  const missing = occasions.find(({ now, band }) => now.defined && !band.defined);
  return missing === undefined || missing.band.defined ? null : `How far a mean moves by itself is not known: ${inWords(missing.band.reason)}.`;
}

function signed(value: number): string {
  // A change that rounds to nothing has no sign.
  const words = value.toFixed(1).replace('-0.0', '0.0');
  return value > 0 && words !== '0.0' ? `+${words}` : words;
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
