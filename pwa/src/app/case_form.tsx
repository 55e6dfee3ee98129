/** A case as it is begun: on the tablet, or from a sheet of paper. */
import { useRef } from 'preact/hooks';

import { useDraft } from './draft.ts';
import { saidOf } from './entry/told.ts';
import { pen, said, theEngine } from './shared.ts';
import { beginCase } from '../casework/acts/case.ts';
import { to } from '../casework/addresses.ts';
import type { Book } from '../casework/book.ts';
import { type Leaves, newest } from '../casework/forms.ts';
import { FormPageView } from '../screens/forms/FormPageView.tsx';
import type { FormPageModel } from '../screens/forms/model.ts';
import { words } from '../ui/words.ts';
import { go } from '../ui/shell/router.ts';

const form = newest('case');

export interface CaseFormProps {
  readonly book: Book;
  readonly start: () => Leaves;
  readonly around: Pick<FormPageModel, 'above' | 'back' | 'arrangement'>;
  /** Not asked here, beside what never is. */
  readonly hidden: readonly string[];
}

export function CaseForm({ book, start, around, hidden }: CaseFormProps) {
  const { draft, atRisk, tried, finish } = useDraft(book, form, start);
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
        ...around,
        title: `A ${words.value.pupil} you begin to work with`,
        draft: { ...draft, hidden: new Set([...NEVER, ...hidden]) },
        saveLabel: 'Begin the case',
        atRisk,
      }}
      actions={{ save: () => void save() }}
    />
  );
}

const NEVER = ['lead_told', 'lead_told_at'];
