/**
 * What a form does not ask any more, as its other answers stand: words behind a question that was taken back. They stay while the
 * form is open, and are emptied as it is saved.
 *
 *     notAsked(visit, leaves)         // risk_level 'none': Set { 'risk_issues', 'risk_issues_source', 'risk_to' }
 *     asked(visit, leaves)            // the leaves without them
 */
import { type Field, fieldsOf, type Form, type Leaf, type Leaves, provenanceOf, rowFieldsOf, rowPath, rowsOf } from './forms';
import { isAsked } from './validate';

/** The paths at which something stands that is not asked. With a narrative goes how it is known. */
export function notAsked(form: Form, leaves: Leaves): ReadonlySet<string> {
  const fields = [...fieldsOf(form).values()];
  const found = unaskedOf(fields, leaves);
  for (const list of fields.filter(({ type }) => type === 'rows')) {
    for (const row of rowsOf(leaves, list.name)) {
      found.push(...unaskedOf(rowFieldsOf(list), row.leaves).map((column) => rowPath(list.name, row.id, column)));
    }
  }
  return new Set(found);
}

/** The leaves that are asked, and those that no form declares. */
export function asked(form: Form, leaves: Leaves): Leaves {
  const without = notAsked(form, leaves);
  return without.size === 0 ? leaves : new Map([...leaves].filter(([path]) => !without.has(path)));
}

/** Of fields that stand side by side. What is not asked may be what another field waits for. */
function unaskedOf(fields: readonly Field[], leaves: ReadonlyMap<string, Leaf>): string[] {
  const left = new Map([...leaves].filter(([, leaf]) => leaf !== null));
  const found: string[] = [];
  for (let before = -1; before < found.length;) {
    before = found.length;
    for (const field of fields.filter((one) => !isAsked(one, left))) {
      const names = field.type === 'narrative' ? [field, ...provenanceOf(field)].map(({ name }) => name) : [field.name];
      found.push(...names.filter((name) => left.delete(name)));
    }
  }
  return found;
}
