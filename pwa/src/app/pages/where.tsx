import { useEffect, useState } from 'preact/hooks';

import { askToPersist, installState, LITTLE_ROOM, lookAtStorage, type StorageState } from '../platform.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { said, theEngine } from '../shared.ts';
import { where } from '../../casework/where.ts';
import { WhereView } from '../../screens/where/WhereView.tsx';

const UNKNOWN: StorageState = { used: null, room: null, persistent: null };

function Where({ book }: ReadingProps) {
  const [storage, setStorage] = useState(UNKNOWN);
  const look = async (): Promise<void> => { setStorage(await lookAtStorage(window)); };
  useEffect(() => void look(), []);
  const model = where(book, {
    used: storage.used, room: storage.room, kept: storage.persistent === true,
    install: installState(window), nearlyFull: storage.room !== null && storage.room < LITTLE_ROOM,
  });
  return (
    <WhereView
      model={model}
      actions={{
        sendNow: () => void theEngine().exchange(),
        exportHeld: () => { said.value = 'These cannot be taken out as a file yet. They stay on this tablet.'; },
        keepStorage: () => void askToPersist(window).then(look),
      }}
    />
  );
}

export default reading(Where);
