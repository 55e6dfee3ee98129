/** Giving the tablet: which scale, and whether one that was begun is gone on with. */
import { textFrom } from '../capture/leaves';
import type { GiveModel } from '../screens/scale/model';
import type { RecordView } from '../sync/records';
import { daysBetween, shortDay } from '../ui/dates';
import type { Answer } from '../ui/fields/ChoiceField';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { fieldsOf, newest, optionsOf } from './forms';
import { answered, begunScale, isScale, SCALES, type ScaleName } from './occasions';
import { dateOf, leavesOf } from './standing';

/** Answers of a longer while than this, in days, are hardly those of one occasion: then a new scale is likelier. */
const ONE_OCCASION = 14;

/** What was chosen on the page; what is left out is as it is likely. */
export interface Chosen {
  readonly scale?: string | null | undefined;
  /** Whether the one that was begun is gone on with. */
  readonly goesOn?: boolean | undefined;
  readonly stage?: string | null | undefined;
  readonly how?: string | null | undefined;
}

/** What comes of it: the scale that is given, and all that is known of it before. */
export interface Giving {
  readonly scale: ScaleName;
  /** One that can be gone on with, whether or not it is. */
  readonly begun: RecordView | null;
  /** The record that is gone on with; null where a new one is begun. */
  readonly on: RecordView | null;
  readonly stage: string | null;
  readonly how: string | null;
}

/** What the page begins with where it is to go on with a record: that one. */
export function chosenFor(place: CaseBook, record: string | undefined): Chosen {
  const view = record === undefined ? null : place.find(record);
  if (view === null || !isScale(view.form)) return {};
  return begunScale(place, view.form) === view ? { scale: view.form, goesOn: true } : { scale: view.form };
}

export function givingOf(book: Book, place: CaseBook, chosen: Chosen): Giving {
  const scale = SCALES.find((name) => name === chosen.scale) ?? SCALES[0];
  const begun = begunScale(place, scale);
  const isRecent = begun !== null && daysBetween(dateOf(begun), book.today) <= ONE_OCCASION;
  const on = (chosen.goesOn ?? isRecent) ? begun : null;
  const said = on === null ? null : leavesOf(on);
  return {
    scale, begun, on,
    stage: chosen.stage !== undefined ? chosen.stage : said === null ? null : textFrom(said, 'stage'),
    how: chosen.how !== undefined ? chosen.how : said === null ? 'alone' : textFrom(said, 'how'),
  };
}

export function giveModel(book: Book, place: CaseBook, { scale, begun, on, stage, how }: Giving): Omit<GiveModel, 'atRisk'> {
  const readers = place.vault.readers.filter((member) => !place.vault.waiting.includes(member));
  return {
    name: place.name,
    firstName: place.firstName,
    back: { href: to('give'), label: 'Another pupil' },
    scales: SCALES.map((name): Answer => ({ value: name, label: newest(name).label })),
    scale,
    begun: begun === null ? null : begunWords(book, begun),
    goesOn: on !== null,
    stages: answersOf('stage'),
    stage,
    hows: answersOf('how'),
    how,
    readers: listed([...readers.filter((member) => member !== book.me).map(book.nameOf), 'I']),
  };
}

function answersOf(path: 'stage' | 'how'): readonly Answer[] {
  const field = fieldsOf(newest('scale_self_esteem')).get(path);
  return field === undefined ? [] : optionsOf(field).map(([value, label]) => ({ value, label }));
}

/** "Go on with the one of 20 Nov: 5 of 13 left" */
function begunWords(book: Book, view: RecordView): string {
  const { done, all } = answered(view);
  const left = done < all ? `${all - done} of ${all} left` : 'all answered, not finished';
  return `Go on with the one of ${shortDay(dateOf(view), book.today)}: ${left}`;
}
