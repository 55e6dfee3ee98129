import { useState } from 'preact/hooks';

import { useDraft } from '../draft.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { keep, pen } from '../shared.ts';
import { keepPromise } from '../../casework/acts/promises.ts';
import { saveSession, sessionPlanned, sessionStart } from '../../casework/acts/session.ts';
import { to } from '../../casework/addresses.ts';
import { choicesFor } from '../../casework/choices.ts';
import { newest } from '../../casework/forms.ts';
import { promiseIn } from '../../casework/promises.ts';
import { lastNote, promisedIn } from '../../casework/session_page.ts';
import { SessionView } from '../../screens/session/SessionView.tsx';
import { clock, day } from '../../ui/dates.ts';
import { go } from '../../ui/shell/router.ts';

function SessionNote({ book, place }: CaseProps) {
  const [planned] = useState(() => sessionPlanned(book, place));
  const { draft, atRisk, tried, finish } = useDraft(book, newest('session'), () => sessionStart(pen(), place, planned));
  const href = to('case', { case: place.id });
  const save = async (): Promise<void> => {
    if (tried() && (await finish(saveSession(pen(), place, draft.values, planned)))) go(href, { replace: true });
  };
  return (
    <SessionView
      model={{
        name: place.name,
        when: `${day(book.today)}, ${clock(book.now)}`,
        back: { href, label: place.name },
        last: lastNote(book, place),
        promises: promisedIn(book, place),
        draft: { ...draft, choose: choicesFor(book, place, draft.values) },
        atRisk,
      }}
      actions={{
        save: () => void save(),
        done: (id) => {
          const promise = promiseIn(book, place, id);
          if (promise !== null) void keep([keepPromise(pen(), promise)]);
        },
      }}
    />
  );
}

export default readingCase(SessionNote);
