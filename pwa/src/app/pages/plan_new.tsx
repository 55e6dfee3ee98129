import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { type CaseProps, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { hasPlan, planStart } from '../../casework/acts/plan.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';

function PlanNew({ book, place }: CaseProps) {
  const [record] = useState(() => pen().newId());
  const [filled] = useState(() => new Map(Object.entries(planStart(pen(), book, place))));
  return (
    <Editing
      book={book}
      vault={place.id}
      view={null}
      record={record}
      form={newest('action_plan')}
      filled={filled}
      around={{
        above: 'Plan', title: place.name, back: { href: to('case', { case: place.id }), label: place.name },
        arrangement: { only: ['targets', 'about', 'support', 'agreed', 'paper'], folded: ['support', 'agreed', 'paper'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] },
      }}
      aboutChild
      after={toRecord(place.id, record, 'action_plan')}
      also={() => hasPlan(place)}
    />
  );
}

export default readingCase(PlanNew);
