/** Lines of a card: when, what, what about it, and the one thing to do beside it. */
import type { ComponentChildren } from 'preact';

export function Lines({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <ul class="lines" aria-label={label}>
      {children}
    </ul>
  );
}

export interface LineProps {
  /** "9:15" */
  readonly when?: string | undefined;
  /** "50 min" */
  readonly whenMore?: string | undefined;
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  readonly href?: string | undefined;
  /** A button, or a pill: never both. */
  readonly action?: ComponentChildren;
}

export function Line({ when, whenMore, title, detail, href, action }: LineProps) {
  return (
    <li class={when === undefined ? 'line' : 'line line-dated'}>
      {when === undefined ? null : (
        <div class="line-when">
          <span class="strong numbers">{when}</span>
          {whenMore === undefined ? null : <span class="small soft numbers">{whenMore}</span>}
        </div>
      )}
      <div class="line-what">
        {href === undefined ? (
          <span class="strong">{title}</span>
        ) : (
          <a class="line-link strong" href={href}>
            {title}
          </a>
        )}
        {detail === undefined ? null : <span class="small soft">{detail}</span>}
      </div>
      {action === undefined ? null : <div class="line-act">{action}</div>}
    </li>
  );
}
