/** On a tablet whose browser forgets what a tab keeps, Beside is installed first; what a link brought is then taken along. */
import { useState } from 'preact/hooks';

import { installState, TOLD } from '../platform.ts';
import type { Carried, Caution } from '../../screens/account/model.ts';

/** Why to install first; null where that is done, or need not be. */
export function installFirst(): Caution | null {
  return installState(window) === 'erasing_tab' ? TOLD.erased_after_a_week : null;
}

/** What was brought here, to be taken to the installed app; null where there is nothing to take, or nowhere to take it. */
export function useCarried(page: 'join' | 'let-in', brought: string | null): Carried | null {
  const [copied, setCopied] = useState<boolean | null>(null);
  const install = installFirst();
  if (install === null || brought === null) return null;
  const link = `${window.location.origin}/${page}#${brought}`;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(() => { setCopied(true); }, () => { setCopied(false); });
  };
  return { install, copied, copy };
}
