/** A risk note is answered: a row of who saw it and when, with a reply. Answered in one case, it is in all of that visit. */
import type { RecordView } from '../../sync/records';
import { textFrom } from '../../capture/leaves';
import type { Book } from '../book';
import { newest } from '../forms';
import type { Pen } from '../pen';
import { isOpenRisk, riskLevel } from '../risks';
import { formOf, leavesOf } from '../standing';
import { addRows, type Save } from './save';

/** The visit's record in this case first, then those of its brothers and sisters that wait for the same answer. */
export function acknowledgeRisk(pen: Pen, book: Book, vault: string, visit: RecordView, reply: string | null): readonly Save[] {
  return [{ vault, view: visit }, ...sameVisit(book, vault, visit)].map(({ vault: place, view }): Save => {
    const said = reply === null || reply.trim() === '' ? {} : { reply };
    const row = { who: pen.me, at: pen.instant, ...said };
    return { vault: place, record: view.id, values: addRows(pen, leavesOf(view), formOf(view) ?? newest('visit'), 'risk_seen', [row]) };
  });
}

function sameVisit(book: Book, vault: string, visit: RecordView): readonly { readonly vault: string; readonly view: RecordView }[] {
  const id = textFrom(leavesOf(visit), 'visit_id');
  if (id === null) return [];
  const issues = textFrom(leavesOf(visit), 'risk_issues');
  return book.cases.filter((place) => place.id !== vault && place.vault.may.has('write')).flatMap((place) =>
    place.of('visit')
      .filter((view) => textFrom(leavesOf(view), 'visit_id') === id && isOpenRisk(view) && riskLevel(view) === riskLevel(visit))
      // Another child's note is another note: it is answered by itself.
      .filter((view) => textFrom(leavesOf(view), 'risk_issues') === issues)
      .map((view) => ({ vault: place.id, view })));
}
