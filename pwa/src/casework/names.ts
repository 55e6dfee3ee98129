/** Names for the ids in a record: members, cases, targets of a plan, visits. */
import { textFrom } from '../capture/leaves';
import type { Names } from '../ui/form/reading';
import { dayOf, shortDay } from '../ui/dates';
import type { Book } from './book';
import { leavesOf, momentFrom } from './standing';

/** Reads the ids that the fields of a vault's records hold. An id that nothing is known of is said as what it should be. */
export function namesIn(book: Book, vault: string): Names {
  return (field, id) => {
    const isMember = field.type === 'person' || field.type === 'people';
    return isMember ? book.nameOf(id) : recordName(book, vault, field.of ?? '', id);
  };
}

function recordName(book: Book, vault: string, of: string, id: string): string {
  switch (of) {
    case 'case':
      return book.caseOf(id)?.name ?? 'another case';
    case 'action_plan/targets':
      return targetText(book, vault, id) ?? 'a target that is not here any more';
    case 'visit_safety':
      return visitWords(book, id);
    default:
      return 'another record';
  }
}

/** The words of a target of any plan of a case. */
export function targetText(book: Book, vault: string, target: string): string | null {
  const plans = book.recordsOf(vault, 'action_plan');
  return plans.map((plan) => textFrom(leavesOf(plan), `targets/${target}/target`)).find((text) => text !== null) ?? null;
}

function visitWords(book: Book, visit: string): string {
  const sheets = book.diaries.flatMap((diary) => diary.of('visit_safety'));
  const leaves = momentFrom(leavesOfVisit(sheets, visit), 'leaves');
  return leaves === null ? 'the visit' : `the visit of ${shortDay(dayOf(leaves), book.today)}`;
}

function leavesOfVisit(sheets: ReturnType<Book['recordsOf']>, visit: string): ReturnType<typeof leavesOf> {
  const found = sheets.find((sheet) => textFrom(leavesOf(sheet), 'visit_id') === visit);
  return found === undefined ? new Map() : leavesOf(found);
}
