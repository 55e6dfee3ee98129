/** The one-touch cover: the screen shows a clock and nothing else until it is touched again. */
import { signal } from '@preact/signals';

export const covered = signal(false);

export function cover(): void {
  covered.value = true;
}

export function uncover(): void {
  covered.value = false;
}
