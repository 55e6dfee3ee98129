import { useEffect, useMemo, useState } from 'preact/hooks';

import { atRiskIn } from '../at_risk.ts';
import { type Awake, keepAwake } from '../awake.ts';
import { goOnWatching, type Watching } from '../observing.ts';
import { answerTo, PadEnd } from './pad_end.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { type Intent, padView } from '../../capture/observation/index.ts';
import { textFrom } from '../../capture/leaves.ts';
import type { CaseBook } from '../../casework/book.ts';
import { newest } from '../../casework/forms.ts';
import { behavioursOf } from '../../casework/lessons.ts';
import { leavesOf } from '../../casework/standing.ts';
import type { RecordView } from '../../sync/records.ts';
import type { PadActions } from '../../screens/observe/model.ts';
import { PadScreen } from '../../screens/observe/PadScreen.tsx';
import type { AtRiskProps } from '../../ui/shell/AtRisk.tsx';
import { WithinScreen } from '../../ui/shell/Shell.tsx';

const BEHAVIOURS = behavioursOf(newest('observation'));

interface Running {
  readonly watching: Watching;
  readonly awake: Awake;
}

function Pad({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  const running = useRunning(params['vault'] ?? '', params['record'] ?? '');
  if (place === null || view === null || running === 'nothing') return <NotHere />;
  if (running === null) return null;
  const atRisk = atRiskIn(book, place.id, view);
  return running.watching.hasEnded.value
    ? <WithinScreen><PadEnd place={place} view={view} watching={running.watching} atRisk={atRisk} /></WithinScreen>
    : <Screen place={place} view={view} running={running} atRisk={atRisk} />;
}

/** The running observation of this address; "nothing" where there is none on this tablet. */
function useRunning(vault: string, record: string): Running | 'nothing' | null {
  const [running, setRunning] = useState<Running | 'nothing' | null>(null);
  useEffect(() => {
    const awake = keepAwake(document, 'wakeLock' in navigator ? navigator.wakeLock : undefined);
    const begun = goOnWatching(vault, record);
    void begun.then(
      (watching) => { setRunning(watching === null ? 'nothing' : { watching, awake }); },
      () => { setRunning('nothing'); },
    );
    return () => {
      awake.end();
      void begun.then((watching) => watching?.leave(), () => undefined);
    };
  }, [vault, record]);
  return running;
}

interface ScreenProps {
  readonly place: CaseBook;
  readonly view: RecordView;
  readonly running: Running;
  readonly atRisk: AtRiskProps;
}

function Screen({ place, view, running: { watching, awake }, atRisk }: ScreenProps) {
  const [dim, setDim] = useState(false);
  const leaves = leavesOf(view);
  const pad = watching.pad.value;
  const actions = useMemo(() => actionsOf(watching, setDim), [watching]);
  return (
    <PadScreen
      model={{
        who: place.initials,
        what: [textFrom(leaves, 'subject') ?? 'Lesson', place.classForm ?? ''].join(' ').trim(),
        detail: textFrom(leaves, 'teacher') ?? '',
        view: padView(pad, BEHAVIOURS, watching.moment.value),
        otherIs: pad.observation.otherIs,
        dim,
        staysAwake: awake.state.value === 'awake' || awake.state.value === 'asleep',
        atRisk,
      }}
      actions={actions}
    />
  );
}

function actionsOf(watching: Watching, dim: (on: boolean) => void): PadActions {
  const act = (intent: Intent): void => { watching.perform(intent); };
  return {
    tick: (behaviour) => {
      const before = watching.pad.value.observation.ticks.length;
      act({ do: 'tick', behaviour });
      return watching.pad.value.observation.ticks[before]?.id ?? null;
    },
    hold: (tick) => { act({ do: 'hold', tick }); },
    undo: () => { act({ do: 'undo' }); },
    minus: (behaviour) => { act({ do: 'minus', behaviour }); },
    moveBack: (behaviour) => { act({ do: 'move_back', behaviour }); },
    sendBack: () => { act({ do: 'send_back' }); },
    pause: () => { act({ do: 'pause', reason: null }); },
    resume: (reason) => { act({ do: 'resume', reason }); },
    hide: () => { act({ do: 'hide' }); },
    show: () => { act({ do: 'show' }); },
    answer: (gap, answer) => { act(answerTo(gap, answer)); },
    other: (words) => { act({ do: 'other', words }); },
    dim,
    end: () => { act({ do: 'end', why: null }); },
  };
}

export default reading(Pad);
