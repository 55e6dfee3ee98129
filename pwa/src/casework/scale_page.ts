/** The scale on the mentor's side: giving the tablet, and what comes first afterwards. */
import { textFrom } from '../capture/leaves';
import { childView, type Occasion, type StaffView, staffView } from '../capture/scale';
import type { ChildLadderModel, GiveModel, StaffScaleModel } from '../screens/scale/model';
import type { RecordView } from '../sync/records';
import { clock, dayOf, moment, shortDay } from '../ui/dates';
import type { Answer } from '../ui/fields/ChoiceField';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { backOf } from './detail';
import { fieldsOf, newest, optionsOf } from './forms';
import { lookedAt, lowIn, unseenIn } from './low';
import { answered, begunScale, isScale, occasionOf, SCALES, statementsOf } from './occasions';
import { dateOf, formOf, leavesOf } from './standing';
import { scaleSettings } from './team';

/** The occasions of a scale up to and with one, oldest first: what came later is not known on that page. */
function occasionsUpTo(place: CaseBook, view: RecordView): readonly Occasion[] {
  const all = place.of(view.form);
  return all.slice(all.indexOf(view)).map(occasionOf).reverse();
}

export function staffScale(book: Book, place: CaseBook, view: RecordView): Omit<StaffScaleModel, 'atRisk'> {
  const form = formOf(view) ?? newest('scale_self_esteem');
  const occasion = occasionOf(view);
  return {
    name: place.name,
    firstName: place.firstName,
    title: `${form.label} · ${shortDay(dateOf(view), book.today)}`,
    today: book.today,
    back: backOf(book, place),
    everyVersion: to('history', { vault: place.id, record: view.id }),
    view: staffOf(book, place, view),
    wishes: wishes(book, view),
    low: low(book, view),
    ownWords: occasion.words,
    disagrees: occasion.disagrees,
  };
}

/** Wishes of other occasions are answered where they were pressed. */
function staffOf(book: Book, place: CaseBook, view: RecordView): StaffView {
  const made = staffView(occasionsUpTo(place, view), statementsOf(formOf(view) ?? newest('scale_self_esteem')), scaleSettings(book.team, view.form));
  const own = new Set(occasionOf(view).asked.map(({ id }) => id));
  return { ...made, wishes: made.wishes.filter(({ id }) => own.has(id)) };
}

/** Of its own day: last term's answers are not low today. */
function low(book: Book, view: RecordView): StaffScaleModel['low'] {
  if (lowIn(book, view).length === 0) return null;
  const last = lookedAt(view).at(-1);
  const title = dateOf(view) === book.today ? 'Low today' : `Low on ${shortDay(dateOf(view), book.today)}`;
  if (last === undefined || unseenIn(book, view).length > 0) return { title, seen: null };
  return { title, seen: `Looked at by ${book.who(last.who)}${last.at === null ? '' : `, ${moment(last.at, book.today)}`}` };
}

/** What was pressed and waits, in the words of the button. */
function wishes(book: Book, view: RecordView): StaffScaleModel['wishes'] {
  const options = fieldsOf(formOf(view) ?? newest('scale_self_esteem')).get('wishes')?.columns?.find(({ name }) => name === 'what')?.options ?? [];
  return occasionOf(view).asked.filter((one) => !one.answered).map(({ id, what, at }) => ({
    id, what,
    words: options.find(([value]) => value === what)?.[1] ?? what,
    when: dayOf(at) === book.today ? `today at ${clock(at)}` : `${shortDay(dayOf(at), book.today)} at ${clock(at)}`,
  }));
}

/** The pupil's own page, looked at together. Earlier occasions are hidden there until this one is finished. */
export function childLadder(place: CaseBook, view: RecordView): ChildLadderModel {
  const statements = statementsOf(formOf(view) ?? newest('scale_self_esteem'));
  const occasions = occasionsUpTo(place, view);
  const like = occasions.slice(0, -1).filter(({ version }) => version === occasionOf(view).version);
  return {
    firstName: place.firstName,
    title: formOf(view)?.label ?? '',
    view: childView(occasionOf(view), like.at(-1) ?? null, statements),
    disagrees: occasionOf(view).disagrees,
  };
}

/** What is chosen before the tablet is given. */
export interface Giving {
  readonly scale: string | null;
  readonly stage: string | null;
  readonly how: string | null;
}

export function giveModel(book: Book, place: CaseBook, { scale, stage, how }: Giving): Omit<GiveModel, 'atRisk'> {
  const begun = scale !== null && isScale(scale) ? begunScale(place, scale) : null;
  const readers = place.vault.readers.filter((member) => !place.vault.waiting.includes(member));
  return {
    name: place.name,
    firstName: place.firstName,
    back: { href: to('give'), label: 'Somebody else' },
    scales: SCALES.map((name): Answer => ({ value: name, label: newest(name).label })),
    scale,
    begun: begun === null ? null : begunWords(book, begun),
    stages: answersOf('stage'),
    stage: begun === null ? stage : textFrom(leavesOf(begun), 'stage') ?? stage,
    hows: answersOf('how'),
    how,
    readers: listed([...readers.filter((member) => member !== book.me).map(book.nameOf), 'I']),
  };
}

function answersOf(path: 'stage' | 'how'): readonly Answer[] {
  const field = fieldsOf(newest('scale_self_esteem')).get(path);
  return field === undefined ? [] : optionsOf(field).map(([value, label]) => ({ value, label }));
}

/** "Begun on 20 Nov: 5 of 13 left" */
function begunWords(book: Book, view: RecordView): string {
  const { done, all } = answered(view);
  return `Begun on ${shortDay(dateOf(view), book.today)}: ${all - done} of ${all} left`;
}
