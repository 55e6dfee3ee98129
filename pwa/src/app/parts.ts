/** The two halves of the app: the pages before anybody is at work, with which every start begins, and all the others. */
import Entering from './entry/Entering.tsx';
import type { PageProps } from '../screens/App.tsx';
import { lazy, there } from '../ui/shell/lazy.ts';

export const ENTERING = there<PageProps>(Entering);
export const OPENED = lazy<object>(() => import('./Opened.tsx'));
