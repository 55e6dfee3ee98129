/** The app while somebody is at work: its pages, and what goes on behind them. Fetched when a tablet is to be opened. */
import { useEffect } from 'preact/hooks';

import { followBeginnings } from './beginnings.ts';
import { followHandedIn } from './handed_in.ts';
import { followMarks, marks } from './marks.ts';
import { PAGES } from './pages.ts';
import { book, theEngine } from './shared.ts';
import { LocksSoon, PasswordChanged } from './Standing.tsx';
import { followWriting, halfWritten } from './writing.ts';
import { followVisits, live } from './visits.ts';
import { inboxCount } from '../casework/inbox.ts';
import { alarmLines, watchItems } from '../casework/watch_page.ts';
import { App } from '../screens/App.tsx';
import { ButtonLink } from '../ui/kit/Button.tsx';
import { Notice } from '../ui/kit/Notice.tsx';
import { cover } from '../ui/shell/cover.ts';
import { here } from '../ui/shell/router.ts';

export default function Opened() {
  useEffect(followWork, []);
  const found = book.value;
  // A page opens with what was half written on it.
  if (found === null || halfWritten.value === null) return null;
  const state = {
    readsCases: found.hasRole('mentor') || found.hasRole('line_manager'),
    unseen: inboxCount(found, marks.value, watchItems(found, live.value)),
    notSent: found.source.carriage.unsent.length,
    now: found.now,
  };
  return (
    <>
      {alarmLines(found, live.value).filter(({ href }) => href !== here.value).map(({ title, href }) => (
        // Above every page until somebody has it: a push may be missed.
        <Notice key={href} kind="alarm" title={title} action={<ButtonLink href={href}>See what to do</ButtonLink>} />
      ))}
      <PasswordChanged />
      <App pages={PAGES} state={state} onCover={cover} />
      <LocksSoon />
    </>
  );
}

function followWork(): () => void {
  const ends = [followWriting(theEngine()), followBeginnings(theEngine()), followHandedIn(theEngine()), followMarks(), followVisits()];
  return () => {
    for (const end of ends) end();
  };
}
