import { useEffect, useRef, useState } from 'preact/hooks';

import { armVisit, comeBack, takeMore } from '../arming.ts';
import { useDraft } from '../draft.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { keep, pen, said } from '../shared.ts';
import { live } from '../visits.ts';
import { planVisit, saveVisit, sheetFor, siblingsOf, visitStart, writtenOf } from '../../casework/acts/visit.ts';
import { to } from '../../casework/addresses.ts';
import { choicesFor } from '../../casework/choices.ts';
import { newest } from '../../casework/forms.ts';
import { likelyIn } from '../../casework/likely.ts';
import { placesOf, visitModel } from '../../casework/safety_page.ts';
import { leavesOf } from '../../casework/standing.ts';
import { VisitView } from '../../screens/visit/VisitView.tsx';
import { go } from '../../ui/shell/router.ts';

const NO_DIARY = 'Your diary is begun when this tablet next reaches the server. Write the visit down here; plan it then.';

function Visit({ book, place }: CaseProps) {
  const sheet = sheetFor(book, place);
  const written = sheet === null ? null : writtenOf(place, sheet);
  const { draft, atRisk, tried, finish } = useDraft(book, newest('visit'), () => visitStart(pen(), book, place, sheet));
  const family = sheet === null ? [] : placesOf(book, leavesOf(sheet)).map(({ id }) => id);
  const [also, setAlso] = useState<readonly string[]>(() => family.filter((id) => id !== place.id));
  const isSaving = useRef(false);
  useEffect(() => {
    // What was written down already is gone on with.
    if (written !== null && !isSaving.current) go(to('change', { vault: place.id, record: written.id }), { replace: true });
  }, [written?.id]);
  const diary = book.diary?.id ?? null;
  const onSheet = sheet === null || diary === null ? null : to('safety', { vault: diary, record: sheet.id });
  const save = async (): Promise<void> => {
    if (!tried()) return;
    const places = [place, ...siblingsOf(book, place).filter(({ id }) => also.includes(id))];
    isSaving.current = true;
    if (await finish(saveVisit(pen(), places, draft.values, sheet))) go(onSheet ?? to('case', { case: place.id }), { replace: true });
    isSaving.current = false;
  };
  const plan = async (): Promise<void> => {
    if (diary === null) {
      said.value = NO_DIARY;
      return;
    }
    const begun = planVisit(pen(), book, diary, [place, ...siblingsOf(book, place)]);
    if (await keep([begun])) go(to('safety', { vault: diary, record: begun.record }));
  };
  return (
    <VisitView
      model={visitModel(book, place, { live: live.value, draft: { ...draft, suggest: likelyIn(book, place), choose: choicesFor(book, place, draft.values) }, atRisk, also })}
      actions={{
        save: () => void save(),
        plan: () => void plan(),
        also: (cases) => { setAlso(cases ?? []); },
        arm: () => { if (sheet !== null) void armVisit(book, sheet); },
        back: () => { if (sheet !== null) void comeBack(book, sheet); },
        more: () => { if (sheet !== null) void takeMore(book, sheet); },
      }}
    />
  );
}

export default readingCase(Visit);
