/** Every view there is, in the order in which a day meets them. */
import type { Exhibit } from './show';
import { observe } from './samples/observe';
import { today } from './samples/today';

export const exhibits: readonly Exhibit[] = [...today, ...observe];
