import { useRef } from 'preact/hooks';

import { useDraft } from '../draft.ts';
import { saidOf } from '../entry/told.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen, said, theEngine } from '../shared.ts';
import { beginCase } from '../../casework/acts/case.ts';
import { to } from '../../casework/addresses.ts';
import { newRecord } from '../../casework/defaults.ts';
import { newest } from '../../casework/forms.ts';
import { FormPageView } from '../../screens/forms/FormPageView.tsx';
import { words } from '../../ui/words.ts';
import { go } from '../../ui/shell/router.ts';

const form = newest('case');

function CaseNew({ book }: ReadingProps) {
  const { draft, atRisk, tried, finish } = useDraft(book, form, () => newRecord(form, pen().author));
  // Where the tablet could not keep the record, what was begun for it is used for the next try.
  const begun = useRef<string | null>(null);
  const save = async (): Promise<void> => {
    if (!tried()) return;
    try {
      begun.current ??= await theEngine().createVault('case');
    } catch (error) {
      said.value = saidOf(error);
      return;
    }
    if (await finish([beginCase(pen(), begun.current, draft.values)])) go(to('case', { case: begun.current }), { replace: true });
  };
  return (
    <FormPageView
      model={{
        title: `A ${words.value.pupil} you begin to work with`,
        back: { href: to('caseload'), label: 'Caseload' },
        draft: { ...draft, hidden: HIDDEN },
        arrangement: { only: ['pupil', 'support', 'home'], folded: ['home'], later: ['home_language', 'practice', 'plans', 'focus_other'] },
        saveLabel: 'Begin the case',
        atRisk,
      }}
      actions={{ save: () => void save() }}
    />
  );
}

const HIDDEN = new Set(['lead_told', 'lead_told_at']);

export default reading(CaseNew);
