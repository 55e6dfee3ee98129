import { useEffect } from 'preact/hooks';

import { useReached } from '../reached.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { live, lookAtVisits } from '../visits.ts';
import { watchList } from '../../casework/watch_page.ts';
import { WatchListView } from '../../screens/visit/WatchListView.tsx';

function Watch({ book }: ReadingProps) {
  useEffect(() => void lookAtVisits(), []);
  return <WatchListView model={watchList(book, live.value)} reached={useReached(book)} />;
}

export default reading(Watch);
