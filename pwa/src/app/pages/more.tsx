import { useState } from 'preact/hooks';

import { leaving } from '../leaving.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { running, said, theEngine } from '../shared.ts';
import { more } from '../../casework/more.ts';
import { VERSION } from '../version.ts';
import { MoreView } from '../../screens/more/MoreView.tsx';
import { SignOutView } from '../../screens/more/SignOutView.tsx';

function More({ book }: ReadingProps) {
  const updates = running.value?.updates;
  const update = async (): Promise<void> => {
    if ((await updates?.apply()) !== true) said.value = 'Something is open in another tab of Beside. Close it, then update.';
  };
  const [question] = useState(leaving);
  return (
    <>
      <MoreView
        model={more(book, { version: VERSION, updateWaits: updates?.state.value === 'waiting' })}
        actions={{ lock: () => void theEngine().door.lock(), signOut: () => void question.ask(), update: () => void update() }}
      />
      {question.model.value === null ? null : <SignOutView model={question.model.value} actions={question.actions(book)} />}
    </>
  );
}

export default reading(More);
