/** What happened, newest first: a day, a dot on a line, a title, and what there is to say. */
import type { ComponentChildren } from 'preact';

export function Timeline({ children, label }: { children: ComponentChildren; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {children}
    </ol>
  );
}

export interface MomentProps {
  /** "Today", "20 Nov" */
  readonly when: string;
  readonly title: string;
  readonly href?: string | undefined;
  /** Struck through and quiet: it was about somebody else, or was deleted. */
  readonly withdrawn?: boolean | undefined;
  readonly children?: ComponentChildren;
}

export function Moment({ when, title, href, withdrawn = false, children }: MomentProps) {
  return (
    <li class={withdrawn ? 'moment moment-withdrawn' : 'moment'}>
      <span class="moment-when small soft strong numbers">{when}</span>
      <div class="moment-what">
        <h3>
          {href === undefined ? (
            title
          ) : (
            <a class="line-link tap" href={href}>
              {title}
            </a>
          )}
        </h3>
        {children}
      </div>
    </li>
  );
}
