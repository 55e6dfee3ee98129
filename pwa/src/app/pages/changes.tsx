import { useStaff } from '../people/staff.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { changes } from '../../casework/staff/changes.ts';
import { ChangesView } from '../../screens/people/ChangesView.tsx';

function Changes({ book }: ReadingProps) {
  const staff = useStaff();
  return <ChangesView lines={changes(book, theEngine().read.school(), staff.said, staff)} />;
}

export default reading(Changes);
