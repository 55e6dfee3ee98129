/** What side a behaviour is on, told by shape: a disc helps, a diamond is a concern, "Other" has none. */
import './mark.css';

export function Mark({ side }: { readonly side: 'helps' | 'concern' | 'other' }) {
  if (side === 'other') return null;
  return (
    <svg class={`mark mark-${side}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {side === 'helps' ? <circle cx="8" cy="8" r="7" /> : <path d="M8 0 L16 8 L8 16 L0 8 Z" />}
    </svg>
  );
}
