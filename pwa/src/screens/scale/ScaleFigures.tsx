/** Three numbers for each occasion, thirteen small ladders, and how far a change may be leaned on. */
import { shortDay } from '../../ui/dates';
import { Ladders } from '../../ui/figures/Ladder';
import { Card } from '../../ui/kit/Card';
import { ladderLines, meanWords, movedWords, whyMissing } from './figures';
import type { StaffScaleModel } from './model';

export function ScaleFigures({ model: { view, today } }: { readonly model: StaffScaleModel }) {
  const before = view.occasions.at(-2)?.date;
  return (
    <>
      <Card title="Now and wished for">
        <Ladders lines={ladderLines(view.ladders)} before={before === undefined ? undefined : shortDay(before, today)} />
      </Card>
      <Card title="Over time">
        <div class="scroll" role="region" aria-label="Means of each occasion" tabIndex={0}>
          <table class="means">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Now</th>
                <th scope="col">Wish</th>
                <th scope="col">Gap</th>
              </tr>
            </thead>
            <tbody>
              {view.occasions.map(({ date, now, wish, gap, how }) => (
                <tr key={date}>
                  <th scope="row">
                    {shortDay(date, today)}
                    {how === null ? null : <span class="small soft"> {how}</span>}
                  </th>
                  <td>{meanWords(now)}</td>
                  <td>{meanWords(wish)}</td>
                  <td>{meanWords(gap)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {view.occasions.map((occasion) => {
          const why = whyMissing(occasion.now);
          return why === null ? null : (
            <p key={occasion.date} class="small soft">
              {shortDay(occasion.date, today)}: no mean, {why}.
            </p>
          );
        })}
      </Card>
      {view.change === null ? null : <Change view={view} today={today} />}
    </>
  );
}

function Change({ view, today }: Pick<StaffScaleModel, 'view' | 'today'>) {
  const { change } = view;
  if (change === null) return null;
  const why = whyMissing(change.index);
  const { points } = change;
  return (
    <details class="fold card">
      <summary>How sure can we be?</summary>
      <div class="stack">
        {points.defined ? (
          <p class="numbers">
            From {shortDay(change.from, today)} to {shortDay(change.to, today)}: now {signed(points.value.now)}, wish {signed(points.value.wish)}, gap{' '}
            {signed(points.value.gap)}.
          </p>
        ) : null}
        {why === null ? null : <p>About the mean: {why}.</p>}
        {change.cautions.map((caution) => (
          <p key={caution}>{caution}</p>
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

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}
