import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { atRiskIn } from '../at_risk.ts';
import { keep } from '../shared.ts';
import { useWriting } from '../writing.ts';
import { to } from '../../casework/addresses.ts';
import { isScale, occasionOf } from '../../casework/occasions.ts';
import { childLadder } from '../../casework/scale_page.ts';
import { isActive } from '../../casework/standing.ts';
import type { Book, CaseBook } from '../../casework/book.ts';
import { chooseToTalk, MOST_TO_TALK_ABOUT } from '../../capture/scale/child_view.ts';
import { ChildLadderView } from '../../screens/scale/ChildLadderView.tsx';
import type { RecordView } from '../../sync/records.ts';
import { isObject } from '../../sync/op.ts';
import { go } from '../../ui/shell/router.ts';

function Together({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null || !isScale(view.form) || !isActive(view)) return <NotHere />;
  return <Looking key={view.id} book={book} place={place} view={view} />;
}

/** What is chosen while both look at it, kept when they have. */
function Looking({ book, place, view }: { readonly book: Book; readonly place: CaseBook; readonly view: RecordView }) {
  const before = occasionOf(view);
  const writing = useWriting<Talk>('talk', () => ({ talk_about: before.talkAbout, disagrees: before.disagrees }), isTalk);
  const { talk_about: chosen, disagrees } = writing.content.value;
  const model = childLadder(place, view);
  const done = async (): Promise<void> => {
    const values = { talk_about: chosen.length === 0 ? null : chosen, disagrees: disagrees === '' ? null : disagrees };
    if (await writing.finish((draft) => keep([{ vault: place.id, record: view.id, values }], draft))) go(to('scale', { vault: place.id, record: view.id }), { replace: true });
  };
  const ladders = model.view.ladders.map((ladder) => ({ ...ladder, chosen: chosen.includes(ladder.statement.value) }));
  return (
    <ChildLadderView
      model={{ ...model, atRisk: atRiskIn(book, place.id, view), disagrees, view: { ...model.view, ladders, canChooseMore: chosen.length < MOST_TO_TALK_ABOUT } }}
      actions={{
        choose: (statement) => { writing.change((talk) => ({ ...talk, talk_about: chooseToTalk(chosen, statement) })); },
        disagree: (words) => { writing.change((talk) => ({ ...talk, disagrees: words })); },
        done: () => void done(),
      }}
    />
  );
}

/** What is chosen and said while both look at it, by the fields that it becomes. */
interface Talk {
  readonly talk_about: readonly string[];
  readonly disagrees: string | null;
}

function isTalk(kept: unknown): kept is Talk {
  return isObject(kept) && Array.isArray(kept['talk_about']) && (kept['disagrees'] === null || typeof kept['disagrees'] === 'string');
}

export default reading(Together);
