/**
 * The app from the address down: the page that belongs to it, in its frame. What the pages show, and whether anybody is
 * signed in, is the business of whoever mounts this: `<App pages={…} state={…} onCover={…} />`.
 */
import { useEffect } from 'preact/hooks';
import { clock } from '../ui/dates';
import { Cover } from '../ui/shell/Cover';
import { covered, uncover } from '../ui/shell/cover';
import { LazyPart } from '../ui/shell/LazyPart';
import { type Lazy, lazy } from '../ui/shell/lazy';
import { placesFor } from '../ui/shell/navigation';
import { here, match } from '../ui/shell/router';
import { Shell } from '../ui/shell/Shell';
import { MissingView } from './MissingView';
import { ROUTES, type RouteName, STANDINGS, titleOf } from './routes';

/** What every page is given: the ids of its address. */
export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
}

export type Pages = Readonly<Record<RouteName, Lazy<PageProps>>>;

/** What the frame shows of the whole app. */
export interface AppState {
  readonly readsCases: boolean;
  readonly unseen: number;
  readonly notSent: number;
  /** Milliseconds now, for the clock of the cover. */
  readonly now: number;
}

export interface AppProps {
  readonly pages: Pages;
  readonly state: AppState;
  readonly onCover: () => void;
}

const NOWHERE: Lazy<PageProps> = lazy(() => import('./NowhereView'));

export function App({ pages, state, onCover }: AppProps) {
  const at = match(ROUTES, here.value);
  const title = titleOf(at?.name ?? null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const standing = at === null ? null : STANDINGS[at.name];
  const part = at === null ? NOWHERE : pages[at.name];
  const page = <LazyPart key={at?.name ?? ''} of={part} with={{ params: at?.params ?? {} }} otherwise={<MissingView />} />;
  if (standing?.frame === 'entry') return page;
  return (
    <>
      {covered.value ? <Cover clock={clock(state.now)} onUncover={uncover} /> : null}
      {/* Hidden, not taken away: an open dialog or a half-made choice is still there afterwards. */}
      <div hidden={covered.value}>
        <Shell
          places={placesFor(state.readsCases)}
          tab={standing?.tab ?? null}
          page={here.value}
          unseen={state.unseen}
          notSent={state.notSent}
          onCover={onCover}
          // A task that cannot be done leaves the places to go to.
          frame={part.loaded().state === 'failed' ? 'app' : standing?.frame}
        >
          {page}
        </Shell>
      </div>
    </>
  );
}
