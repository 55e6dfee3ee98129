import { useDoing } from '../people/doing.ts';
import { useFreshLog, useStaff } from '../people/staff.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { invitationLines, memberLines } from '../../casework/staff/staff.ts';
import { PeopleView } from '../../screens/people/PeopleView.tsx';

function People({ book }: ReadingProps) {
  const { busy, error, run } = useDoing();
  useFreshLog();
  const staff = useStaff();
  if (!book.hasRole('administrator')) return <NotHere />;
  const school = theEngine().read.school();
  const model = { members: memberLines(book, school, staff), invitations: invitationLines(book, school, staff), busy, error };
  const withdraw = (invitation: string): void => {
    run('Withdrawing …', () => theEngine().people.withdraw(invitation));
  };
  return <PeopleView model={model} actions={{ withdraw }} />;
}

export default reading(People);
