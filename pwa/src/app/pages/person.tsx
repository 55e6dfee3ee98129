import { useDoing } from '../people/doing.ts';
import { useHanded } from '../people/handing.ts';
import { useFreshLog, useStaff } from '../people/staff.ts';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import type { Book } from '../../casework/book.ts';
import { invitationsEnd, leavingWarning } from '../../casework/staff/leaving.ts';
import { roleAnswers } from '../../casework/staff/roles.ts';
import { deviceLines, managerAnswers, managerOf, memberDetail, memberName, until } from '../../casework/staff/staff.ts';
import { MemberView } from '../../screens/people/MemberView.tsx';
import { parseInstant } from '../../sync/encoding.ts';
import { isPresent, roles as rolesOf } from '../../sync/roster.ts';
import { go } from '../../ui/shell/router.ts';

function Person({ book, params }: ReadingProps) {
  const member = params['member'] ?? '';
  if (!book.hasRole('administrator') || !isPresent(theEngine().read.school(), member)) return <NotHere />;
  return <Present key={member} book={book} member={member} />;
}

function Present({ book, member }: { readonly book: Book; readonly member: string }) {
  const doing = useDoing();
  const [made, hand] = useHanded();
  useFreshLog();
  const staff = useStaff(member);
  const school = theEngine().read.school();
  const name = memberName(book, member, staff);
  const roles = [...rolesOf(school, member)];
  const manager = managerOf(school, member);
  const here = theEngine().replica().account.device;
  const model = {
    name, roles, manager, made, busy: doing.busy, error: doing.error, detail: memberDetail(book, school, member, staff), me: member === book.me,
    answers: roleAnswers(), managers: managerAnswers(book, school, staff, member), devices: deviceLines(book, school, member, staff, here),
    warning: leavingWarning(book, school, member, name), invitationsEnd: invitationsEnd(school, member, name, book.now),
  };
  return <MemberView key={`${roles.join()} ${manager ?? ''}`} model={model} actions={actionsOf({ book, member, name, manager, run: doing.run, hand })} />;
}

interface Acts {
  readonly book: Book;
  readonly member: string;
  readonly name: string;
  readonly manager: string | null;
  readonly run: ReturnType<typeof useDoing>['run'];
  readonly hand: ReturnType<typeof useHanded>[1];
}

function actionsOf({ book, member, name, manager, run, hand }: Acts): Parameters<typeof MemberView>[0]['actions'] {
  const { people, mine, read } = theEngine();
  return {
    keep: (roles, wanted) => {
      run('Saving …', async () => {
        if ([...roles].sort().join() !== [...rolesOf(read.school(), member)].sort().join()) await people.setRoles(member, roles);
        if (wanted === manager) return;
        // The new one first: between the two somebody else can open the cases.
        if (wanted !== null) await people.setManager(wanted, member, true);
        if (manager !== null) await people.setManager(manager, member, false);
      });
    },
    letIn: () => {
      run('Making the link …', async () => {
        const { text, expires } = await mine.nextDevice(member);
        hand({ title: `Link for a new device of ${name}`, page: '/let-in', text, until: until(parseInstant(expires), book.today) });
      });
    },
    renew: () => {
      run('Making the invitation …', async () => {
        const { id, text } = await people.invite([...rolesOf(read.school(), member)], { member, days: 2 });
        const expires = read.school().invitations.get(id)?.expires ?? book.now;
        hand({ title: `New invitation for ${name}`, page: '/join', text, until: until(expires, book.today) });
      });
    },
    remove: () => {
      run('Ending the account …', async () => {
        await people.remove(member);
        go('/people', { replace: true });
      });
    },
  };
}

export default reading(Person);
