/** A picture of rates over lessons: where each dot and its band stand. */
import type { Dot } from '../../capture/report';

export interface Placed {
  readonly date: string;
  /** Per cent of the picture's width and height. */
  readonly x: string;
  readonly y: string;
  /** The band's ends, per cent of the height. */
  readonly top: string;
  readonly bottom: string;
  readonly perHour: number;
}

/** The dots with a rate, oldest at the left; `most` is the upper end of the scale in ticks an hour. */
export function placed(dots: readonly Dot[], most: number): Placed[] {
  const step = 100 / (dots.length + 1);
  const height = (rate: number): string => `${(92 - (Math.min(rate, most) / most) * 84).toFixed(1)}%`;
  return dots.flatMap(({ date, rate }, index) => {
    if (!rate.defined) return [];
    const { value, low, high } = rate.value;
    const x = `${((index + 1) * step).toFixed(1)}%`;
    return [{ date, x, y: height(value), top: height(high), bottom: height(low), perHour: Math.round(value) }];
  });
}

/** A round upper end that holds every dot: 10, 20, 30, 50 … an hour. */
export function scaleFor(dots: readonly Dot[]): number {
  const highest = Math.max(0, ...dots.flatMap(({ rate }) => (rate.defined ? [rate.value.value] : [])));
  return [10, 20, 30, 50, 100, 200].find((end) => end >= highest) ?? Math.ceil(highest / 100) * 100;
}
