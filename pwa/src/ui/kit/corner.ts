/** What stands in the corner of every page's head; the shell fills it, the head shows it. */
import { type ComponentChildren, createContext } from 'preact';

export const Corner = createContext<ComponentChildren>(null);
