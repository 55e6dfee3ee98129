import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { keep } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { isScale, occasionOf } from '../../casework/occasions.ts';
import { childLadder } from '../../casework/scale_page.ts';
import { isActive } from '../../casework/standing.ts';
import type { CaseBook } from '../../casework/book.ts';
import { chooseToTalk, MOST_TO_TALK_ABOUT } from '../../capture/scale/child_view.ts';
import { ChildLadderView } from '../../screens/scale/ChildLadderView.tsx';
import type { RecordView } from '../../sync/records.ts';
import { go } from '../../ui/shell/router.ts';

function Together({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null || !isScale(view.form) || !isActive(view)) return <NotHere />;
  return <Looking key={view.id} place={place} view={view} />;
}

/** What is chosen while both look at it, kept when they have. */
function Looking({ place, view }: { readonly place: CaseBook; readonly view: RecordView }) {
  const before = occasionOf(view);
  const [chosen, setChosen] = useState(before.talkAbout);
  const [disagrees, disagree] = useState(before.disagrees);
  const model = childLadder(place, view);
  const done = async (): Promise<void> => {
    const values = { talk_about: chosen.length === 0 ? null : chosen, disagrees: disagrees === '' ? null : disagrees };
    if (await keep([{ vault: place.id, record: view.id, values }])) go(to('scale', { vault: place.id, record: view.id }), { replace: true });
  };
  const ladders = model.view.ladders.map((ladder) => ({ ...ladder, chosen: chosen.includes(ladder.statement.value) }));
  return (
    <ChildLadderView
      model={{ ...model, disagrees, view: { ...model.view, ladders, canChooseMore: chosen.length < MOST_TO_TALK_ABOUT } }}
      actions={{ choose: (statement) => { setChosen(chooseToTalk(chosen, statement)); }, disagree, done: () => void done() }}
    />
  );
}

export default reading(Together);
