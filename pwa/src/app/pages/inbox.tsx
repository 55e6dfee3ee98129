import { reading, type ReadingProps } from '../reading.tsx';
import { inbox } from '../../casework/inbox.ts';
import { InboxView } from '../../screens/inbox/InboxView.tsx';

const nothing = (): void => undefined;

function Inbox({ book }: ReadingProps) {
  // Without marks everything counts as seen, so there is nothing to mark.
  return <InboxView model={inbox(book, null)} actions={{ seeAll: nothing }} />;
}

export default reading(Inbox);
