/**
 * What the gallery holds: a name, and what to mount for it. The names are what `tests/browser` asks for by
 * `gallery.html?view=<name>`.
 */
import type { VNode } from 'preact';
import type { Tab } from '../ui/shell/navigation';

export interface Exhibit {
  readonly name: string;
  /** In the frame of the app at this place, as one task, with the whole glass for itself, or as a document of its own. */
  readonly frame: Tab | 'page' | 'screen' | 'none';
  readonly view: () => VNode;
  /** What is said above the page, whatever page that is. */
  readonly above?: () => VNode;
}

/** A verb of a view that does nothing here. */
export function nothing(): void {
  // The gallery keeps no records: a press has nowhere to go.
}
