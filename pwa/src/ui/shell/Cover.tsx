/** What a covered screen shows: the time, and how to come back. Under it the app is inert and unseen. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface CoverProps {
  /** "10:04", or what is left of an observation's interval. */
  readonly clock: string;
  readonly onUncover: () => void;
}

export function Cover({ clock, onUncover }: CoverProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <button ref={button} type="button" class="cover" onClick={onUncover}>
      <span class="cover-clock numbers">{clock}</span>
      <span class="small">Touch to go on</span>
    </button>
  );
}
