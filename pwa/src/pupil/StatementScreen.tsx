/** One statement: now first, then where I would like to be. Three ways of not giving a number, and no way to be pushed on. */
import type { ComponentChildren } from 'preact';
import type { NoAnswer } from '../capture/scale';
import { Button } from '../ui/kit/Button';
import { Numbers } from './Numbers';
import type { PupilProps } from './model';

const NO_ANSWERS: readonly (readonly [NoAnswer, string])[] = [
  ['skip', 'Skip for now'],
  ['dont_know', 'I don’t know'],
  ['rather_not', 'I’d rather not say'],
];

export function StatementScreen({ model, actions }: PupilProps) {
  const { view, statements, anchors } = model;
  const shown = view.statement;
  if (shown === null) return null;
  const statement = statements.find(({ value }) => value === shown.value);
  const place = (answer: unknown) => (typeof answer === 'number' ? answer : null);
  const others = NO_ANSWERS.filter(([value]) => shown.now === value || shown.wish === value);
  return (
    <>
      <h1 tabIndex={-1}>{statement?.label}</h1>
      <p class="pupil-help">
        {statement?.help === undefined || statement.help === ''
          ? 'There is no right answer. 10 is always the best place to be.'
          : statement.help}
      </p>
      <div class="ladders-two">
        <Numbers
          mark="now"
          question="Where am I now?"
          anchors={anchors}
          value={place(shown.now)}
          nowMark={null}
          onPress={(at) => { actions.touch({ do: 'answer', mark: 'now', place: at }); }}
        />
        {shown.wishOpen ? (
          <Numbers
            mark="wish"
            question="Where would I like to be?"
            anchors={anchors}
            value={place(shown.wish)}
            nowMark={shown.nowMark}
            onPress={(at) => { actions.touch({ do: 'answer', mark: 'wish', place: at }); }}
          />
        ) : null}
      </div>
      <p class="pupil-said" role="status">
        {others.length === 0 ? '' : `You said: ${others.map(([, words]) => words).join(', ')}.`}
      </p>
      <Steps model={model} actions={actions}>
        {NO_ANSWERS.map(([answer, words]) => (
          <button key={answer} type="button" class="pupil-link" onClick={() => { actions.touch({ do: 'no_answer', answer }); }}>
            {words}
          </button>
        ))}
      </Steps>
    </>
  );
}

/** Back, what stands between, and Next: always in the same place. */
export function Steps({ model: { view }, actions, children, nextLabel = 'Next' }: PupilProps & { readonly children?: ComponentChildren; readonly nextLabel?: string }) {
  return (
    <div class="pupil-steps">
      {view.canGoBack ? <Button onPress={() => { actions.touch({ do: 'back' }); }}>Back</Button> : <span />}
      <div class="pupil-links">{children}</div>
      {view.canGoOn ? (
        <Button kind="filled" onPress={() => { actions.touch({ do: 'next' }); }}>
          {nextLabel}
        </Button>
      ) : (
        <span class="button pupil-next-later" aria-hidden="true">
          {nextLabel}
        </span>
      )}
    </div>
  );
}
