import { useDraft } from '../draft.ts';
import { beginObservation } from '../observing.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { pen } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import type { Book, CaseBook } from '../../casework/book.ts';
import { newRecord } from '../../casework/defaults.ts';
import { type Leaf, type Leaves, newest } from '../../casework/forms.ts';
import { FormPageView } from '../../screens/forms/FormPageView.tsx';
import { go } from '../../ui/shell/router.ts';

const form = newest('observation');
const ARRANGEMENT = { only: ['about', 'rule'], folded: ['rule'], lead: ['subject', 'teacher'], later: ['room', 'observer', 'purpose', 'date'] } as const;
const RULE = ['interval_seconds', 'interval_count', 'tick_rule', 'tick_rule_words'];

/** The form's own answers, under the school's rule and the pupil's class. */
function start({ team }: Book, place: CaseBook): Leaves {
  const rule = RULE.flatMap((path): [string, Leaf][] => {
    const leaf = team.observation.get(path);
    return leaf === undefined ? [] : [[path, leaf]];
  });
  return new Map([...newRecord(form, pen().author), ['class_form', place.classForm], ...rule]);
}

function ObserveSetup({ book, place }: CaseProps) {
  const { draft, atRisk, tried, finishBy } = useDraft(book, form, () => start(book, place));
  const save = async (): Promise<void> => {
    const begun: string[] = [];
    const begin = async (id: string): Promise<boolean> => {
      const record = await beginObservation(place, draft.values, id);
      if (record !== null) begun.push(record);
      return record !== null;
    };
    if (!tried() || !(await finishBy(begin))) return;
    for (const record of begun) go(to('pad', { vault: place.id, record }), { replace: true });
  };
  return (
    <FormPageView
      model={{
        above: 'Observe a lesson', title: place.name, back: { href: to('case', { case: place.id }), label: place.name },
        draft, arrangement: ARRANGEMENT, saveLabel: 'Start', atRisk,
      }}
      actions={{ save: () => void save() }}
    />
  );
}

export default readingCase(ObserveSetup);
