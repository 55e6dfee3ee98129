/** Where the focus goes when a page opens: to its main heading, so that the eye and a screen reader begin there. */

/**
 * Moves the focus to the heading in `main`, at once or as soon as a part that is still being fetched brings one; until
 * then to `main` itself. Nothing is moved once the person has gone elsewhere. Ends with the function that is returned.
 */
export function focusHeading(main: HTMLElement | null): () => void {
  if (main === null || focusIn(main)) return noWait;
  main.focus();
  const waiting = new MutationObserver(() => {
    if (document.activeElement !== main || focusIn(main)) waiting.disconnect();
  });
  waiting.observe(main, { childList: true, subtree: true });
  return () => {
    waiting.disconnect();
  };
}

function focusIn(main: HTMLElement): boolean {
  const heading = main.querySelector('h1');
  heading?.focus();
  return heading !== null;
}

function noWait(): void {
  // The heading was there: there is nothing to stop waiting for.
}
