/** The app itself with invented pages, so that going from place to place can be tried. */
import { useEffect } from 'preact/hooks';
import { App, type Pages } from '../../screens/App';
import { MissingView } from '../../screens/MissingView';
import { ROUTES, STANDINGS } from '../../screens/routes';
import { Button } from '../../ui/kit/Button';
import { PageHeader } from '../../ui/kit/PageHeader';
import { announce } from '../../ui/shell/announce';
import { cover } from '../../ui/shell/cover';
import { lazy } from '../../ui/shell/lazy';
import { startRouter } from '../../ui/shell/router';
import type { Exhibit } from '../show';

function sample(title: string) {
  return function Page() {
    return (
      <>
        <PageHeader title={title} />
        <Button onPress={() => { announce(`${title}: saved`); }}>Save</Button>
        <label>
          Words <input />
        </label>
      </>
    );
  };
}

const PAGES = Object.fromEntries(
  (Object.keys(ROUTES) as (keyof typeof ROUTES)[]).map((name) => [
    name,
    // The inbox comes late, as a part does that is fetched for the first time.
    lazy<object>(async () => {
      if (name === 'inbox') await new Promise((done) => setTimeout(done, 300));
      return { default: sample(STANDINGS[name].title) };
    }),
  ]),
) as unknown as Pages;

function TheApp() {
  useEffect(() => startRouter(window), []);
  return <App pages={PAGES} state={{ readsCases: true, unseen: 2, notSent: 3, now: Date.UTC(2026, 10, 23, 10, 4) }} onCover={cover} />;
}

export const app: readonly Exhibit[] = [{ name: 'app', frame: 'none', view: () => <TheApp /> }, { name: 'missing', frame: 'today', view: () => <MissingView /> }];
