/** Three numbers for each occasion, thirteen small ladders, and how far a change may be leaned on. */
import { shortDay } from '../../ui/dates';
import { Ladders } from '../../ui/figures/Ladder';
import { Card } from '../../ui/kit/Card';
import { Pill } from '../../ui/kit/Pill';
import { Sideways } from '../../ui/kit/Sideways';
import { bandWords, changeWords, indexWords, ladderLines, meanWords, movedWords, overWords, whyMissing, wobbleWords } from './figures';
import type { StaffScaleModel } from './model';

export function ScaleFigures({ model: { view, today, state } }: { readonly model: StaffScaleModel }) {
  const before = view.occasions.at(-2)?.date;
  const wobble = wobbleWords(view.occasions);
  return (
    <>
      <Card title="Now and wished for" aside={<Pill kind={state.kind}>{state.text}</Pill>}>
        <Ladders lines={ladderLines(view.ladders)} before={before === undefined ? undefined : shortDay(before, today)} />
      </Card>
      <Card title="Over time">
        <Means view={view} today={today} />
        {view.occasions.map((occasion, index) => {
          const why = whyMissing(occasion.now);
          return why === null ? null : (
            <p key={index} class="small soft">
              {shortDay(occasion.date, today)}: no mean, {why}.
            </p>
          );
        })}
        {wobble === null ? null : <p class="small soft means-note">{wobble}</p>}
      </Card>
      {view.change === null ? null : <Change view={view} today={today} />}
    </>
  );
}

function Means({ view, today }: Pick<StaffScaleModel, 'view' | 'today'>) {
  return (
    <Sideways name="Means of each occasion">
      <table class="means">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Now</th>
            <th scope="col">Wish</th>
            <th scope="col">Gap</th>
            <th scope="col" class="means-over">Of {view.ladders.length}</th>
          </tr>
        </thead>
        <tbody>
          {view.occasions.map(({ date, now, band, wish, gap, over, how }, index) => (
            <tr key={index}>
              <th scope="row">
                <span class="means-when">{shortDay(date, today)}</span>
                {how === null ? null : <span class="small soft means-how"> {how}</span>}
              </th>
              <td>{bandWords(now, band)}</td>
              <td>{meanWords(wish)}</td>
              <td>{meanWords(gap)}</td>
              <td class="small">{overWords(over)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Change({ view, today }: Pick<StaffScaleModel, 'view' | 'today'>) {
  const { change } = view;
  if (change === null) return null;
  return (
    <details class="fold card">
      <summary>How sure can we be?</summary>
      <div class="stack">
        <p class="numbers">{changeWords(change, today)}</p>
        {[...indexWords(change), ...change.cautions].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p class="small soft">One statement by itself: below about 5 points it may be wobble.</p>
        <ul class="moved small">
          {view.ladders.map((ladder) => {
            const words = movedWords(ladder);
            return words === '' ? null : (
              <li key={ladder.statement.value}>
                {ladder.statement.label}: {words}
              </li>
            );
          })}
        </ul>
      </div>
    </details>
  );
}
