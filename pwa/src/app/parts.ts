/** The two halves of the app, each fetched when it is needed: the pages before anybody is at work, and all the others. */
import type { PageProps } from '../screens/App.tsx';
import { lazy } from '../ui/shell/lazy.ts';

export const ENTERING = lazy<PageProps>(() => import('./entry/Entering.tsx'));
export const OPENED = lazy<object>(() => import('./Opened.tsx'));
