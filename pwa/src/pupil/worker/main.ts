/**
 * The worker that seals for the pupil's page: the ticket and its key come here past the page, and end with it.
 *
 * An answer that cannot be written yet is tried again until it can; the ones behind it wait their turn.
 */
import type { Collected } from '../../between/messages.ts';
import type { Parcel } from '../../between/parcel.ts';
import type { FromSealer, ToSealer, Trouble } from '../../between/sealing.ts';
import type { Change } from '../../capture/leaves.ts';
import { inOneStep } from '../../store/db.ts';
import { isFull, keep } from '../../store/keeper.ts';
import { chooseSuite } from '../../sync/crypto.ts';
import { type Sealer, Spent, startSealer, type Write } from './sealer.ts';

declare const self: DedicatedWorkerGlobalScope;

/** How long to wait before a write is tried again, ms. */
const AGAIN = 2_000;

let sealing: Promise<Sealer | null> | null = null;
/** What was given, in its order: each waits for the one before. */
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ToSealer>) => {
  switch (data.do) {
    case 'open':
      sealing = open(data.port);
      break;
    case 'keep':
      last = last.then(() => keepUntilKept(data.number, data.changes));
      break;
  }
});

function say(said: FromSealer): void {
  self.postMessage(said);
}

async function open(port: MessagePort): Promise<Sealer | null> {
  const parcel = await new Promise<Collected>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Collected>) => {
      resolve(data);
    };
  });
  port.close();
  const sealer = parcel === null ? null : await begin(parcel);
  say(parcel === null || sealer === null ? { is: 'nothing' } : { is: 'open', sheet: parcel.sheet });
  return sealer;
}

/** Null where this browser cannot seal: then nothing must be asked. */
async function begin(parcel: Parcel): Promise<Sealer | null> {
  try {
    return await startSealer(await chooseSuite(), parcel, writeTo(parcel.database), Date.now);
  } catch {
    return null;
  }
}

function writeTo(name: string): Write {
  const keeper = keep(name);
  return async (row) => {
    await inOneStep(await keeper.database(), ['drops'], (step) => step.objectStore('drops').put(row));
  };
}

async function keepUntilKept(number: number, changes: readonly Change[]): Promise<void> {
  const sealer = await sealing;
  if (sealer === null) return;
  for (;;) {
    try {
      await sealer.keep(changes);
      say({ is: 'kept', number });
      return;
    } catch (error) {
      say({ is: 'trouble', why: troubleOf(error) });
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof Spent) return 'spent';
  return isFull(error) ? 'full' : 'refused';
}
