/** The scale on the mentor's side, after the tablet came back: what comes first, and the pictures. */
import { childView, type Occasion, type StaffView, staffView } from '../capture/scale';
import type { ChildLadderModel, StaffScaleModel } from '../screens/scale/model';
import type { RecordView } from '../sync/records';
import { clock, dayOf, moment, shortDay } from '../ui/dates';
import { canMove } from './acts/move';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { backOf, canChange } from './detail';
import { fieldsOf, newest } from './forms';
import { lookedAt, lowIn, unseenIn } from './low';
import { answered, begunScale, isScale, occasionOf, statementsOf } from './occasions';
import { dateOf, formOf } from './standing';
import { scaleSettings } from './team';
import { unsettled } from './versions';
import { stateOf } from './whereabouts';

/** The occasions of a scale up to and with one, oldest first: what came later is not known on that page. */
function occasionsUpTo(place: CaseBook, view: RecordView): readonly Occasion[] {
  const all = place.of(view.form);
  return all.slice(all.indexOf(view)).map(occasionOf).reverse();
}

export function staffScale(book: Book, place: CaseBook, view: RecordView): Omit<StaffScaleModel, 'atRisk' | 'notes'> {
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
    goOn: goOnWords(place, view),
    wishes: wishes(book, view),
    low: low(book, view),
    ownWords: occasion.words,
    disagrees: occasion.disagrees,
    versions: unsettled(book, place.id, view),
    state: stateOf(book, place.id, view) ?? { kind: 'here', text: 'On this tablet' },
    canChange: canChange(book, place, view),
    canMove: place.vault.may.has('write') && canMove(view),
  };
}

/** Wishes of other occasions are answered where they were pressed. */
function staffOf(book: Book, place: CaseBook, view: RecordView): StaffView {
  const made = staffView(occasionsUpTo(place, view), statementsOf(formOf(view) ?? newest('scale_self_esteem')), scaleSettings(book.team, view.form));
  const own = new Set(occasionOf(view).asked.map(({ id }) => id));
  const hows = new Map(fieldsOf(formOf(view) ?? newest('scale_self_esteem')).get('how')?.options?.map(([value, label]) => [value, label]));
  const occasions = made.occasions.map((one) => ({ ...one, how: one.how === null ? null : hows.get(one.how) ?? null }));
  return { ...made, occasions, wishes: made.wishes.filter(({ id }) => own.has(id)) };
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

/** What another sitting would go on with: of the newest of its kind alone, for an older one was overtaken. */
function goOnWords(place: CaseBook, view: RecordView): string | null {
  if (!isScale(view.form) || begunScale(place, view.form) !== view) return null;
  const { done, all } = answered(view);
  return done === all ? 'Every statement is answered, but it was stopped before it was finished.' : `${all - done} still to be answered.`;
}

/** The pupil's own page, looked at together. Earlier occasions are hidden there until this one is finished. */
export function childLadder(place: CaseBook, view: RecordView): Omit<ChildLadderModel, 'atRisk'> {
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
