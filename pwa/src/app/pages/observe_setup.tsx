import { useState } from 'preact/hooks';

import { useDraft } from '../draft.ts';
import { beginObservation } from '../observing.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { observationStart } from '../../casework/acts/observation.ts';
import { to } from '../../casework/addresses.ts';
import { plannedAs } from '../../casework/appointments.ts';
import { newest } from '../../casework/forms.ts';
import { plannedBefore } from '../../casework/pick.ts';
import { FormPageView } from '../../screens/forms/FormPageView.tsx';
import { PlannedOffers } from '../../screens/observe/PlannedOffers.tsx';
import { go } from '../../ui/shell/router.ts';

const form = newest('observation');
const ARRANGEMENT = { only: ['about', 'rule'], folded: ['rule'], lead: ['subject', 'teacher'], later: ['room', 'observer', 'purpose'] } as const;
/** The lesson is watched now. */
const NOT_ASKED = new Set(['date']);

/** Begun anew where one of today's appointments is taken up: it is held by what is begun, and says who teaches, and where. */
function ObserveSetup({ book, place, params }: CaseProps) {
  const appointment = params['appointment'] ?? null;
  return <Setup key={appointment ?? ''} book={book} place={place} appointment={appointment} />;
}

interface SetupProps extends Pick<CaseProps, 'book' | 'place'> {
  readonly appointment: string | null;
}

function Setup({ book, place, appointment }: SetupProps) {
  const [planned] = useState(() => plannedAs(book, place, 'observation', appointment));
  const { draft, atRisk, tried, finishBy } = useDraft(book, form, () => observationStart(pen(), book, place, planned));
  const save = async (): Promise<void> => {
    const begun: string[] = [];
    const begin = async (id: string): Promise<boolean> => {
      // What was half filled in yesterday begins today.
      const record = await beginObservation(place, new Map([...draft.values, ['date', book.today]]), id, planned);
      if (record !== null) begun.push(record);
      return record !== null;
    };
    if (!tried() || !(await finishBy(begin))) return;
    for (const record of begun) go(to('pad', { vault: place.id, record }), { replace: true });
  };
  const { below, offers } = plannedBefore(book, place, planned);
  return (
    <FormPageView
      model={{
        above: 'Observe a lesson', title: place.name, below, back: { href: to('case', { case: place.id }), label: place.name },
        draft: { ...draft, hidden: NOT_ASKED }, arrangement: ARRANGEMENT, saveLabel: 'Start', atRisk,
      }}
      actions={{ save: () => void save() }}
    >
      <PlannedOffers offers={offers} />
    </FormPageView>
  );
}

export default readingCase(ObserveSetup);
