/** What the pupil's page and the worker that seals for it say to each other. No key and no ticket is among it. */
import type { Change } from '../capture/leaves.ts';
import type { Sheet } from './parcel.ts';

/** To the worker. `keep` is numbered from 1; each is sealed and written before the next. */
export type ToSealer =
  /** With the port that the parcel comes through. */
  | { readonly do: 'open'; readonly port: MessagePort }
  | { readonly do: 'keep'; readonly number: number; readonly changes: readonly Change[] };

/** Why an answer is not written yet; the worker goes on trying, with what it has sealed. */
export type Trouble = 'full' | 'spent' | 'refused';

/** From the worker. */
export type FromSealer =
  | { readonly is: 'open'; readonly sheet: Sheet }
  /** There was no parcel: it was collected before, or nobody gave one. */
  | { readonly is: 'nothing' }
  | { readonly is: 'kept'; readonly number: number }
  | { readonly is: 'trouble'; readonly why: Trouble };
