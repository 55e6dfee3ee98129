import { useDoing } from '../people/doing.ts';
import { useHanded } from '../people/handing.ts';
import { keepInvited, useFreshLog, useStaff } from '../people/staff.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { roleAnswers } from '../../casework/staff/roles.ts';
import { managerAnswers, until } from '../../casework/staff/staff.ts';
import { InviteView } from '../../screens/people/InviteView.tsx';

function Invite({ book }: ReadingProps) {
  const { busy, error, run } = useDoing();
  const [made, hand] = useHanded();
  useFreshLog();
  const staff = useStaff();
  if (!book.hasRole('administrator')) return <NotHere />;
  const { people, read } = theEngine();
  const invite = (name: string, roles: readonly string[], manager: string | null): void => {
    run('Making the invitation …', async () => {
      const { id, text } = await people.invite(roles, { manager: roles.includes('mentor') ? manager : null });
      const published = read.school().invitations.get(id);
      if (published !== undefined) await keepInvited(published.member, name);
      hand({ title: `Invitation for ${name}`, page: '/join', text, until: until(published?.expires ?? book.now, book.today) });
    });
  };
  const model = { roles: roleAnswers(), managers: managerAnswers(book, read.school(), staff), made, busy, error };
  return <InviteView model={model} actions={{ invite, another: () => { hand(null); } }} />;
}

export default reading(Invite);
