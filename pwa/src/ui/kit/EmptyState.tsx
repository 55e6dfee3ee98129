/** Nothing here, and why, and what would put something here. */
import type { ComponentChildren } from 'preact';

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <p class="strong">{title}</p>
      {children === undefined ? null : <p class="soft">{children}</p>}
      {action}
    </div>
  );
}
