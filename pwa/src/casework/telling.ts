/**
 * What happened, told in a title and a sentence or two, for each form. A record is told as it stands: what two people
 * wrote differently is not retold here but shown side by side (`versions.ts`).
 *
 *     titleOf(view)           → 'One to one, 25 minutes'
 *     textOf(place, view)     → ['Used the time-out card twice this week without being asked.']
 */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import { dayNear } from '../ui/dates';
import { leafWords } from '../ui/form/reading';
import { capital, counted, listed } from '../ui/words';
import type { Book, VaultBook } from './book';
import { fieldsOf, type Leaves, rowsOf } from './forms';
import { isRunning, reportOf } from './lessons';
import { namesIn } from './names';
import { answered, isScale, occasionOf } from './occasions';
import { reviewDayOf } from './plans';
import { dateFrom, formOf, leavesOf } from './standing';
import { unsettledPaths } from './versions';

/** So much of a narrative stands in a list; the rest is a touch away. */
const LONGEST = 280;

/** What a record is, in a few words without a name: "Observation, maths", "Home visit". */
export function titleOf(view: RecordView): string {
  const leaves = leavesOf(view);
  switch (view.form) {
    case 'observation':
      return joined('Observation', textFrom(leaves, 'subject') ?? choiceWords(view, 'setting').toLowerCase());
    case 'session':
      return sessionTitle(view, leaves);
    case 'visit':
      return VISITS.get(textFrom(leaves, 'kind') ?? 'home') ?? 'Visit';
    case 'drop_in':
      return 'Drop-in';
    case 'appointment':
      return capital(choiceWords(view, 'kind')) || 'Appointment';
    case 'case':
      return 'Case details';
    case 'school':
      return 'What our school chose';
    default:
      return formOf(view)?.label ?? 'Something made with a newer form';
  }
}

const VISITS = new Map([['home', 'Home visit'], ['agency', 'Visit to an agency'], ['school', 'Visit to a school']]);

/** What a kind of record is called in the middle of a sentence: "Ms Ward changed the plan". */
export function theThing(form: string): string {
  return THINGS.get(form) ?? 'a record';
}

const THINGS = new Map([
  ['observation', 'an observation'], ['session', 'a session note'], ['visit', 'a home visit'], ['drop_in', 'a drop-in'],
  ['action_plan', 'the plan'], ['appointment', 'an appointment'], ['case', 'the case’s details'],
  ['scale_self_esteem', 'a scale'], ['scale_learning', 'a scale'], ['visit_safety', 'a safety sheet'],
  ['calendar', 'the school calendar'], ['school', 'the school’s choices'], ['settings_observation', 'how we observe'],
  ['person', 'the directory'],
]);

function sessionTitle(view: RecordView, leaves: Leaves): string {
  const kind = textFrom(leaves, 'kind');
  const called = kind === 'one_to_one' ? 'One to one' : capital(choiceWords(view, 'kind')) || 'Session';
  const attendance = textFrom(leaves, 'attendance');
  if (attendance === 'missed' || attendance === 'cancelled') return `${called}, ${attendance}`;
  const minutes = wholeFrom(leaves, 'minutes');
  return minutes === null ? called : `${called}, ${counted(minutes, 'minute')}`;
}

