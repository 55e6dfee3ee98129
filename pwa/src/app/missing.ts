/**
 * Whether something failed because a part of the client could not be fetched: on a new tablet that lost the network early.
 *
 *     heedMissing(window);          // before any part is asked for
 *     didNotCome(error)             // true of what an `import()` threw since
 *
 * Each browser has words of its own for it; the bundler's loader names the error to the page before it throws it
 * (Vite, "load error handling").
 */
const missing = new WeakSet<Error>();

/** From now on what the loader cannot fetch is known. */
export function heedMissing(page: EventTarget): void {
  page.addEventListener('vite:preloadError', (event) => {
    if ('payload' in event && event.payload instanceof Error) missing.add(event.payload);
  });
}

/** Whether this was thrown for a part that could not be fetched. */
export function didNotCome(error: unknown): boolean {
  return error instanceof Error && missing.has(error);
}
