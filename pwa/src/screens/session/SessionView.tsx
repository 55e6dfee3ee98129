/** A session note in thirty seconds: objective, what happened, what next; the last note and open promises beside it. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { FormPageView } from '../forms/FormPageView';
import type { LastNote, SessionActions, SessionModel } from './model';

const ARRANGEMENT = {
  only: ['note', 'when', 'paper'],
  folded: ['when', 'paper'],
  lead: ['objective', 'happened', 'next_step'],
  later: ['evaluation', 'own_words', 'targets', 'reward'],
} as const;

export interface SessionViewProps {
  readonly model: SessionModel;
  readonly actions: SessionActions;
}

export function SessionView({ model, actions }: SessionViewProps) {
  return (
    <FormPageView
      model={{
        above: `Session note · ${model.when}`,
        title: model.name,
        back: model.back,
        draft: model.draft,
        arrangement: ARRANGEMENT,
        saveLabel: 'Save',
        atRisk: model.atRisk,
      }}
      actions={actions}
      beside={<Before model={model} actions={actions} />}
    />
  );
}

function Before({ model, actions }: SessionViewProps) {
  return (
    <div class="stack">
      {model.last === null ? (
        <Card title="The first session">
          <p class="soft">There is no note before this one.</p>
        </Card>
      ) : (
        <Last note={model.last} />
      )}
      {model.promises.length === 0 ? null : (
        <Card title="Promised">
          <Lines label="Promised">
            {model.promises.map(({ id, text, by }) => (
              <Line
                key={id}
                title={text}
                detail={by}
                action={
                  <Button name={`Done: ${text}`} onPress={() => { actions.done(id); }}>
                    Done
                  </Button>
                }
              />
            ))}
          </Lines>
        </Card>
      )}
    </div>
  );
}

/** Where it is narrow only its last part shows, what was to come next, until the rest is asked for. */
function Last({ note }: { note: LastNote }) {
  const [all, setAll] = useState(false);
  return (
    <Card title={`Last time, ${note.when}`}>
      <dl class={all ? 'last-note' : 'last-note last-short'}>
        {note.parts.map(({ label, text }) => (
          <div key={label}>
            <dt class="small soft">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {all ? null : (
        <div class="last-more">
          <Button kind="quiet" onPress={() => { setAll(true); }}>
            All of it
          </Button>
        </div>
      )}
    </Card>
  );
}
