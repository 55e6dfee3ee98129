/** A state in words: "3 not sent yet", "Received by Ms Ward, 10:04", "Armed at 14:02, back by 15:00". */
import type { ComponentChildren } from 'preact';
import type { IconNode } from 'lucide';
import { ArrowUp, Check, Clock, MessageSquare, ShieldAlert, Tablet, TriangleAlert } from 'lucide';
import { Icon } from './Icon';

/** `waiting`: goes up by itself. `due`: somebody's turn has come. `mind`: somebody is to look. */
export type PillKind = 'waiting' | 'due' | 'mind' | 'sent' | 'received' | 'armed' | 'not-armed' | 'alarm' | 'asked' | 'here';

const ICONS: Readonly<Record<PillKind, IconNode>> = {
  waiting: ArrowUp,
  due: Clock,
  mind: TriangleAlert,
  sent: Check,
  received: Check,
  armed: Clock,
  'not-armed': Clock,
  alarm: ShieldAlert,
  asked: MessageSquare,
  here: Tablet,
};

export interface PillProps {
  readonly kind: PillKind;
  readonly href?: string | undefined;
  readonly children: ComponentChildren;
}

export function Pill({ kind, href, children }: PillProps) {
  const inside = (
    <>
      <Icon of={ICONS[kind]} />
      <span class="numbers">{children}</span>
    </>
  );
  const look = `pill pill-${kind}`;
  return href === undefined ? (
    <span class={look}>{inside}</span>
  ) : (
    <a class={`${look} pill-link`} href={href}>
      {inside}
    </a>
  );
}
