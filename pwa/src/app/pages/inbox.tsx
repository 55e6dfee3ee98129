import { marks, seeAll } from '../marks.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { live } from '../visits.ts';
import { inbox } from '../../casework/inbox.ts';
import { watchItems } from '../../casework/watch_page.ts';
import { InboxView } from '../../screens/inbox/InboxView.tsx';

function Inbox({ book }: ReadingProps) {
  return <InboxView model={inbox(book, marks.value, watchItems(book, live.value))} actions={{ seeAll }} />;
}

export default reading(Inbox);
