import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { isPlanned, movedAway, onAnotherDay } from '../../casework/acts/appointments.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import type { Book, VaultBook } from '../../casework/book.ts';
import { newest } from '../../casework/forms.ts';
import { isActive } from '../../casework/standing.ts';
import { titleOf } from '../../casework/telling.ts';
import type { RecordView } from '../../sync/records.ts';

function AnotherDay({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null || !isActive(view) || !isPlanned(view)) return <NotHere />;
  return <Moving key={view.id} book={book} place={place} view={view} />;
}

/** A new appointment is set; the old one says that it was moved, and asks for nothing any more. */
function Moving({ book, place, view }: { readonly book: Book; readonly place: VaultBook; readonly view: RecordView }) {
  const [filled] = useState(() => onAnotherDay(view));
  const found = book.caseOf(place.id);
  return (
    <Editing
      book={book}
      vault={place.id}
      view={null}
      form={newest('appointment')}
      filled={filled}
      around={{
        above: 'To another day or time', title: found?.name ?? titleOf(view), back: { href: toRecord(place.id, view.id), label: titleOf(view) },
        arrangement: { lead: ['date', 'starts'], folded: ['paper'], later: ['kind', 'mentor', 'note', 'status'] },
      }}
      saveLabel="Move it"
      aboutChild
      after={found === null ? to('today') : to('case', { case: place.id })}
      also={() => [movedAway(place.id, view)]}
    />
  );
}

export default reading(AnotherDay);
