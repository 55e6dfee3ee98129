/**
 * A finger on a cell. The tick is made when the finger comes down; when it stays, that very tick is taken back and the cell's
 * own sheet opens. A keyboard's press has no pointer and ticks by click.
 */

/** How long a finger stays before it is a hold, ms. */
export const HOLD = 550;

export interface PressVerbs {
  /** Gives the id of the tick, or null where none could be made. */
  readonly tick: () => string | null;
  /** The tick that this press had made. */
  readonly hold: (tick: string | null) => void;
}

export interface Press {
  readonly down: (event: Pick<PointerEvent, 'button' | 'isPrimary'>) => void;
  readonly up: () => void;
  /** The finger has left: the browser need not play a mouse after it, for the tick is made. */
  readonly lifted: (event: Pick<TouchEvent, 'cancelable' | 'preventDefault'>) => void;
  readonly click: (event: Pick<MouseEvent, 'detail'>) => void;
}

/** One for each cell; `verbs` are asked at the moment, for they change with every drawing. */
export function pressOn(verbs: () => PressVerbs): Press {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const up = () => {
    clearTimeout(timer);
  };
  return {
    down: (event) => {
      if (event.button !== 0) return;
      const tick = verbs().tick();
      clearTimeout(timer);
      timer = setTimeout(() => {
        verbs().hold(tick);
      }, HOLD);
    },
    up,
    lifted: (event) => {
      // One that has become a scroll cannot be taken back.
      if (event.cancelable) event.preventDefault();
    },
    click: (event) => {
      // A click of a pointer was already counted when it came down; `detail` is 0 for a key or a switch.
      if (event.detail === 0) verbs().tick();
    },
  };
}
