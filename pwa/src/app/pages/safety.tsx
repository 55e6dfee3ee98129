import { useState } from 'preact/hooks';

import Detail from './detail.tsx';
import { armVisit, comeBack, dropPlan, takeMore, useReaches } from '../arming.ts';
import { useKept } from '../keeping.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { settling } from '../settling.ts';
import { book as theBook, keep, pen } from '../shared.ts';
import { live } from '../visits.ts';
import { textFrom } from '../../capture/leaves.ts';
import { again } from '../../casework/acts/safety.ts';
import { to } from '../../casework/addresses.ts';
import type { Book, VaultBook } from '../../casework/book.ts';
import { backBy, isTypedIn, mySheets } from '../../casework/day.ts';
import { detail } from '../../casework/detail.ts';
import { newest } from '../../casework/forms.ts';
import { instantAt } from '../../casework/pen.ts';
import { lateBack, safetySheet } from '../../casework/safety_page.ts';
import { heardOf, ladderOf } from '../../casework/visiting.ts';
import { DetailView } from '../../screens/record/DetailView.tsx';
import { SafetySheetView } from '../../screens/visit/SafetySheetView.tsx';
import type { RecordView } from '../../sync/records.ts';
import type { Settling } from '../../ui/figures/TwoVersions.tsx';
import { announce } from '../../ui/shell/announce.ts';
import { go } from '../../ui/shell/router.ts';

/** One's own sheet; that of a mentor whom one manages is read. */
function Safety({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null) return <NotHere />;
  if (place.id === book.diary?.id && mySheets(book).includes(view)) return <Own key={view.id} book={book} params={params} place={place} sheet={view} />;
  if (isTypedIn(view)) return <Detail params={params} />;
  const nothing = (): void => undefined;
  const actions = { change: nothing, print: () => { window.print(); }, move: nothing, settle: settling(book, place, view) };
  return <DetailView model={{ ...detail(book, place, view), canChange: false, canMove: false }} actions={actions} />;
}

/** What was typed is kept first, so that it is chosen from all that stands. */
function afterTyping(book: Book, place: VaultBook, sheet: RecordView, flush: () => Promise<boolean>): Settling | null {
  const then = (press: (settle: Settling) => void) => async (): Promise<void> => {
    const kept = (await flush()) ? theBook.value : null;
    const fresh = kept?.viewOf(place.id, sheet.id) ?? null;
    const settle = kept === null || fresh === null ? null : settling(kept, place, fresh);
    if (settle !== null) press(settle);
  };
  return settling(book, place, sheet) === null ? null : {
    keep: (path, version) => void then((settle) => { settle.keep(path, version); })(),
    keepBoth: (path) => void then((settle) => { settle.keepBoth(path); })(),
  };
}

function Own({ book, place, sheet }: ReadingProps & { readonly place: VaultBook; readonly sheet: RecordView }) {
  const diary = place.id;
  const [changing, setChanging] = useState(false);
  const { draft, tried, flush, atRisk } = useKept(book, diary, sheet, newest('visit_safety'), (leaves) => lateBack(leaves, Date.now()));
  const { reaches, test, answer } = useReaches([book.me, ...ladderOf(book, draft.values).flat()]);
  const arm = async (): Promise<void> => {
    if (!tried() || !(await flush()) || theBook.value === null) return;
    const fresh = theBook.value.viewOf(diary, sheet.id);
    if (fresh !== null && (await armVisit(theBook.value, fresh))) setChanging(false);
  };
  const change = (): void => {
    const until = heardOf(live.value, textFrom(draft.values, 'visit_id'))?.until ?? backBy(sheet);
    if (until !== null) draft.onChange('back_by', instantAt(until));
    setChanging(true);
  };
  const done = async (): Promise<void> => {
    if (!(await flush())) return;
    setChanging(false);
    announce('Kept on this tablet.');
  };
  const setOutAgain = async (): Promise<void> => {
    const begun = again(pen(), diary, sheet);
    if (await keep([begun])) go(to('safety', { vault: diary, record: begun.record }), { replace: true });
  };
  const remove = async (): Promise<void> => {
    if ((await flush()) && (await dropPlan(book, sheet))) go(to('today'), { replace: true });
  };
  return (
    <SafetySheetView
      model={safetySheet(book, sheet, { live: live.value, reaches, testAnswer: answer, draft, atRisk, changing })}
      actions={{
        arm: () => void arm(),
        back: () => void comeBack(book, sheet),
        more: () => void takeMore(book, sheet),
        test: () => { test(textFrom(draft.values, 'watched_by') ?? ''); },
        change,
        done: () => void done(),
        again: () => void setOutAgain(),
        remove: () => void remove(),
        settle: afterTyping(book, place, sheet, flush),
      }}
    />
  );
}

export default reading(Safety);
