/** The head of the pad: who (initials), what is left of this interval, and five controls; two of them are never covered. */
import { useMemo, useState } from 'preact/hooks';
import { Ellipsis, EyeOff, Pause, Shield, ShieldCheck } from 'lucide';
import type { PadView } from '../../capture/observation';
import { Segments } from '../../ui/figures/Segments';
import { Button, IconButton } from '../../ui/kit/Button';
import { Icon } from '../../ui/kit/Icon';
import { AtRiskDialog } from '../../ui/shell/AtRisk';
import { KeptWatching, type KeptWatchingProps } from './KeptWatching';
import type { PadActions, PadModel } from './model';
import './pad_head.css';

const AT_RISK = 'A child may be at risk';

export interface PadHeadProps {
  readonly model: PadModel;
  readonly actions: PadActions;
  /** Something to know at the start, while it is shown. */
  readonly note: string | null;
  readonly onCover: () => void;
  readonly onMore: () => void;
}

export function PadHead({ model, actions, note, onCover, onMore }: PadHeadProps) {
  const [risk, setRisk] = useState(false);
  const { view } = model;
  return (
    <header class="pad-head">
      <div class="pad-who">
        <h1 tabIndex={-1}>
          {model.who} · {model.what}
        </h1>
        <p class="small soft">{model.detail}</p>
      </div>
      <Clock view={view} />
      <Controls isAsked={view.question !== null} told={model.atRisk.told} actions={actions} onCover={onCover} onMore={onMore} onRisk={setRisk} />
      <Asking view={view} actions={actions} note={note} />
      {risk ? <AtRiskDialog {...model.atRisk} onClose={() => { setRisk(false); }} /> : null}
    </header>
  );
}

function Clock({ view }: { view: PadView }) {
  const { clock, leftOf, bars } = view;
  // In hundredths, as they are drawn.
  const done = Math.round(bars.reduce((sum, bar) => sum + bar, 0) * 100) / 100;
  return useMemo(() => (
    <div class="pad-clock">
      <p class="pad-time numbers" role="timer">
        {clock}
      </p>
      <p class="pad-left">{leftOf}</p>
      <Segments count={bars.length} done={done} />
    </div>
  ), [clock, leftOf, bars.length, done]);
}

interface ControlsProps extends Pick<PadHeadProps, 'actions' | 'onCover' | 'onMore'> {
  /** A question lies over those that can wait. */
  readonly isAsked: boolean;
  /** Whom of "A child may be at risk" was told, and when. */
  readonly told: string | null;
  readonly onRisk: (open: true) => void;
}

function Controls({ isAsked, told, actions, onCover, onMore, onRisk }: ControlsProps) {
  return useMemo(() => (
    <div class="pad-controls">
      <div class="pad-acts" inert={isAsked}>
        <button type="button" class="button button-plain button-icon pad-more" aria-label="More" aria-haspopup="dialog" title="More" onClick={onMore}>
          <Icon of={Ellipsis} />
        </button>
        <IconButton icon={Pause} name="Pause" onPress={actions.pause} />
        <Button onPress={actions.end}>End</Button>
      </div>
      <div class="pad-keep">
        <IconButton icon={EyeOff} name="Cover the screen" onPress={onCover} />
        <button type="button" class="button button-plain pad-risk" aria-label={told === null ? AT_RISK : `${AT_RISK}. Told: ${told}`} onClick={() => { onRisk(true); }}>
          <Icon of={told === null ? Shield : ShieldCheck} />
          <span aria-hidden="true">{told === null ? 'Risk' : 'Told'}</span>
        </button>
      </div>
    </div>
  ), [isAsked, told, actions, onCover, onMore, onRisk]);
}

/** One question or offer at a time, over the clock: the cells stay free. */
function Asking({ view, actions, note }: Pick<PadHeadProps, 'actions' | 'note'> & { view: PadView }) {
  const { question } = view;
  // When the time is up it is asked on the sheet that says so.
  if (question !== null && view.phase !== 'time_up') {
    return (
      <Question key={question.gap} question={question} onAnswer={actions.answer} />
    );
  }
  if (!view.pupilVisible) {
    return (
      <div class="pad-asking">
        <p>
          Not in sight.<span class="pad-asking-more"> The minutes do not count.</span>
        </p>
        <Button onPress={actions.show}>In sight again</Button>
      </div>
    );
  }
  if (view.sendBack !== null) {
    return (
      <div class="pad-asking">
        <Button onPress={actions.sendBack}>{view.sendBack}</Button>
      </div>
    );
  }
  const said = view.clockNote ?? note;
  return said === null ? null : <p class="pad-asking pad-note" role="status">{said}</p>;
}

/** On a phone, where three answers would lie over the cells, it is first said whether the screen stood still at all. */
function Question({ question, onAnswer }: KeptWatchingProps) {
  const [stood, setStood] = useState(!question.orClock);
  return (
    <div class={`pad-asking ${stood ? 'pad-asking-stood' : 'pad-asking-clock'}`} role="alert">
      <KeptWatching question={question} onAnswer={onAnswer} />
      {question.orClock ? <Button onPress={() => { setStood(true); }}>It stood still</Button> : null}
    </div>
  );
}
