/**
 * Whoever types before they are in, a password or the words of a sheet, loses none of it to a new version of Beside, which loads the
 * page anew: it waits until they are in.
 */
import { effect, type ReadonlySignal } from '@preact/signals';

import { holdOpenWork, type Release } from '../between/leases.ts';

/** `page`: where what is typed is heard of, the window. */
export function holdWhatIsTyped(stage: ReadonlySignal<string>, page: EventTarget): void {
  let held: Promise<Release> | null = null;
  page.addEventListener('input', () => {
    if (stage.value !== 'open') held ??= holdOpenWork();
  });
  effect(() => {
    if (stage.value !== 'open') return;
    void held?.then((release) => { release(); });
    held = null;
  });
}
