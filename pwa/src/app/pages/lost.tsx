import { useDoing } from '../people/doing.ts';
import { useStaff } from '../people/staff.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { lost } from '../../casework/staff/lost.ts';
import { LostView } from '../../screens/people/LostView.tsx';

function Lost({ book, params }: ReadingProps) {
  const device = params['device'] ?? '';
  const school = theEngine().read.school();
  const member = school.devices.get(device)?.member ?? null;
  const may = member === book.me || book.hasRole('administrator');
  const { busy, error, run } = useDoing();
  const staff = useStaff(may ? member : null);
  const found = lost(book, school, device, staff);
  if (found === null) return <NotHere />;
  return (
    <LostView
      model={{ ...found, busy, error }}
      back={member === book.me ? { href: '/settings', label: 'Settings' } : { href: '/changes', label: 'Who came and went' }}
      lockOut={() => { run('Locking it out …', () => theEngine().people.lockOut(device)); }}
      print={() => { window.print(); }}
    />
  );
}

export default reading(Lost);
