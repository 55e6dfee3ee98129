import { useState } from 'preact/hooks';

import { Editing } from '../editing.tsx';
import { type CaseProps, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { planStart, setStage } from '../../casework/acts/plan.ts';
import { to, toRecord } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';

/** Stages before a plan: with it, the case has one. */
const BEFORE = ['referral', 'agreement', 'finding_out'];

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
        arrangement: { only: ['targets', 'about', 'support', 'agreed'], folded: ['support', 'agreed'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] },
      }}
      aboutChild
      after={toRecord(place.id, record, 'action_plan')}
      also={() => (BEFORE.includes(place.stage) ? [setStage(place, 'plan')] : [])}
    />
  );
}

export default readingCase(PlanNew);
