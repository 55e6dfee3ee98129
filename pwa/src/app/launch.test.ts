import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

import { PUSH } from '../generated/push.ts';
import { ROUTES } from '../screens/routes.ts';
import { match } from '../ui/shell/router.ts';
import { followLaunches, type LaunchWindow } from './launch.ts';

const MANIFEST = fileURLToPath(new URL('../../../manifest/manifest.webmanifest', import.meta.url));

function opened(pathname: string) {
  const go = vi.fn();
  const bring = vi.fn();
  const heard = new EventTarget();
  let launch: (launch: { readonly targetURL?: string }) => void = () => undefined;
  const window: LaunchWindow = {
    navigator: { serviceWorker: heard },
    launchQueue: { setConsumer: (consume) => (launch = consume) },
    location: { origin: 'https://school.example', pathname },
  };
  followLaunches(window, go, bring);
  const hear = (data: unknown) => heard.dispatchEvent(new MessageEvent('message', { data }));
  return { go, bring, hear, launch: (path?: string) => { launch(path === undefined ? {} : { targetURL: `https://school.example${path}` }); } };
}

test('every address that a push or a shortcut opens is a page of the app', () => {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { shortcuts: { url: string }[] };
  const addresses = [...Object.values(PUSH).map(([, , path]) => path), ...manifest.shortcuts.map(({ url }) => url)];
  expect(addresses.filter((address) => match(ROUTES, address) === null)).toEqual([]);
});

test('a touch on a notification leads to its page', () => {
  const { go, hear } = opened('/');
  hear({ do: 'go', path: '/inbox' });
  expect(go).toHaveBeenCalledWith('/inbox');
});

test('whatever else a page is told leads nowhere', () => {
  const { go, hear } = opened('/');
  for (const data of [null, 'go', { do: 'go' }, { do: 'else', path: '/inbox' }]) hear(data);
  expect(go).not.toHaveBeenCalled();
});

test('a shortcut leads to its page, and opening the app from its icon leaves it where it is', () => {
  const { go, launch } = opened('/case/q7_x');
  launch('/');
  launch('/case/q7_x');
  launch();
  expect(go).not.toHaveBeenCalled();
  launch('/observe');
  expect(go).toHaveBeenCalledWith('/observe');
});

test('a link that opens the installed app brings what stands behind its hash, and leads to its page without it', () => {
  const { go, bring, launch } = opened('/');
  launch('/join#secret');
  expect(bring).toHaveBeenCalledWith('/join', '#secret');
  expect(go).toHaveBeenCalledWith('/join');
});

test('nothing of another place is opened', () => {
  const go = vi.fn();
  const bring = vi.fn();
  let launch: (launch: { readonly targetURL?: string }) => void = () => undefined;
  const location = { origin: 'https://school.example', pathname: '/' };
  followLaunches({ navigator: {}, launchQueue: { setConsumer: (consume) => (launch = consume) }, location }, go, bring);
  launch({ targetURL: 'https://elsewhere.example/join#secret' });
  expect(go).not.toHaveBeenCalled();
  expect(bring).not.toHaveBeenCalled();
});
