import { reading, type ReadingProps } from '../reading.tsx';
import { running, said, theEngine } from '../shared.ts';
import { more } from '../../casework/more.ts';
import { VERSION } from '../version.ts';
import { MoreView } from '../../screens/more/MoreView.tsx';

function More({ book }: ReadingProps) {
  const updates = running.value?.updates;
  const update = async (): Promise<void> => {
    if ((await updates?.apply()) !== true) said.value = 'Something is open in another tab of Beside. Close it, then update.';
  };
  return (
    <MoreView
      model={more(book, { version: VERSION, updateWaits: updates?.state.value === 'waiting' })}
      actions={{
        lock: () => void theEngine().door.lock(),
        signOut: () => { said.value = 'Signing out cannot be done here yet. Lock this tablet instead: nothing on it opens without your password.'; },
        update: () => void update(),
      }}
    />
  );
}

export default reading(More);
