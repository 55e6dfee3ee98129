/** The frame of what comes before the app: the name of it, one card, nothing to go to. */
import type { ComponentChildren } from 'preact';
import './account.css';

export interface EntryProps {
  readonly title: string;
  readonly below?: string | undefined;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  readonly onSubmit?: (() => void) | undefined;
  readonly error?: string | null | undefined;
  readonly children: ComponentChildren;
}

export function Entry({ title, below, back, onSubmit, error, children }: EntryProps) {
  const inside = (
    <>
      {back === undefined ? null : (
        <a class="page-back" href={back.href}>
          {back.label}
        </a>
      )}
      <h1 tabIndex={-1}>{title}</h1>
      {below === undefined ? null : <p class="soft">{below}</p>}
      {error === null || error === undefined ? null : (
        <p class="entry-error" role="alert">
          {error}
        </p>
      )}
      {children}
    </>
  );
  return (
    <main class="entry" id="main" tabIndex={-1}>
      <p class="entry-name">Beside</p>
      {onSubmit === undefined ? (
        <div class="card entry-card">{inside}</div>
      ) : (
        <form
          class="card entry-card"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {inside}
        </form>
      )}
    </main>
  );
}
