import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';

/** With a pupil it lies in their case, where everybody who works with them sees it; else in one's own diary. */
function Appointment({ book, params }: ReadingProps) {
  const place = params['case'] === undefined ? null : book.caseOf(params['case']);
  const vault = place?.id ?? book.diary?.id;
  if (vault === undefined || (params['case'] !== undefined && place === null)) return <NotHere />;
  const back = place === null ? { href: to('chooser'), label: 'Record' } : { href: to('case', { case: place.id }), label: place.name };
  return (
    <Editing
      book={book}
      vault={vault}
      view={null}
      form={newest('appointment')}
      around={{
        above: 'Appointment', title: place?.name ?? 'In your diary', back,
        below: place === null ? 'With a pupil? Begin it from their case, so that it is kept there too.' : undefined,
        arrangement: { folded: ['paper'], later: ['mentor', 'note', 'status'] },
      }}
      saveLabel="Set it"
      aboutChild
      after={place === null ? to('today') : back.href}
    />
  );
}

export default reading(Appointment);
