/** Observations of a case, as the report reads them. */
import { type Behaviour, behavioursFrom } from '../capture/behaviours';
import { textFrom } from '../capture/leaves';
import { fromLeaves, untouched } from '../capture/observation';
import { report, type Report, type Subject } from '../capture/report';
import type { RecordView } from '../sync/records';
import { partsOfInstant } from '../ui/dates';
import type { Book, VaultBook } from './book';
import { type Form, gridName, type Leaves, newest, optionsOf, sectionsOf } from './forms';
import { dateFrom, dateOf, formOf, leavesOf, madeIn, newestFirst, remembered } from './standing';

/** The behaviours of an observation's form, in the order of the paper. */
export function behavioursOf(form: Form): readonly Behaviour[] {
  const ticks = sectionsOf(form).flatMap(({ fields }) => fields).find(({ type }) => type === 'ticks');
  return behavioursFrom(ticks?.items ?? []);
}

/** What the report needs of an observation; null while too little of it has arrived. */
export const subjectOf: (view: RecordView) => Subject | null = remembered((view) => {
  const leaves = leavesOf(view);
  const behaviours = behavioursOf(formOf(view) ?? newest('observation'));
  const observation = fromLeaves(leaves, behaviours.map(({ value }) => value));
  const typical = textFrom(leaves, 'typical');
  return observation === null
    ? null
    : { record: view.id, date: dateOf(view), observation, behaviours, typical: TYPICAL.find((one) => one === typical) ?? null };
});

const TYPICAL = ['yes', 'no', 'dont_know'] as const;

/** Begun and neither ended nor entered from paper. */
export function isRunning(view: RecordView): boolean {
  const leaves = leavesOf(view);
  return textFrom(leaves, 'started') !== null && textFrom(leaves, 'ended') === null && leaves.get('from_paper') !== true;
}

/** The fields of an observation that are nobody's to answer as it stands: a day that the pad wrote, and what blank means where nothing is. */
export function notAskedIn(leaves: Leaves): readonly string[] {
  const behaviours = behavioursOf(newest('observation')).map(({ value }) => value);
  const observation = fromLeaves(leaves, behaviours);
  const blank = observation === null ? behaviours : untouched(observation);
  return [
    ...(isOfThePad(leaves) ? ['date'] : []),
    ...(blank.length === 0 ? ['untouched'] : behaviours.filter((behaviour) => !blank.includes(behaviour)).map((behaviour) => gridName(behaviour, 'looked'))),
  ];
}

/** Watched on the pad on the day that it says: the tablet wrote both. */
function isOfThePad(leaves: Leaves): boolean {
  const started = textFrom(leaves, 'started');
  return started !== null && leaves.get('from_paper') !== true && partsOfInstant(started)[0] === dateFrom(leaves, 'date');
}

/** Whether it runs and is mine to go on with: I am its observer, or none is named and I began it. */
export function isMineToGoOn(book: Book, view: RecordView): boolean {
  const observer = textFrom(leavesOf(view), 'observer');
  const made = madeIn(view);
  return isRunning(view) && (observer === book.me || (observer === null && made !== null && book.isMine(made)));
}

/**
 * The finished observations of like lessons before this one: same kind of lesson, counted by the same rule. Before is by the day it
 * was: a sheet of paper may be typed in long after.
 */
export function earlierThan(place: VaultBook, view: RecordView): readonly RecordView[] {
  const like = likeness(view);
  return place
    .of('observation')
    .filter((other) => other.id !== view.id && newestFirst(other, view) > 0 && !isRunning(other) && likeness(other) === like);
}

function likeness(view: RecordView): string {
  const leaves = leavesOf(view);
  return ['setting', 'tick_rule', 'tick_rule_words'].map((path) => textFrom(leaves, path) ?? '').join('\n');
}

/** The report of an observation beside the pupil's earlier ones; null while too little of it has arrived. */
export function reportOf(place: VaultBook, view: RecordView): Report | null {
  const subject = subjectOf(view);
  if (subject === null) return null;
  return report(subject, earlierThan(place, view).map(subjectOf).filter((one) => one !== null));
}

/** "Tick when it starts", or the school's own rule: printed with every observation. */
export function ruleWords(view: RecordView): string {
  const leaves = leavesOf(view);
  const rule = textFrom(leaves, 'tick_rule') ?? 'starts';
  const own = textFrom(leaves, 'tick_rule_words');
  if (rule === 'own' && own !== null) return own;
  const field = sectionsOf(formOf(view) ?? newest('observation')).flatMap(({ fields }) => fields).find(({ name }) => name === 'tick_rule');
  return (field === undefined ? undefined : optionsOf(field).find(([value]) => value === rule)?.[1]) ?? rule;
}
