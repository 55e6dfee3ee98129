/**
 * The observation pad: twelve cells whose places never move, made for one thumb and for eyes that are elsewhere. Nothing
 * scrolls, nothing makes a sound, and what asks a question lies over the head of the screen, never over a cell.
 */
import { useEffect, useState } from 'preact/hooks';
import { Undo2 } from 'lucide';
import { Icon } from '../../ui/kit/Icon';
import { Cover } from '../../ui/shell/Cover';
import { HoldSheet, MoreSheet, OtherSheet, PauseSheet, TimeUpSheet } from './PadSheets';
import { PadCell } from './PadCell';
import { PadHead } from './PadHead';
import type { PadActions, PadModel } from './model';
import { placed } from './places';
import { pressAtOnce } from './press';
import './pad.css';

export interface PadScreenProps {
  readonly model: PadModel;
  readonly actions: PadActions;
}

export function PadScreen({ model, actions }: PadScreenProps) {
  const [held, setHeld] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const [more, setMore] = useState(false);
  const [covered, setCovered] = useState(false);
  const note = useDarkNote(model.staysAwake);
  const { view } = model;
  const cover = () => { setCovered(true); };
  const heldCell = view.cells.find((cell) => cell.behaviour.value === held);
  if (covered) return <Cover clock={view.clock} onUncover={() => { setCovered(false); }} />;
  return (
    <div class={`pad${model.dim ? ' pad-dim' : ''}${view.tint ? ' pad-turned' : ''}`}>
      <PadHead model={model} actions={actions} note={note} onCover={cover} onMore={() => { setMore(true); }} />
      <Sweep part={view.sweep} />
      <div class="pad-grid">
        {placed(view.cells).map(({ cell, area }) => (
          <PadCell
            key={cell.behaviour.value}
            cell={cell}
            area={area}
            verbs={{
              tick: () => actions.tick(cell.behaviour.value),
              hold: (tick) => {
                // The press had counted one when the finger came down; it was a hold and counts none.
                if (tick !== null) actions.hold(tick);
                setHeld(cell.behaviour.value);
              },
            }}
          />
        ))}
        <button type="button" class="pad-word pad-at-o" onClick={() => { setNaming(true); }}>
          {model.otherIs ?? 'add a word'}
        </button>
        <UndoCell last={view.undo} onUndo={actions.undo} />
      </div>
      {heldCell === undefined ? null : (
        <HoldSheet cell={heldCell} first={view.interval === 1} actions={actions} onClose={() => { setHeld(null); }} />
      )}
      {naming ? <OtherSheet words={model.otherIs} onKeep={actions.other} onClose={() => { setNaming(false); }} /> : null}
      {more ? <MoreSheet model={model} actions={actions} onClose={() => { setMore(false); }} /> : null}
      {view.phase === 'paused' ? <PauseSheet model={model} actions={actions} onCover={cover} /> : null}
      {view.phase === 'time_up' ? <TimeUpSheet model={model} actions={actions} onCover={cover} /> : null}
    </div>
  );
}

/** How long it is told at the start that the screen may go dark, ms. */
const DARK_TOLD = 8_000;

/** Told once, where the platform cannot keep the screen awake or will not. */
function useDarkNote(staysAwake: boolean): string | null {
  const [isTold, setTold] = useState(false);
  const isShown = !staysAwake && !isTold;
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => { setTold(true); }, DARK_TOLD);
    return () => {
      clearTimeout(timer);
    };
  }, [isShown]);
  return isShown ? 'This screen may go dark by itself: touch it and go on.' : null;
}

function UndoCell({ last, onUndo }: { last: string | null; onUndo: () => void }) {
  const press = pressAtOnce(onUndo);
  return (
    <button type="button" class="pad-cell pad-undo pad-at-u" onPointerDown={press.down} onClick={press.click}>
      <span class="pad-label">
        <Icon of={Undo2} />
        Undo
      </span>
      <span class="pad-last numbers">{last ?? 'nothing yet'}</span>
    </button>
  );
}

/** An edge that fills in the last five seconds of an interval. */
function Sweep({ part }: { part: number | null }) {
  return (
    <svg class="pad-sweep" aria-hidden="true" focusable="false">
      {part === null ? null : <rect width={`${Math.round(part * 100)}%`} height="100%" />}
    </svg>
  );
}
