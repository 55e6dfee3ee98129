/**
 * What has to be said above every page. It stands before the page; over a running pad, whose cells must not move, it lies on the
 * pad's head, one thing at a time.
 */
import type { ComponentChildren } from 'preact';
import './above.css';

export interface AboveProps {
  /** What comes while somebody is at a page, and does not say so by itself. */
  readonly role?: 'alert' | undefined;
  readonly children: ComponentChildren;
}

export function Above({ role, children }: AboveProps) {
  return (
    <div class="above" role={role}>
      {children}
    </div>
  );
}
