import { useState } from 'preact/hooks';

import { armVisit, comeBack, dropPlan, takeMore, useReaches } from '../arming.ts';
import { useKept } from '../keeping.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { book as theBook, keep, pen } from '../shared.ts';
import { live } from '../visits.ts';
import { textFrom } from '../../capture/leaves.ts';
import { again } from '../../casework/acts/safety.ts';
import { to } from '../../casework/addresses.ts';
import { backBy, mySheets } from '../../casework/day.ts';
import { detail } from '../../casework/detail.ts';
import { newest } from '../../casework/forms.ts';
import { instantAt } from '../../casework/pen.ts';
import { lateBack, safetySheet } from '../../casework/safety_page.ts';
import { heardOf, ladderOf } from '../../casework/visiting.ts';
import { DetailView } from '../../screens/record/DetailView.tsx';
import { SafetySheetView } from '../../screens/visit/SafetySheetView.tsx';
import type { RecordView } from '../../sync/records.ts';
import { go } from '../../ui/shell/router.ts';

/** One's own sheet; that of a mentor whom one manages is read. */
function Safety({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null) return <NotHere />;
  if (place.id === book.diary?.id && mySheets(book).includes(view)) return <Own key={view.id} book={book} params={params} sheet={view} />;
  const nothing = (): void => undefined;
  const actions = { change: nothing, print: () => { window.print(); }, move: nothing, keep: nothing, keepBoth: nothing };
  return <DetailView model={{ ...detail(book, place, view), canChange: false, canMove: false }} actions={actions} />;
}

function Own({ book, sheet }: ReadingProps & { readonly sheet: RecordView }) {
  const diary = book.diary?.id ?? '';
  const [changing, setChanging] = useState(false);
  const { draft, tried, flush, atRisk } = useKept(book, diary, sheet, newest('visit_safety'), (leaves) => lateBack(leaves, Date.now()));
  const { reaches, test } = useReaches([book.me, ...ladderOf(book, draft.values).flat()]);
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
  const setOutAgain = async (): Promise<void> => {
    const begun = again(pen(), diary, sheet);
    if (await keep([begun])) go(to('safety', { vault: diary, record: begun.record }), { replace: true });
  };
  const remove = async (): Promise<void> => {
    if ((await flush()) && (await dropPlan(book, sheet))) go(to('today'), { replace: true });
  };
  return (
    <SafetySheetView
      model={safetySheet(book, sheet, { live: live.value, reaches, draft, atRisk, changing })}
      actions={{
        arm: () => void arm(),
        back: () => void comeBack(book, sheet),
        more: () => void takeMore(book, sheet),
        test: () => { test(textFrom(draft.values, 'watched_by') ?? ''); },
        change,
        again: () => void setOutAgain(),
        remove: () => void remove(),
      }}
    />
  );
}

export default reading(Safety);
