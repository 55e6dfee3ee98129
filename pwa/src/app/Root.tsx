/** The whole of what is on the glass: a notice that something was not kept, and the app or the pages before it. */
import { marks } from './marks.ts';
import { PAGES } from './pages.ts';
import { book, running, said } from './shared.ts';
import { inboxCount } from '../casework/inbox.ts';
import { App } from '../screens/App.tsx';
import { Button } from '../ui/kit/Button.tsx';
import { Notice } from '../ui/kit/Notice.tsx';
import { cover } from '../ui/shell/cover.ts';
import { LazyPart } from '../ui/shell/LazyPart.tsx';

const NO_IDS = { params: {} };

export function Root() {
  return (
    <>
      {said.value === null ? null : (
        <div role="alert">
          <Notice kind="warn" title={said.value} action={<Button onPress={() => { said.value = null; }}>Close</Button>} />
        </div>
      )}
      <Open />
    </>
  );
}

function Open() {
  const found = book.value;
  const isOpen = running.value?.engine.stage.value === 'open';
  if (!isOpen || found === null) return <LazyPart of={PAGES.welcome} with={NO_IDS} />;
  const state = {
    readsCases: found.hasRole('mentor') || found.hasRole('line_manager'),
    unseen: inboxCount(found, marks.value),
    notSent: found.source.carriage.unsent.length,
    now: found.now,
  };
  return <App pages={PAGES} state={state} onCover={cover} />;
}
