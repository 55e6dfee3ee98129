import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { atRiskIn } from '../at_risk.ts';
import { useDraft } from '../draft.ts';
import { settling } from '../settling.ts';
import { book as theBook, keep, pen } from '../shared.ts';
import { openEdit, type Opened, saveEdit } from '../../casework/acts/edit.ts';
import { lookAtLow } from '../../casework/acts/low.ts';
import { answerWish } from '../../casework/acts/wishes.ts';
import { to } from '../../casework/addresses.ts';
import type { Book, CaseBook } from '../../casework/book.ts';
import { newest } from '../../casework/forms.ts';
import { unseenIn } from '../../casework/low.ts';
import { isScale } from '../../casework/occasions.ts';
import { staffScale } from '../../casework/scale_page.ts';
import { formOf, isActive } from '../../casework/standing.ts';
import { StaffScaleView } from '../../screens/scale/StaffScaleView.tsx';
import type { RecordView } from '../../sync/records.ts';
import { announce } from '../../ui/shell/announce.ts';
import { go } from '../../ui/shell/router.ts';

function Scale({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null || !isScale(view.form) || !isActive(view)) return <NotHere />;
  return <Page key={view.id} book={book} place={place} view={view} />;
}

interface PageProps {
  readonly book: Book;
  readonly place: CaseBook;
  readonly view: RecordView;
}

function Page({ book, place, view }: PageProps) {
  const at = { vault: place.id, record: view.id };
  const now = (): RecordView => theBook.peek()?.viewOf(place.id, view.id) ?? view;
  const open = (): Opened => openEdit(now());
  const { draft, settled, opened, tried, finish } = useDraft(book, formOf(view) ?? newest('scale_self_esteem'), () => open().leaves, open);
  const model = staffScale(book, place, view);
  // What is wrong elsewhere in the record is not for these notes.
  const problems = draft.problems.filter(({ path }) => path.startsWith('notes'));
  const saveNotes = async (): Promise<void> => {
    if (!tried() && problems.some(({ advice }) => advice !== true)) return;
    const made = opened === null ? null : saveEdit(place.id, opened, draft.values);
    if (!(await finish([made]))) return;
    if (made !== null) settled(now(), made.values);
    announce('Saved.');
  };
  return (
    <StaffScaleView
      model={{ ...model, atRisk: atRiskIn(book, place.id, view), notes: model.canChange ? { ...draft, problems } : null }}
      actions={{
        answer: (wish, done) => void keep([answerWish(pen(), place.id, view, wish, done)]),
        seeLow: () => void keep([lookAtLow(pen(), place.id, view, unseenIn(book, view).map(({ value }) => value))]),
        together: () => { go(to('together', at)); },
        print: () => { go(to('paper', at)); },
        goOn: () => { go(to('giveOn', { case: place.id, record: view.id })); },
        saveNotes: () => void saveNotes(),
        change: () => { go(to('change', at)); },
        aboutSomebodyElse: () => { go(to('move', at)); },
        settle: settling(book, place, view, ({ values }) => { settled(now(), values); }),
      }}
    />
  );
}

export default reading(Scale);
