/**
 * What the server says of itself to anybody: the name it was given, the one school it has, whether one can be set up.
 *
 *     void askServer(window);      // once, when a page before the app is shown
 *     says.value.name              // null until it answered once on this tablet, and where it was given no name
 *
 * The school's own name is sealed, like every name. This one the operator chose to show, as on the home screen; it is kept, so
 * that a tablet without a network says whose it is.
 */
import { computed, signal } from '@preact/signals';

import { lineTo, requestJson } from '../../store/api.ts';

export interface ServerSays {
  readonly name: string | null;
  /** The id of its school; null where it has none or several. */
  readonly school: string | null;
  /** Whether a set-up code waits to be used. */
  readonly setUp: boolean;
}

const KEPT_AS = 'server-name';
/** What an operator who gave no name has. */
const UNNAMED = 'Beside';

export const says = signal<ServerSays>({ name: null, school: null, setUp: false });

/** What stands for the school before anybody is in: the name it was given, else the address. */
export const schoolName = computed(() => says.value.name ?? globalThis.location.hostname);

/** Ask; what was known stays where nobody answers. */
export async function askServer({ localStorage }: Pick<Window, 'localStorage'>): Promise<void> {
  says.value = { ...says.value, name: named(localStorage.getItem(KEPT_AS)) };
  try {
    const { name, school, set_up: setUp } = await requestJson({ ...lineTo(''), base: '/api' }, 'GET', '/server');
    says.value = { name: named(name), school: typeof school === 'string' ? school : null, setUp: setUp === true };
    localStorage.setItem(KEPT_AS, says.value.name ?? '');
  } catch {
    // Without a network the tablet still opens; who wants in for the first time hears it then.
  }
}

function named(found: unknown): string | null {
  return typeof found === 'string' && found !== '' && found !== UNNAMED ? found : null;
}