/** The words of a choice; '' where nothing was chosen. */
export function choiceWords(view: RecordView, path: string): string {
  const form = formOf(view);
  const field = form && fieldsOf(form).get(path);
  return field === undefined ? '' : leafWords(field, leavesOf(view).get(path), { names: () => '', today: '1970-01-01' });
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** The sentences of a record, without its title. */
export function textOf(book: Book, place: VaultBook, view: RecordView): readonly string[] {
  const leaves = leavesOf(view);
  switch (view.form) {
    case 'observation':
      return observationText(place, view);
    case 'session':
      return sessionText(view, leaves);
    case 'visit':
      return visitText(book, place, view, leaves);
    case 'scale_self_esteem':
    case 'scale_learning':
      return scaleText(view);
    case 'action_plan':
      return planText(book, place, view, leaves);
    case 'drop_in':
      return dropInText(view, leaves);
    case 'appointment':
      return sentences(capital(choiceWords(view, 'status')), narrative(view, 'note'));
    case 'visit_safety':
      return sentences(textFrom(leaves, 'purpose'));
    default:
      return [];
  }
}

function observationText(place: VaultBook, view: RecordView): readonly string[] {
  if (isRunning(view)) return ['Not finished yet.'];
  const told = reportOf(place, view);
  if (told === null) return ['It has not arrived in full.'];
  const [watched, stoodOut, , leaned] = told.sentences;
  return [watched, stoodOut, ...(told.comparison?.sentences.slice(0, 1) ?? []), leaned];
}

function sessionText(view: RecordView, leaves: Leaves): readonly string[] {
  const attendance = textFrom(leaves, 'attendance');
  if (attendance === 'missed' || attendance === 'cancelled') return sentences(narrative(view, 'attendance_why'));
  const next = narrative(view, 'next_step');
  return sentences(narrative(view, 'happened') ?? intended(view), next === null ? null : `Next: ${next}`);
}

/** Where nothing is said of what happened: what it was for is not told as if it had. */
function intended(view: RecordView): string | null {
  const objective = narrative(view, 'objective');
  return objective === null ? null : `Meant for: ${objective}`;
}

function visitText(book: Book, place: VaultBook, view: RecordView, leaves: Leaves): readonly string[] {
  const agreed = rowsOf(leaves, 'actions').length;
  const seen = rowsOf(leaves, 'risk_seen').flatMap((row) => textFrom(row.leaves, 'who') ?? []);
  const names = namesIn(book, place.id);
  const level = textFrom(leaves, 'risk_level');
  const concern = level === null || level === 'none' ? null : RISKS.get(level) ?? null;
  const answeredBy = seen.map((id) => names({ name: 'who', type: 'person', label: '' }, id));
  const risk = concern === null ? null : `${concern}${answeredBy.length === 0 ? ', not seen yet' : `, seen by ${listed(answeredBy)}`}.`;
  return sentences(narrative(view, 'discussion'), agreed === 0 ? null : `${counted(agreed, 'thing')} agreed.`, risk);
}

const RISKS = new Map([['low', 'Some concern'], ['medium', 'A concern'], ['high', 'A serious concern']]);

function scaleText(view: RecordView): readonly string[] {
  const { done, all } = answered(view);
  const occasion = occasionOf(view);
  const wishes = occasion.asked.some((one) => !one.answered) ? 'Asked to talk.' : null;
  const answers = done === all ? `All ${all} answered.` : `${done} of ${all} answered.`;
  return sentences(wishes, answers, occasion.words === null ? null : `“${cut(occasion.words)}”`);
}

function planText(book: Book, place: VaultBook, view: RecordView, leaves: Leaves): readonly string[] {
  const targets = rowsOf(leaves, 'targets').length;
  const found = book.caseOf(place.id);
  const [review, reviewed] = [found === null ? null : reviewDayOf(found, view), dateFrom(leaves, 'reviewed_on')];
  const last = reviewed === null ? '' : `, reviewed ${reviewWords(reviewed, book.today)}`;
  const until = review === null ? last : `, review ${reviewWords(review, book.today)}`;
  return [`${targets === 0 ? 'No targets yet' : counted(targets, 'target')}${until}.`];
}

/** "Thu 26", "today", "23 Nov": a day in the middle of a sentence. */
export function reviewWords(date: string, today: string): string {
  return dayNear(date, today).replace(/^(Today|Tomorrow|Yesterday)$/, (word) => word.toLowerCase());
}

function dropInText(view: RecordView, leaves: Leaves): readonly string[] {
  const about = choiceWords(view, 'about');
  const next = narrative(view, 'follow_up');
  return sentences(
    about === '' ? null : `About ${about}.`, narrative(view, 'note'), next === null ? null : `Next: ${next}`,
    leaves.get('self_referral') === true ? 'Would like to see a mentor.' : null,
  );
}

/** Words of a narrative, cut; null where there are none or two versions of them stand. */
export function narrative(view: RecordView, path: string): string | null {
  const text = textFrom(leavesOf(view), path);
  return text === null || unsettledPaths(view).includes(path) ? null : cut(text);
}

/** At most so many letters, ending at a word. */
export function cut(text: string, longest = LONGEST): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const short = line.slice(0, longest);
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), longest / 2)).replace(/[\s,;:.]+$/, '')} …`;
}

function sentences(...parts: readonly (string | null)[]): readonly string[] {
  return parts.filter((part): part is string => part !== null && part !== '').map(ended);
}

/** With a full stop, unless it ends in something of the kind. */
export function ended(text: string): string {
  return /[.!?…”’"')]$/.test(text) ? text : `${text}.`;
}

/** Whether a form's records stand among what happened in a case. */
export function isHappening(form: string): boolean {
  return HAPPENINGS.has(form) || isScale(form);
}

const HAPPENINGS = new Set(['observation', 'session', 'visit', 'drop_in', 'action_plan']);
