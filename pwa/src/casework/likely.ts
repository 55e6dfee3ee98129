/** What is likely to be answered, from what stands in the case already: a name is pressed instead of typed again. */
import { textFrom } from '../capture/leaves';
import type { CaseBook } from './book';
import { type Field, type Leaves, rowsOf } from './forms';
import { leavesOf, listFrom, remembered } from './standing';

/** So many names can be taken in at a glance. */
const MOST = 12;

/** By field; nothing where nothing is known, and for a record outside a case. */
export function likelyIn(place: CaseBook | null): (field: Pick<Field, 'name'>) => readonly string[] {
  return ({ name }) => (place === null || name !== 'present' ? [] : atHome(place));
}

/** The family as the case names them, then who else was there on earlier visits. Who must not be contacted is not offered. */
const atHome: (place: CaseBook) => readonly string[] = remembered((place) => {
  const carers = rowsOf(place.leaves, 'carers').filter(({ leaves }) => leaves.get('do_not_contact') !== true);
  const family = [...carers, ...rowsOf(place.leaves, 'siblings')].flatMap(({ leaves }) => nameIn(leaves));
  const own = place.opened ? [place.firstName] : [];
  const before = place.of('visit').flatMap((view) => listFrom(leavesOf(view), 'present'));
  return [...new Set([...family, ...own, ...before])].slice(0, MOST);
});

function nameIn(leaves: Leaves): readonly string[] {
  const name = textFrom(leaves, 'name');
  return name === null ? [] : [name];
}
