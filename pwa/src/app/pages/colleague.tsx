import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';

/** An entry of the directory; everybody changes their own. */
function Colleague({ book, params }: ReadingProps) {
  const member = params['member'] ?? '';
  const { vault } = book.team;
  if (vault === null || member !== book.me) return <NotHere />;
  const back = { href: to('colleagues'), label: 'Colleagues' };
  return (
    <Editing
      book={book}
      vault={vault}
      view={book.viewOf(vault, member)}
      record={member}
      form={newest('person')}
      filled={new Map([['member', member]])}
      around={{ title: 'My entry', below: 'As colleagues and pupils see you.', back }}
      aboutChild={false}
      after={back.href}
    />
  );
}

export default reading(Colleague);
