/** Where each cell of the pad stands: the helpful ones down one side, the concerns beside them, "Other" by itself. */
import type { Cell } from '../../capture/observation';

export interface Placed {
  readonly cell: Cell;
  readonly area: string;
}

const LETTERS = { helps: 'h', concern: 'c', other: 'o' } as const;

/** Areas by side and order of the form: h1 … h4, c1 … c6, o. */
export function placed(cells: readonly Cell[]): Placed[] {
  const seen = { helps: 0, concern: 0, other: 0 };
  return cells.map((cell) => {
    const { side } = cell.behaviour;
    seen[side] += 1;
    return { cell, area: side === 'other' ? 'o' : `${LETTERS[side]}${seen[side]}` };
  });
}
