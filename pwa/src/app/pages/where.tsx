import { useEffect, useState } from 'preact/hooks';

import { saveCopy } from '../copying.ts';
import { saidOf } from '../entry/told.ts';
import { askToPersist, installState, LITTLE_ROOM, lookAtStorage, type StorageState } from '../platform.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { said, theEngine } from '../shared.ts';
import { useWaitingTaps } from '../waiting_taps.ts';
import { halfWritten, unfinishedPads } from '../writing.ts';
import { unfinished } from '../../casework/unfinished.ts';
import { where } from '../../casework/where.ts';
import { WhereView } from '../../screens/where/WhereView.tsx';

const UNKNOWN: StorageState = { used: null, room: null, persistent: null };

function Where({ book }: ReadingProps) {
  const [storage, setStorage] = useState(UNKNOWN);
  // It is busy from the press on and until what was asked for is done: one exchange may be under way, and another has to follow it.
  const [asked, setAsked] = useState(false);
  const send = async (): Promise<void> => {
    setAsked(true);
    await theEngine().exchange();
    setAsked(false);
  };
  const look = async (): Promise<void> => { setStorage(await lookAtStorage(window)); };
  useEffect(() => void look(), []);
  const others = theEngine().known.value.filter(({ member }) => member !== book.me);
  const half = unfinished(book, [...(halfWritten.value?.values() ?? [])], unfinishedPads.value);
  const model = where(book, {
    used: storage.used, room: storage.room, kept: storage.persistent === true,
    install: installState(window), nearlyFull: storage.room !== null && storage.room < LITTLE_ROOM,
  }, { half, taps: useWaitingTaps(), others });
  return (
    <WhereView
      model={{ ...model, sending: asked || model.sending }}
      actions={{
        sendNow: () => void send(),
        exportHeld: () => void saveCopy(book).catch((error: unknown) => { said.value = saidOf(error); }),
        keepStorage: () => void askToPersist(window).then(look),
        forget: (id) => void theEngine().drafts.dropDamaged(id).catch((error: unknown) => { said.value = saidOf(error); }),
      }}
    />
  );
}

export default reading(Where);
