/** What one save changed, field by field, in the words of the form: what stood before, what came instead, and how the two met. */
import type { PastChange, PastSave } from '../../store/history';
import { DELETED, ORDER } from '../../sync/records';
import type { ChangeLine } from '../../screens/record/history_model';
import { sourceAt } from '../../ui/form/reading';
import { capital, listed } from '../../ui/words';
import { type Field, fieldAt } from '../forms';
import { besides, replaced, rowOf } from './past';
import { movedElsewhere, newRows, rowName, takenOut } from './rows';
import { idOf, type Telling, UNTOLD, wordsOf } from './telling';
import { tickLines } from './ticks';

const SOURCE = /_(?:source|told_by)$/;

export function linesOf(telling: Telling, save: PastSave): readonly ChangeLine[] {
  const put = new Map(save.changes.map(({ path, value }) => [path, value]));
  const added = newRows(telling, save);
  const lines = save.changes.flatMap((change): readonly ChangeLine[] => {
    const { path } = change;
    const field = fieldAt(telling.form, path);
    if (added.has(rowOf(path) ?? '')) return [];
    if (path.endsWith(`/${DELETED}`)) return [takenOut(telling, change)];
    if (path.endsWith(`/${ORDER}`)) return [movedElsewhere(telling, change)];
    // How a sentence is known is said with it where both were written.
    const isWithItsSentence = SOURCE.test(path) && put.has(path.replace(SOURCE, ''));
    if (UNTOLD.test(path) || field?.type === 'ticks' || isWithItsSentence) return [];
    return [fieldLine(telling, change, field, sourceAt(put, path))];
  });
  return [...lines, ...[...added.values()].flat(), ...tickLines(telling, save)];
}

function fieldLine(telling: Telling, change: PastChange, field: Field | undefined, source: string | null): ChangeLine {
  const { known, unknown } = replaced(telling.past, change);
  return {
    id: idOf(change),
    label: labelOf(telling, change.path, field),
    before: known.map((one) => ({ text: wordsOf(telling, field, one), by: known.length < 2 ? null : capital(telling.book.by({ device: one.dot[0] })) })),
    after: wordsOf(telling, field, change),
    source,
    notes: [...settledNote(change, known), ...besideNote(telling, change), ...(unknown ? ['What stood there before cannot be opened here.'] : [])],
  };
}

function settledNote({ value }: PastChange, before: readonly PastChange[]): readonly string[] {
  if (before.length < 2) return [];
  const all = before.length === 2 ? 'two' : String(before.length);
  if (before.some((one) => JSON.stringify(one.value) === JSON.stringify(value))) return [`Chosen from ${all} versions.`];
  const holdsAll = typeof value === 'string' && before.every((one) => typeof one.value === 'string' && value.includes(one.value));
  return [holdsAll ? `All ${all} versions were kept, one under the other.`.replace('All two', 'Both') : `Written in the place of ${all} versions.`];
}

function besideNote({ past, book }: Telling, change: PastChange): readonly string[] {
  const others = besides(past, change).filter(({ value }) => JSON.stringify(value) !== JSON.stringify(change.value));
  if (others.length === 0) return [];
  const names = [...new Set(others.map(({ dot: [device] }) => book.by({ device })))];
  return [`Written while ${listed(names)} wrote here too: each was kept.`];
}

/** "Targets 2: Steps I need to achieve this", "Next step". */
function labelOf(telling: Telling, path: string, field: Field | undefined): string {
  const label = field?.label ?? 'Something that a newer version of Beside wrote';
  const own = SOURCE.test(path) ? fieldAt(telling.form, path.replace(SOURCE, ''))?.label : undefined;
  const named = own === undefined ? label : `${own}: ${label}`;
  const row = rowOf(path);
  return row === null ? named : `${rowName(telling, row)}: ${named}`;
}
