/**
 * What the server says of itself to anybody: the name it was given, the one school it has, whether one can be set up.
 *
 *     void askServer(window, isEmpty);      // once, when a page before the app is shown
 *     says.value.name              // null until it answered once on this tablet, and where it was given no name
 *
 * The school's own name is sealed, like every name. This one the operator chose to show, as on the home screen; it is kept, so
 * that a tablet without a network says whose it is.
 */
import { computed, signal } from '@preact/signals';

import type { SchoolHere } from '../../screens/account/school.ts';
import { lineTo, requestJson } from '../../store/api.ts';

export interface ServerSays {
  readonly name: string | null;
  /** The id of its school; null where it has none or several. */
  readonly school: string | null;
  /** Whether a set-up code waits to be used. */
  readonly setUp: boolean;
  /** The sign-in name of whoever's session this browser has: one that erased what was kept often leaves that. */
  readonly here: string | null;
}

const KEPT_AS = 'server-name';
/** What an operator who gave no name has. */
const UNNAMED = 'Beside';

export const says = signal<ServerSays>({ name: null, school: null, setUp: false, here: null });

/** The school before anybody is in: the name it was given, and where it is. */
export const schoolHere = computed((): SchoolHere => ({ name: says.value.name, address: globalThis.location.host }));

/**
 * Ask; what was known stays where nobody answers. `isEmpty`: nothing of anybody is kept on this tablet, so that whoever's session
 * there is had it erased.
 */
export async function askServer({ localStorage }: Pick<Window, 'localStorage'>, isEmpty: boolean): Promise<void> {
  says.value = { ...says.value, name: named(localStorage.getItem(KEPT_AS)) };
  try {
    const { name, school, set_up: setUp, here } = await requestJson({ ...lineTo(''), base: '/api' }, 'GET', '/server');
    says.value = { name: named(name), school: textOr(school), setUp: setUp === true, here: isEmpty ? textOr(here) : null };
    localStorage.setItem(KEPT_AS, says.value.name ?? '');
  } catch {
    // Without a network the tablet still opens; who wants in for the first time hears it then.
  }
}

function textOr(found: unknown): string | null {
  return typeof found === 'string' ? found : null;
}

function named(found: unknown): string | null {
  return typeof found === 'string' && found !== '' && found !== UNNAMED ? found : null;
}
