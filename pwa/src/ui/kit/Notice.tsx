/** Something to know before going on. `alarm` is for danger alone and is said aloud at once. */
import type { ComponentChildren } from 'preact';
import { Info, TriangleAlert } from 'lucide';
import { Icon } from './Icon';

export type NoticeKind = 'plain' | 'warn' | 'alarm';

export interface NoticeProps {
  readonly kind?: NoticeKind | undefined;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

export function Notice({ kind = 'plain', title, children, action }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'alarm' ? 'alert' : undefined}>
      <Icon of={kind === 'plain' ? Info : TriangleAlert} />
      <div class="notice-words">
        {title === undefined ? null : <p class="strong">{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action === undefined ? null : <div class="notice-act">{action}</div>}
    </div>
  );
}
