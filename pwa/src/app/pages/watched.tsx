import { useEffect } from 'preact/hooks';

import { useReached } from '../reached.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { live, lookAtVisits, press, spokenTo } from '../visits.ts';
import type { Book } from '../../casework/book.ts';
import { moreUntil } from '../../casework/safety.ts';
import { heardOf, serverNow, type SeenVisit } from '../../casework/visiting.ts';
import { nextRung, watchModel } from '../../casework/watch_page.ts';
import type { WatchActions } from '../../screens/visit/model.ts';
import { WatchListView } from '../../screens/visit/WatchListView.tsx';
import { watchList } from '../../casework/watch_page.ts';
import { WatchView } from '../../screens/visit/WatchView.tsx';
import { to } from '../../casework/addresses.ts';
import { acknowledge, checkIn, escalate, extend } from '../../store/alarms.ts';
import { go } from '../../ui/shell/router.ts';

function Watched({ book, params }: ReadingProps) {
  const id = params['visit'] ?? '';
  useEffect(() => void lookAtVisits(), []);
  const reached = useReached(book);
  const visit = heardOf(live.value, id);
  const model = watchModel(book, id, live.value);
  // It may be over for a day, or not for this person: what there is is shown.
  if (visit === null || model === null) return <WatchListView model={watchList(book, live.value)} reached={reached} />;
  return <WatchView model={model} actions={actionsOf(book, visit)} reached={reached} />;
}

function actionsOf(book: Book, visit: SeenVisit): WatchActions {
  const id = visit.visit;
  return {
    checkIn: () => void press(id, 'back', (line) => checkIn(line, id)),
    more: () => void press(id, 'more', (line) => extend(line, id, moreUntil(book, visit.until, serverNow(book, live.value)))),
    escalate: () => {
      const rung = nextRung(visit, book.me);
      if (rung !== null) void press(id, 'escalate', (line) => escalate(line, id, rung));
    },
    spoke: () => {
      spokenTo(id);
      go(to('today'), { replace: true });
    },
    takeOn: () => void press(id, 'take', (line) => acknowledge(line, id)),
  };
}

export default reading(Watched);
