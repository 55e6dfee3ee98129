import { marks, seeAll } from '../marks.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { inbox } from '../../casework/inbox.ts';
import { InboxView } from '../../screens/inbox/InboxView.tsx';

function Inbox({ book }: ReadingProps) {
  return <InboxView model={inbox(book, marks.value)} actions={{ seeAll }} />;
}

export default reading(Inbox);
