/** Where `announce` is heard. Two halves take turns, so that the same sentence twice is said twice. */
import { announcement } from './announce';

export function LiveRegion() {
  const { text, turn } = announcement.value;
  return (
    <div class="heard" aria-live="polite">
      <p>{turn % 2 === 0 ? text : ''}</p>
      <p>{turn % 2 === 1 ? text : ''}</p>
    </div>
  );
}
