/**
 * Giving the tablet to a pupil, from an unlocked page of the app:
 *
 *     pack the parcel → into the service worker's keeping → lock → leave for the pupil's own document
 */
import { holdOpenWork } from '../between/leases.ts';
import { holdParcel, PUPIL_PATH } from '../between/messages.ts';
import type { Parcel } from '../between/parcel.ts';

/** Why the tablet was not given, to be said to the mentor. */
export type NotGiven = 'no_keeper' | 'not_locked';

export const NOT_GIVEN: Readonly<Record<NotGiven, { readonly title: string; readonly words: string }>> = {
  no_keeper: {
    title: 'Beside cannot hand over yet',
    words: 'The app is not fully kept on this device yet. Close Beside, open it again, and give the tablet then.',
  },
  not_locked: {
    title: 'This tablet has no room left',
    words: 'What was written last is kept only for as long as this page stays open, so it was locked and not given. Make room on the tablet, and give it then.',
  },
};

/** What giving needs from outside. */
export interface Giving {
  readonly pack: () => Promise<Parcel>;
  /** Seals what is open, forgets every key, and lets go of the lease of `holdUnlocked`; false where this page must stay all the same. */
  readonly lock: () => Promise<boolean>;
  /** `navigator.serviceWorker.controller`. */
  readonly keeper: Pick<ServiceWorker, 'postMessage'> | null | undefined;
  /** Leaves for another document without a way back to this one: `location.replace`. */
  readonly leave: (path: string) => void;
}

/** Gives the tablet away; on success this document is about to end, and null is returned. Throws what packing throws. */
export async function giveToPupil({ pack, lock, keeper, leave }: Giving): Promise<NotGiven | null> {
  if (keeper === null || keeper === undefined) return 'no_keeper';
  // A new version that took over now would take the parcel's keeper away.
  const release = await holdOpenWork();
  let isLeaving = false;
  try {
    if (!(await holdParcel(keeper, await pack()))) return 'no_keeper';
    if (!(await lock())) return 'not_locked';
    leave(PUPIL_PATH);
    isLeaving = true;
    return null;
  } finally {
    // Else it lasts as long as this document.
    if (!isLeaving) release();
  }
}
