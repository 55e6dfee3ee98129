/** Handing a secret of one use to somebody: shown once, copied, or given to another app. It is kept nowhere. */
import { useState } from 'preact/hooks';

import type { Handed } from '../../screens/people/model.ts';

/** What was made: its heading, the page that its link opens, what stands behind the `#`, and until when it is good. */
export interface Made {
  readonly title: string;
  /** For a device of the person's own, not for somebody else. */
  readonly own?: boolean;
  readonly page: '/join' | '/let-in';
  readonly text: string;
  readonly until: string;
}

/** What is shown, and the way to show something else, or nothing. */
export function useHanded(): readonly [Handed | null, (made: Made | null) => void] {
  const [made, setMade] = useState<Made | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const hand = (next: Made | null): void => {
    setCopied(null);
    setMade(next);
  };
  if (made === null) return [null, hand];
  const link = `${window.location.origin}${made.page}#${made.text}`;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(() => { setCopied(true); }, () => { setCopied(false); });
  };
  return [{ title: made.title, own: made.own ?? false, link, until: made.until, copied, copy, share: shares() ? () => void send(link) : null }, hand];
}

/** Not in every browser, though the types say so. */
function shares(): boolean {
  return 'share' in navigator;
}

async function send(url: string): Promise<void> {
  // The title says nothing about anybody: it may stand in the other app's list.
  await navigator.share({ title: 'Beside', url }).catch(() => undefined);
}
