/** What the link that opened the app brought behind its `#`: a secret that stands in the address for no longer than this takes. */
let kept: string | null = null;

/** Read it once, and take it out of the address and of the browser's history. */
export function takeBrought({ location, history }: Pick<Window, 'location' | 'history'>): void {
  kept = location.hash.length > 1 ? location.hash.slice(1) : null;
  if (kept !== null) history.replaceState(null, '', location.pathname);
}

/** Null where nothing was brought. */
export function brought(): string | null {
  return kept;
}
