/** Steps as short bars: done, under way (partly filled), to come. What they count is said in words beside them. */
import { segments } from './segments';

export interface SegmentsProps {
  readonly count: number;
  /** How many are done; 2.4 is two and a bit of the third. */
  readonly done: number;
}

export function Segments({ count, done }: SegmentsProps) {
  return (
    <span class="segments" aria-hidden="true">
      {segments(count, done).map((part, index) => (
        <svg key={index} class="segment" focusable="false">
          <rect class="progress-track" width="100%" height="100%" rx="4" />
          {part > 0 ? <rect class="progress-done" width={`${Math.round(part * 100)}%`} height="100%" rx="4" /> : null}
        </svg>
      ))}
    </span>
  );
}
