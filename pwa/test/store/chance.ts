/** Random numbers from a seed: the same ones in every run. */

/** Draws between 0 and 1 (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function below(chance: Chance, most: number): number {
  return Math.floor(chance() * most);
}

export function oneOf<Item>(chance: Chance, items: readonly Item[]): Item {
  const found = items[below(chance, items.length)];
  if (found === undefined) throw new RangeError('there is nothing to choose from');
  return found;
}

/**
 * The seed of this run: given as `BESIDE_SEED`, else always the same. A change must fail for its own faults and not by a day's
 * luck; whoever looks for faults draws: `BESIDE_SEED=$RANDOM make unit`.
 */
export const RUN_SEED = Number(process.env['BESIDE_SEED'] ?? 20_261_123);
