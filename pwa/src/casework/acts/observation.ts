/** An observation is begun: with the school's rule, the pupil's class, and what the appointment says that it was planned as. */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import type { Book, CaseBook } from '../book';
import { newRecord } from '../defaults';
import { type Leaf, type Leaves, newest } from '../forms';
import type { Pen } from '../pen';
import { leavesOf } from '../standing';

const RULE = ['interval_seconds', 'interval_count', 'tick_rule', 'tick_rule_words'];

/** The draft that an observation begins with. Whom one comes to with the pupil is who teaches. */
export function observationStart(pen: Pen, { team }: Book, place: CaseBook, planned: RecordView | null): Leaves {
  const said = planned === null ? new Map<string, Leaf>() : leavesOf(planned);
  const rule = RULE.map((path) => [path, team.observation.get(path) ?? null] as const);
  const given: readonly (readonly [string, Leaf])[] = [
    ['class_form', place.classForm], ['teacher', textFrom(said, 'with_whom')], ['room', textFrom(said, 'place')], ...rule,
  ];
  return new Map([...newRecord(newest('observation'), pen.author), ...given.filter(([, leaf]) => leaf !== null)]);
}
