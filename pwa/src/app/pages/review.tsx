import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { pen } from '../shared.ts';
import { setStage } from '../../casework/acts/plan.ts';
import { toRecord } from '../../casework/addresses.ts';
import { PLAN_AT_REVIEW, REVIEW } from '../../casework/arrangements.ts';
import type { Book, CaseBook } from '../../casework/book.ts';
import { daysOn } from '../../casework/defaults.ts';
import { readyFor } from '../../casework/review.ts';
import type { RecordView } from '../../sync/records.ts';

function Review({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const plan = place?.of('action_plan').find(({ id }) => id === params['record']) ?? null;
  return place === null || plan === null ? <NotHere /> : <Reviewing key={plan.id} book={book} place={place} plan={plan} />;
}

/** The day is today, the next one as far on as the school has settled; each target's result is in its own row. */
function Reviewing({ book, place, plan }: { readonly book: Book; readonly place: CaseBook; readonly plan: RecordView }) {
  const [filled] = useState(() => {
    const { today } = pen();
    return new Map([['reviewed_on', today], ['review_date', daysOn(today, book.team.reviewWeeks * 7)]]);
  });
  const ready = readyFor(book, place, plan).map(({ label, done }) => `${label}: ${done ?? 'not yet'}`);
  const href = toRecord(place.id, plan.id, 'action_plan');
  return (
    <Editing
      book={book}
      vault={place.id}
      view={plan}
      form={PLAN_AT_REVIEW}
      filled={filled}
      around={{
        above: 'Review', title: place.name, below: ready.join(' · '), back: { href, label: 'Plan' },
        arrangement: REVIEW,
      }}
      aboutChild
      after={href}
      also={() => (place.stage === 'plan' ? [setStage(place, 'review')] : [])}
    />
  );
}

export default reading(Review);
