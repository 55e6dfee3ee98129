/** The head of a page: where we are in a few words, the title, what is said about it, and what can be done. */
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { Corner } from './corner';

export interface PageHeaderProps {
  /** Above the title: "Monday 23 November · Week 12", "Home visit · Novak family". */
  readonly above?: ComponentChildren;
  readonly title: string;
  /** Under the title. */
  readonly below?: ComponentChildren;
  /** Two letters in a disc; for people only. */
  readonly initials?: string | undefined;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  readonly children?: ComponentChildren;
}

export function PageHeader({ above, title, below, initials, back, children }: PageHeaderProps) {
  const corner = useContext(Corner);
  // A head with nothing above its title and nothing to do keeps all of it on one line.
  const short = back === undefined && above === undefined && children === undefined;
  return (
    <header class="page-head">
      {short ? null : (
        <div class="page-head-top">
          {back === undefined ? null : (
            <a class="page-back" href={back.href}>
              <span>{back.label}</span>
            </a>
          )}
          {above === undefined ? null : <p class="page-above soft">{above}</p>}
          {corner}
        </div>
      )}
      <div class="page-head-row">
        {initials === undefined ? null : (
          <span class="initials" aria-hidden="true">
            {initials}
          </span>
        )}
        <div class="page-head-words">
          <h1 tabIndex={-1}>{title}</h1>
          {below === undefined ? null : <p class="soft">{below}</p>}
        </div>
        {children === undefined ? null : <div class="page-head-acts">{children}</div>}
        {short ? corner : null}
      </div>
    </header>
  );
}
