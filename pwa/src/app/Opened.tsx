/** The app while somebody is at work: its pages, and what goes on behind them. Fetched when a tablet is to be opened. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { followBeginnings } from './beginnings.ts';
import { followHandedIn } from './handed_in.ts';
import { followMarks, marks } from './marks.ts';
import { PAGES } from './pages.ts';
import { followSchool, paintBar } from './school.ts';
import { book, theEngine } from './shared.ts';
import { LocksSoon, ShutOut } from './Standing.tsx';
import { followWriting, halfWritten } from './writing.ts';
import { followVisits, live } from './visits.ts';
import { type Book, notSentYet } from '../casework/book.ts';
import { inboxCount } from '../casework/inbox.ts';
import { alarmLines, watchItems } from '../casework/watch_page.ts';
import { App } from '../screens/App.tsx';
import { ROUTES } from '../screens/routes.ts';
import { Button, ButtonLink } from '../ui/kit/Button.tsx';
import { Notice } from '../ui/kit/Notice.tsx';
import { Above } from '../ui/shell/Above.tsx';
import { cover } from '../ui/shell/cover.ts';
import { here, match } from '../ui/shell/router.ts';

export default function Opened() {
  useEffect(followWork, []);
  const found = book.value;
  // A page opens with what was half written on it.
  if (found === null || halfWritten.value === null) return null;
  const state = {
    readsCases: found.hasRole('mentor') || found.hasRole('line_manager'),
    unseen: inboxCount(found, marks.value, watchItems(found, live.value)),
    notSent: notSentYet(found),
    now: found.now,
  };
  const isPad = match(ROUTES, here.value)?.name === 'pad';
  return (
    <>
      <Alarms found={found} isPad={isPad} />
      {/* Nothing is lost meanwhile, and a form does not fit over a pad: it is asked for on the next page. */}
      {isPad ? null : <ShutOut />}
      <App pages={PAGES} state={state} onCover={cover} />
      <LocksSoon />
    </>
  );
}

/** Put off while an observation runs: by address and words, so that one that is due anew is shown anew. */
const putOff = signal<ReadonlySet<string>>(new Set());

/** Above every page until somebody has it: a push may be missed. Over a pad, which goes on meanwhile, it can be put off. */
function Alarms({ found, isPad }: { readonly found: Book; readonly isPad: boolean }) {
  const lines = alarmLines(found, live.value).filter(({ href, title }) => href !== here.value && !(isPad && putOff.value.has(href + title)));
  if (lines.length === 0) return null;
  return (
    <Above>
      {lines.map(({ title, href }) => (
        <Notice
          key={href}
          kind="alarm"
          title={title}
          action={
            <>
              <ButtonLink href={href}>See what to do</ButtonLink>
              {isPad ? <Button onPress={() => { putOff.value = new Set([...putOff.value, href + title]); }}>Later</Button> : null}
            </>
          }
        />
      ))}
    </Above>
  );
}

function followWork(): () => void {
  const ends = [followWriting(theEngine()), followBeginnings(theEngine()), followHandedIn(theEngine()), followMarks(), followVisits(), followSchool(book, paintBar(document))];
  return () => {
    for (const end of ends) end();
  };
}
