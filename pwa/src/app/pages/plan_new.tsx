import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { type CaseProps, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { hasPlan, planStart, targetsFrom } from '../../casework/acts/plan.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { NEW_PLAN } from '../../casework/arrangements.ts';
import { newest } from '../../casework/forms.ts';
import { reportOf } from '../../casework/lessons.ts';
import { titleOf } from '../../casework/telling.ts';

const FROM_REPORT = 'What stood out is in the targets. Reword each with the pupil, as what they will do.';

/** Begun from the report of an observation, it has what stood out there as targets, to be worded with the pupil before it is saved. */
function PlanNew({ book, place, params }: CaseProps) {
  const seen = place.find(params['observation'] ?? '');
  const [record] = useState(() => pen().newId());
  const [filled] = useState(() => {
    const report = seen === null ? null : reportOf(place, seen);
    return new Map(Object.entries({ ...planStart(pen(), book, place), ...(report === null ? {} : targetsFrom(pen(), report)) }));
  });
  const back = seen === null
    ? { href: to('case', { case: place.id }), label: place.name }
    : { href: toRecord(place.id, seen.id, 'observation'), label: titleOf(seen) };
  return (
    <Editing
      book={book}
      vault={place.id}
      view={null}
      record={record}
      form={newest('action_plan')}
      filled={filled}
      around={{
        above: 'Plan', title: place.name, back, below: seen === null ? undefined : FROM_REPORT,
        arrangement: NEW_PLAN,
      }}
      aboutChild
      after={toRecord(place.id, record, 'action_plan')}
      also={() => hasPlan(place)}
    />
  );
}

export default readingCase(PlanNew);
