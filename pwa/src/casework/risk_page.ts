/** A risk note as the line manager meets it, and as the visitor sees what became of it. */
import { textFrom } from '../capture/leaves';
import type { RiskNoteModel } from '../screens/visit/model';
import type { RecordView } from '../sync/records';
import { day, fullDay, moment, shortDay } from '../ui/dates';
import { sourceAt } from '../ui/form/reading';
import { to } from './addresses';
import { asked } from './asked';
import type { Book, CaseBook } from './book';
import { type Leaves, newest } from './forms';
import { riskLevel, seenBy, waitsForMe } from './risks';
import { dateFrom, dateOf, formOf, leavesOf, momentFrom } from './standing';

const LEVELS = new Map([['high', 'Serious: know today'], ['medium', 'Concern: know this week'], ['low', 'Some concern'], ['none', 'No concern']]);

export function riskNote(book: Book, place: CaseBook, visit: RecordView, reply: string | null): Omit<RiskNoteModel, 'atRisk'> {
  const leaves = asked(formOf(visit) ?? newest('visit'), leavesOf(visit));
  const madeBy = textFrom(leaves, 'made_by');
  const level = riskLevel(visit);
  return {
    title: place.name,
    detail: `Visit of ${fullDay(dateOf(visit))}${madeBy === null ? '' : ` by ${book.nameOf(madeBy)}`}`,
    back: { href: to('inbox'), label: 'Inbox' },
    level: LEVELS.get(level ?? 'none') ?? '',
    serious: level === 'high',
    issues: textFrom(leaves, 'risk_issues') ?? 'Nothing was written down.',
    source: sourceAt(leaves, 'risk_issues'),
    facts: facts(book, leaves),
    seen: seenBy(visit).map(({ who, at, reply: said }) => ({
      who: book.who(who), at: at === null ? '' : moment(at, book.today), reply: said,
    })),
    mine: waitsForMe(book, place, visit),
    reply,
    visitHref: to('detail', { vault: place.id, record: visit.id }),
  };
}

function facts(book: Book, leaves: Leaves): RiskNoteModel['facts'] {
  const [review, paper, told] = [dateFrom(leaves, 'risk_review'), dateFrom(leaves, 'risk_paper_on'), textFrom(leaves, 'lead_told')];
  const [meant, toldAt] = [textFrom(leaves, 'risk_to'), momentFrom(leaves, 'lead_told_at')];
  return [
    ...(meant === null ? [] : [{ label: 'For', text: book.nameOf(meant) }]),
    ...(review === null ? [] : [{ label: 'Look again', text: day(review) }]),
    ...(leaves.get('risk_next_visitor') === true ? [{ label: 'Next visitor', text: 'needs to know' }] : []),
    ...(told === null ? [] : [{ label: 'Safeguarding', text: `${told} was told${toldAt === null ? '' : `, ${moment(toldAt, book.today)}`}` }]),
    ...(paper === null ? [] : [{ label: 'On paper', text: `handed over on ${shortDay(paper, book.today)}` }]),
  ];
}
