/** The sheet of a scale for the pupil's page, from its form and what the record holds by now. */

import type { Sheet } from '../../between/parcel';
import { type Form, gridName } from '../../casework/forms';
import { instantFrom, type Leaves } from '../leaves';
import { type Statement, statementsFrom } from './answers';
import { occasionFrom, openStatements } from './occasion';

/** The grid of a scale: its statements and the words for the numbers. */
export interface ScaleForm {
  readonly statements: readonly Statement[];
  readonly anchors: readonly (readonly [value: string, label: string])[];
}

/** What a scale asks. Throws `RangeError` for a form that is none. */
export function scaleForm(form: Form): ScaleForm {
  const grid = form.sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'grid');
  if (grid === undefined) throw new RangeError(`the form ${form.name} is no scale`);
  const anchors = (grid.columns?.[0]?.items ?? []).map(([value, label]) => [value, label] as const);
  return { statements: statementsFrom(grid.items ?? []), anchors };
}

/** Whom the pupil knows: "Sam", and who will read it: "Sam and Ms Ward". */
export interface Readers {
  readonly mentor: string;
  readonly readers: string;
}

/** The sheet, with the statements that are still open. Of what was answered before it says nothing. */
export function sheetFor(form: Form, leaves: Leaves, { mentor, readers }: Readers): Sheet {
  const { statements, anchors } = scaleForm(form);
  return {
    title: form.label,
    statements: statements.map(({ value, label, help }) => ({ value, label, help })),
    anchors,
    open: openStatements(occasionFrom(leaves, statements), statements),
    first: instantFrom(leaves, 'started') === null,
    mentor,
    readers,
  };
}

/**
 * The fields that a sitting may answer once more: of statements put off, and when it was finished. Own words are not among
 * them: nobody replaces what they have not seen.
 */
export function askedAgain({ open }: Sheet): string[] {
  const grid = open.flatMap((statement) => ['now', 'wish', 'took_ms'].map((mark) => gridName(statement, mark)));
  return [...grid, 'finished', 'read_aloud'];
}
