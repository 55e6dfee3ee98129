/** A choice that is pressed: `Chip` for on and off by itself; radios and checkboxes use the same look (`fields/`). */
import type { ComponentChildren } from 'preact';

export interface ChipProps {
  readonly on: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

export function Chip({ on, onPress, children }: ChipProps) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onPress}>
      {children}
    </button>
  );
}
