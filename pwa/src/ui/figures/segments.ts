/** How full each of `count` bars is, from 0 to 1: `segments(3, 1.5)` → `[1, 0.5, 0]`. */
export function segments(count: number, done: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.min(1, Math.max(0, done - index)));
}
