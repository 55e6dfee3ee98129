import { reading, type ReadingProps } from '../reading.tsx';
import { chooser } from '../../casework/pick.ts';
import { RecordView } from '../../screens/record/RecordView.tsx';

function Chooser({ book, params }: ReadingProps) {
  return <RecordView model={chooser(book.caseOf(params['case'] ?? ''))} />;
}

export default reading(Chooser);
