import { Editing } from '../editing.tsx';
import { type CaseProps, NotHere, readingCase } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';

function Details({ book, place }: CaseProps) {
  const view = place.find(newest('case').single ?? '');
  if (view === null) return <NotHere />;
  const href = to('case', { case: place.id });
  return (
    <Editing
      book={book}
      vault={place.id}
      view={view}
      form={newest('case')}
      around={{ above: 'Case details', title: place.name, back: { href, label: 'The case' }, arrangement: { folded: ['paper'] } }}
      aboutChild
      after={href}
    />
  );
}

export default readingCase(Details);
