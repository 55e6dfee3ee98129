/** Buttons. A screen has one filled button: what to do next. Danger is for what cannot be taken back. */
import type { ComponentChildren } from 'preact';
import type { IconNode } from 'lucide';
import { Icon } from './Icon';

export type ButtonKind = 'plain' | 'filled' | 'danger' | 'quiet';

interface Look {
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconNode | undefined;
  readonly wide?: boolean | undefined;
  readonly children: ComponentChildren;
}

export interface ButtonProps extends Look {
  readonly onPress?: (() => void) | undefined;
  /** A form's own button; Enter in a field presses it. */
  readonly submits?: boolean | undefined;
  /** What is going on, while it does: "Opening …". The button keeps its place and takes no second press. */
  readonly busy?: string | undefined;
  /** A whole name where the words alone would not tell two buttons apart: "Start: observe Kai, maths 8B". */
  readonly name?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
}

function look({ kind = 'plain', wide = false }: Look): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}`;
}

export function Button(props: ButtonProps) {
  const busy = props.busy !== undefined;
  return (
    <button
      type={props.submits === true ? 'submit' : 'button'}
      class={look(props)}
      aria-label={props.name}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-disabled={busy ? true : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onPress?.();
      }}
    >
      {props.icon === undefined ? null : <Icon of={props.icon} />}
      <span>{props.busy ?? props.children}</span>
    </button>
  );
}

export interface ButtonLinkProps extends Look {
  readonly href: string;
  readonly name?: string | undefined;
}

/** Looks like a button and goes somewhere. */
export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a class={look(props)} href={props.href} aria-label={props.name}>
      {props.icon === undefined ? null : <Icon of={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

/** A control without a word to be seen; its name is heard. For the pad's three, and nothing else. */
export function IconButton({ icon, name, onPress }: { icon: IconNode; name: string; onPress: () => void }) {
  return (
    <button type="button" class="button button-plain button-icon" aria-label={name} title={name} onClick={onPress}>
      <Icon of={icon} />
    </button>
  );
}
