/** What a page asks of the server: one thing at a time, said while it goes on, and in words where it failed. */
import { useState } from 'preact/hooks';

import { saidOf } from '../entry/told.ts';
import type { Doing } from '../../screens/people/model.ts';

export interface Acting extends Doing {
  /** Do `work` unless something is going on already. */
  readonly run: (busy: string, work: () => Promise<void>) => void;
}

export function useDoing(): Acting {
  const [doing, setDoing] = useState<Doing>({ busy: null, error: null });
  const run = (busy: string, work: () => Promise<void>): void => {
    if (doing.busy !== null) return;
    setDoing({ busy, error: null });
    work().then(
      () => { setDoing({ busy: null, error: null }); },
      (error: unknown) => { setDoing({ busy: null, error: saidOf(error) }); },
    );
  };
  return { ...doing, run };
}
