/**
 * What has to be put right, at the head of a form, each line a way to its field. It takes the focus when it appears,
 * so that whoever pressed "Save" hears it.
 */
import { useEffect, useRef } from 'preact/hooks';

export interface ErrorLine {
  /** The id of the control. */
  readonly id: string;
  readonly message: string;
}

export interface ErrorSummaryProps {
  readonly lines: readonly ErrorLine[];
  /** Counts the tries: each failed one moves the focus here again. */
  readonly tries: number;
}

export function ErrorSummary({ lines, tries }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries > 0) box.current?.focus();
  }, [tries]);
  if (lines.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{lines.length === 1 ? 'One thing to put right' : `${lines.length} things to put right`}</h2>
      <ul>
        {lines.map(({ id, message }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                focusControl(id);
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The control itself, or the first one inside a group that has the id. */
function focusControl(id: string): void {
  const named = document.getElementById(id);
  const control = named?.matches('input, textarea, select, button') === true ? named : named?.querySelector('input, textarea, select, button');
  if (control instanceof HTMLElement) {
    named?.scrollIntoView({ block: 'center' });
    control.focus({ preventScroll: true });
  }
}
