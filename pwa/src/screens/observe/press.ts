/**
 * A finger on a cell. The tick is made when the finger comes down; when it stays, that very tick is taken back and the cell's
 * own sheet opens. A keyboard's press has no pointer and ticks by click; Shift and Enter, the menu key or the second button of
 * a mouse open the sheet without a tick.
 */

/** How long a finger stays before it is a hold, ms. */
export const HOLD = 550;

export interface PressVerbs {
  /** Gives the id of the tick, or null where none could be made. */
  readonly tick: () => string | null;
  /** The tick that this press had made; null where it had made none. */
  readonly hold: (tick: string | null) => void;
}

type PointerDown = Pick<PointerEvent, 'button' | 'isPrimary'>;
type Click = Pick<MouseEvent, 'detail'>;
type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'repeat' | 'preventDefault'>;
/** Some browsers give no `pointerType` here. */
type Menu = Pick<MouseEvent, 'preventDefault'> & Partial<Pick<PointerEvent, 'pointerType'>>;

export interface Press {
  readonly down: (event: PointerDown) => void;
  readonly up: () => void;
  /** The finger has left: the browser need not play a mouse after it, for the tick is made. */
  readonly lifted: (event: Pick<TouchEvent, 'cancelable' | 'preventDefault'>) => void;
  readonly click: (event: Click) => void;
  readonly key: (event: Key) => void;
  readonly menu: (event: Menu) => void;
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
      if (isByKey(event)) verbs().tick();
    },
    key: (event) => {
      const opens = event.key === 'Enter' && event.shiftKey;
      // A key that is held down counts one.
      if (opens || event.repeat) event.preventDefault();
      if (opens && !event.repeat) verbs().hold(null);
    },
    menu: (event) => {
      event.preventDefault();
      // A finger that stays asks for a menu too, and is a hold already.
      if (event.pointerType !== 'touch' && event.pointerType !== 'pen') verbs().hold(null);
    },
  };
}

/** A button that acts when the finger comes down, and by a key. */
export function pressAtOnce(act: () => void): { readonly down: (event: PointerDown) => void; readonly click: (event: Click) => void } {
  return {
    down: (event) => {
      if (event.button === 0) act();
    },
    click: (event) => {
      if (isByKey(event)) act();
    },
  };
}

/** A click of a pointer was already counted when it came down; `detail` is 0 for a key or a switch. */
function isByKey({ detail }: Click): boolean {
  return detail === 0;
}
