/** Where `announce` is heard, and seen for a few seconds. Two halves take turns, so that the same sentence twice is said twice. */
import { useEffect, useState } from 'preact/hooks';

import { announcement } from './announce';

const SEEN_MS = 5_000;

export function LiveRegion() {
  const { text, turn } = announcement.value;
  // What was said before this page is past.
  const [past, setPast] = useState(turn);
  useEffect(() => {
    const timer = setTimeout(() => { setPast(turn); }, SEEN_MS);
    return () => { clearTimeout(timer); };
  }, [turn]);
  return (
    <div class={past === turn ? 'heard' : 'heard-and-seen'} aria-live="polite">
      <p>{turn % 2 === 0 ? text : ''}</p>
      <p>{turn % 2 === 1 ? text : ''}</p>
    </div>
  );
}
