import { useEffect, useState } from 'preact/hooks';

import { useStaff } from '../people/staff.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { saidOf } from '../entry/told.ts';
import { historyModel } from '../../casework/history/page.ts';
import { HistoryView } from '../../screens/record/HistoryView.tsx';
import type { RecordHistory } from '../../store/history.ts';
import { deviceName, opened } from '../../store/replica.ts';
import type { RecordView } from '../../sync/records.ts';

/** Also of a record that was deleted: what it said is not lost. */
function History({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.vault.records.find(({ id }) => id === params['record']) ?? null;
  const opening = useHistory(place?.id ?? '', view);
  const { since } = useStaff();
  if (place === null || view === null) return <NotHere />;
  const here = deviceName(opened(theEngine().replica()).identity);
  return <HistoryView key={view.id} model={historyModel(book, place, view, { ...opening, since, here })} />;
}

interface Opening {
  readonly history: RecordHistory | null;
  readonly trouble: string | null;
}

/** Opened anew whenever the record changes; what was opened before stands until then. */
function useHistory(vault: string, view: RecordView | null): Opening {
  const [opening, setOpening] = useState<Opening>({ history: null, trouble: null });
  useEffect(() => {
    if (view === null) return undefined;
    let isCurrent = true;
    theEngine().read.history(vault, view.id).then(
      (history) => { if (isCurrent) setOpening({ history, trouble: null }); },
      (error: unknown) => { if (isCurrent) setOpening({ history: { saves: [], unread: 0 }, trouble: `It cannot be opened here: ${saidOf(error)}` }); },
    );
    return () => { isCurrent = false; };
  }, [vault, view]);
  return opening;
}

export default reading(History);
