/** Things that happen without the eye being on them are said by a screen reader, once. */
import { signal } from '@preact/signals';

const said = signal({ text: '', turn: 0 });

/** What the live region holds. */
export const announcement = said;

/** Says a sentence when the reader is free: "Saved", "Received by Ms Ward". Never a name on the pupil's page. */
export function announce(text: string): void {
  said.value = { text, turn: said.value.turn + 1 };
}
