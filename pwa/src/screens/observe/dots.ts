/** A picture over lessons: where each dot and its band stand. */
import type { Dot, Picture } from '../../capture/report';

export interface Placed {
  readonly record: string;
  readonly date: string;
  /** Per cent of the picture's width and height. */
  readonly x: string;
  readonly y: string;
  /** The band's ends, per cent of the height; a count has none, and both are where it stands. */
  readonly top: string;
  readonly bottom: string;
  /** "13", or of a count "3 in 30 min". */
  readonly words: string;
}

/** The dots with a figure, oldest at the left; `most` is the upper end of the scale. */
export function placed({ dots, per }: Pick<Picture, 'dots' | 'per'>, most: number): Placed[] {
  const step = 100 / (dots.length + 1);
  const height = (figure: number): string => `${(92 - (Math.min(figure, most) / most) * 84).toFixed(1)}%`;
  return dots.flatMap((dot, index) => {
    const figure = figureOf(dot, per);
    if (figure === null) return [];
    const { record, date } = dot;
    const { value, low, high, words } = figure;
    return [{ record, date, x: `${((index + 1) * step).toFixed(1)}%`, y: height(value), top: height(high), bottom: height(low), words }];
  });
}

function figureOf({ rate, count, watched }: Dot, per: Picture['per']) {
  if (per === 'hour') return rate.defined ? { ...rate.value, words: String(Math.round(rate.value.value)) } : null;
  if (count === null) return null;
  return { value: count, low: count, high: count, words: `${count} in ${Math.round(watched / 60_000) || 'under 1'} min` };
}

/** A round upper end that holds every dot: 10, 20, 30, 50 … */
export function scaleFor({ dots, per }: Pick<Picture, 'dots' | 'per'>): number {
  const highest = Math.max(0, ...dots.map((dot) => figureOf(dot, per)?.value ?? 0));
  return [10, 20, 30, 50, 100, 200].find((end) => end >= highest) ?? Math.ceil(highest / 100) * 100;
}
