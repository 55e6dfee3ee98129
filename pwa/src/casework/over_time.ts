/**
 * What a pupil says and what was seen of them, each over time: side by side on the page of the case, and never made into one
 * figure.
 */
import type { Behaviour } from '../capture/behaviours';
import { overTime, type Picture } from '../capture/report';
import { placeOf } from '../capture/scale/answers';
import type { CaseModel } from '../screens/case/model';
import type { RecordView } from '../sync/records';
import { toRecord } from './addresses';
import type { CaseBook } from './book';
import { newest } from './forms';
import { earlierThan, isRunning, subjectOf } from './lessons';
import { occasionOf, statementsOf } from './occasions';
import { dateOf, formOf, remembered } from './standing';

/** So many concerns stand in the picture, and one thing that helps beside them. */
const CONCERNS = 2;

type Pictures = NonNullable<CaseModel['overTime']>;

/** `latest` is the scale whose picture stands on the page, `labels` the statements in it. Null while nothing was repeated. */
export function overTimeOf(place: CaseBook, latest: RecordView | null, labels: readonly string[]): Pictures | null {
  const says = latest === null ? null : saysOf(place, latest, labels);
  const seen = seenOf(place);
  const isRepeated = (says?.dates.length ?? 0) > 1 || (seen?.overTime.some(({ dots }) => dots.filter(({ rate }) => rate.defined).length > 1) ?? false);
  return isRepeated ? { says, seen } : null;
}

/** The same statements on every occasion of the scale in this version. */
function saysOf(place: CaseBook, latest: RecordView, labels: readonly string[]): Pictures['says'] {
  const form = formOf(latest) ?? newest('scale_self_esteem');
  const like = place.of(latest.form).filter((view) => occasionOf(view).version === occasionOf(latest).version).reverse();
  const lines = statementsOf(form).filter(({ label }) => labels.includes(label)).map(({ value, label }) => {
    const answers = like.map((view) => occasionOf(view).answers[value] ?? { now: null, wish: null });
    return { label, nows: answers.map(({ now }) => placeOf(now)), wish: placeOf(answers.at(-1)?.wish ?? null) };
  });
  return { title: form.label, href: toRecord(place.id, latest.id, latest.form), dates: like.map(dateOf), lines };
}

/** The behaviours that were seen most over all like lessons, of those that have a rate. */
const seenOf: (place: CaseBook) => Pictures['seen'] = remembered((place) => {
  const latest = place.of('observation').find((view) => !isRunning(view) && subjectOf(view) !== null);
  const subject = latest === undefined ? null : subjectOf(latest);
  if (latest === undefined || subject === null) return null;
  const lessons = [...earlierThan(place, latest).map(subjectOf).filter((one) => one !== null), subject];
  const all = subject.behaviours.filter(({ measure }) => measure === 'event').map((behaviour) => {
    const dots = overTime(lessons, behaviour);
    return { behaviour, dots, count: dots.reduce((sum, { count }) => sum + (count ?? 0), 0) };
  });
  const most = (side: Behaviour['side'], few: number): readonly Picture[] => all
    .filter(({ behaviour, dots, count }) => behaviour.side === side && count > 0 && dots.some(({ rate }) => rate.defined))
    .sort((one, other) => other.count - one.count)
    .slice(0, few)
    .map(({ behaviour, dots }) => ({ behaviour, per: 'hour', dots }));
  const shown = [...most('concern', CONCERNS), ...most('helps', 1)];
  return shown.length === 0 ? null : { href: toRecord(place.id, latest.id, 'observation'), overTime: shown };
});
