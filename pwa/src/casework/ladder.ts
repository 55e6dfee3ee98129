/** Those who are told when somebody is not back, in their order, each with how they can be reached. */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { Rung } from '../screens/visit/model';
import type { Reach, Standing } from '../store/alarms';
import { clock, dayOf } from '../ui/dates';
import { words } from '../ui/words';
import type { Book } from './book';
import type { Leaves } from './forms';
import { momentFrom } from './standing';
import { isThere } from './unwatched';
import { ladderOf, managersOf, type SeenVisit } from './visiting';

const MINUTE_MS = 60_000;
const USUAL_STEP = 10;

/** What is known of how a member can be alarmed. */
export type Reaches = ReadonlyMap<string, Reach>;

/** Minutes between one rung and the next, as the sheet says. */
export function stepOf(sheet: Leaves): number {
  return wholeFrom(sheet, 'step_minutes') ?? USUAL_STEP;
}

/** Before arming: who would be told and when, with what a test showed. */
export function ladderBefore(book: Book, sheet: Leaves, reaches: Reaches): readonly Rung[] {
  const until = momentFrom(sheet, 'back_by');
  const step = stepOf(sheet) * MINUTE_MS;
  const visitor = textFrom(sheet, 'visitor') ?? book.me;
  const at = (rung: number): string => (until === null ? '' : clock(until + rung * step));
  const watcher = textFrom(sheet, 'watched_by');
  const placed = ladderOf(book, sheet).flatMap((members, index) => members.map((member) => ({ member, rung: index + 1 })));
  return [
    rung(book, { member: visitor, visitor, role: 'visitor', when: at(0) }, reachWords(book, reaches.get(visitor) ?? null)),
    ...placed.map(({ member, rung: place }) =>
      rung(book, { member, visitor, role: member === watcher ? 'watches' : null, when: at(place) }, reachWords(book, reaches.get(member) ?? null))),
    ...byPhone(book, placed.map(({ member }) => member)),
  ];
}

/** While somebody is out: who was told and who will be; once somebody has it, who will not. */
export function ladderNow(book: Book, visit: SeenVisit): readonly Rung[] {
  const { visitor, acknowledged } = visit;
  return [
    rung(book, { member: visitor, visitor, role: 'visitor', when: visitorsTime(visit) }, null),
    ...visit.ladder.map((one) => {
      const when = one.told === null ? timeTo(visit, one.rung) : clock(one.told);
      const reached = one.told === null && acknowledged !== null && isThere(book, one.member) ? NOT_TOLD : toldWords(book, one);
      return rung(book, { member: one.member, visitor, role: one.rung === 1 ? 'watches' : null, when }, reached);
    }),
    ...byPhone(book, visit.ladder.map(({ member }) => member)),
  ];
}

/** When a rung that was not told yet will be, as the server goes on from where it stands; empty where nobody is told any more. */
function timeTo({ until, next, told, stepMinutes, acknowledged }: SeenVisit, place: number): string {
  if (acknowledged !== null) return '';
  const at = next === null ? until + place * stepMinutes * MINUTE_MS : next + Math.max(0, place - told) * stepMinutes * MINUTE_MS;
  return clock(at);
}

/** The visitor is asked when they are due, or when somebody raised the alarm before. */
function visitorsTime(visit: SeenVisit): string {
  const { told, until, escalated } = visit;
  if (told === 0) return timeTo(visit, 0);
  return clock(escalated === null ? until : Math.min(until, escalated.at));
}

interface Words {
  readonly reach: string;
  readonly reachable: boolean;
  /** No push comes to any device of theirs. */
  readonly off?: true;
}

interface Place {
  readonly member: string;
  readonly visitor: string;
  readonly role: string | null;
  readonly when: string;
}

function rung(book: Book, { member, visitor, role, when }: Place, reached: Words | null): Rung {
  const person = book.team.people.get(member);
  const isManager = managersOf(book, visitor).includes(member);
  return {
    id: member,
    name: member === book.me ? 'You' : book.nameOf(member),
    role: [role, isManager ? words.value.lineManager : role === null ? person?.jobTitle ?? '' : ''].filter((part) => part !== null && part !== '').join(', '),
    phone: person?.phone ?? null,
    when,
    reach: reached?.reach ?? '',
    reachable: reached?.reachable ?? false,
    only: reached?.off === true ? `Only while ${member === book.me ? 'your' : 'their'} Beside is open and unlocked, or by phone` : null,
  };
}

/** How somebody is reached before anything has happened. */
function reachWords(book: Book, reach: Pick<Reach, 'push' | 'arrived'> | null): Words {
  if (reach === null) return { reach: 'Not known without a connection', reachable: false };
  if (isTested(book, reach)) return { reach: `Test arrived ${clock(reach.arrived ?? 0)}`, reachable: true };
  return reach.push ? { reach: 'No test today', reachable: false } : OFF;
}

const OFF: Words = { reach: 'Reminders off', reachable: false, off: true };

/** Nothing is told to who has left the school, whatever the server's list says. */
const GONE: Words = { reach: 'Has left the school', reachable: false };

/** Somebody has it: the ladder has come to its end. */
const NOT_TOLD: Words = { reach: 'Not told', reachable: false };

function toldWords(book: Book, standing: Standing): Words {
  const { told, sent, push } = standing;
  if (!isThere(book, standing.member)) return GONE;
  if (told === null) return reachWords(book, standing);
  if (!push) return OFF;
  return { reach: sent === null ? 'Being told' : 'Told', reachable: sent !== null };
}

/** Whether a push to them is an alarm: one that was tried today arrived. */
export function isTested(book: Book, { push, arrived }: Pick<Reach, 'push' | 'arrived'>): boolean {
  return push && arrived !== null && dayOf(arrived) === book.today;
}

/** The safeguarding lead, who need not work with Beside: told by voice. */
function byPhone(book: Book, members: readonly string[]): readonly Rung[] {
  const { lead } = book.team;
  if (lead === null || members.some((member) => book.nameOf(member) === lead.name)) return [];
  return [{
    id: 'lead', name: lead.name, role: words.value.safeguardingLead, phone: lead.phone, when: '', reach: 'By phone only', reachable: false,
    only: 'Beside tells them nothing: phone them',
  }];
}
