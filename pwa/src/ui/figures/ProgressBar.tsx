/** How far something has come. The words beside it say the same; the bar is for the eye alone. */
export function ProgressBar({ part }: { readonly part: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100);
  return (
    <svg class="progress" aria-hidden="true" focusable="false">
      <rect class="progress-track" width="100%" height="100%" rx="4.5" />
      <rect class="progress-done" width={`${percent}%`} height="100%" rx="4.5" />
    </svg>
  );
}
