import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { keep, pen } from '../shared.ts';
import { moveRecord } from '../../casework/acts/move.ts';
import { to } from '../../casework/addresses.ts';
import { moveModel } from '../../casework/detail.ts';
import { MoveView } from '../../screens/record/MoveView.tsx';
import { announce } from '../../ui/shell/announce.ts';
import { go } from '../../ui/shell/router.ts';

function Move({ book, params }: ReadingProps) {
  const [query, search] = useState('');
  const from = book.caseOf(params['vault'] ?? '');
  const view = from?.find(params['record'] ?? '') ?? null;
  if (from === null || view === null) return <NotHere />;
  const moveTo = async (pupil: string): Promise<void> => {
    const right = book.caseOf(pupil);
    if (right === null || !(await keep(moveRecord(pen(), from, right, view)))) return;
    announce('Taken to the right case. A note is left in both.');
    go(to('case', { case: from.id }), { replace: true });
  };
  return <MoveView model={moveModel(book, from, view, query)} actions={{ search, moveTo: (pupil) => void moveTo(pupil) }} />;
}

export default reading(Move);
