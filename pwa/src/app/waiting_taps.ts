/** Taps that the tablet has no room for, counted for the pages that say so. */
import { useEffect, useState } from 'preact/hooks';

import { minute, theEngine } from './shared.ts';
import type { Taps } from '../casework/no_room.ts';

const NONE: Taps = new Map();

/** How many wait of each observation: looked at when its page comes, and each minute, for nothing tells of room that was made. */
export function useWaitingTaps(): Taps {
  const [taps, setTaps] = useState(NONE);
  const now = minute.value;
  useEffect(() => {
    let isHere = true;
    // Where it cannot be counted, as when the tablet was locked meanwhile, nothing is said.
    void theEngine().pad.waiting().then((found) => { if (isHere) setTaps(found); }, () => undefined);
    return () => { isHere = false; };
  }, [now]);
  return taps;
}
