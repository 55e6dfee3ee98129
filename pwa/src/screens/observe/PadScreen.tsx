/**
 * The observation pad: twelve cells whose places never move, made for one thumb and for eyes that are elsewhere. Nothing
 * scrolls, nothing makes a sound, and what asks a question lies over the head of the screen, never over a cell.
 */
import { useState } from 'preact/hooks';
import { Undo2 } from 'lucide';
import { Icon } from '../../ui/kit/Icon';
import { Cover } from '../../ui/shell/Cover';
import { HoldSheet, OtherSheet, PauseSheet, TimeUpSheet } from './PadSheets';
import { PadCell } from './PadCell';
import { PadHead } from './PadHead';
import type { PadActions, PadModel } from './model';
import { placed } from './places';
import './pad.css';

export interface PadScreenProps {
  readonly model: PadModel;
  readonly actions: PadActions;
}

export function PadScreen({ model, actions }: PadScreenProps) {
  const [held, setHeld] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const [covered, setCovered] = useState(false);
  const { view } = model;
  const heldCell = view.cells.find((cell) => cell.behaviour.value === held);
  if (covered) return <Cover clock={view.clock} onUncover={() => { setCovered(false); }} />;
  return (
    <div class={`pad${model.dim ? ' pad-dim' : ''}${view.tint ? ' pad-turned' : ''}`}>
      <PadHead model={model} actions={actions} onCover={() => { setCovered(true); }} />
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
      {view.phase === 'paused' ? <PauseSheet model={model} actions={actions} /> : null}
      {view.phase === 'time_up' ? <TimeUpSheet model={model} actions={actions} /> : null}
    </div>
  );
}

function UndoCell({ last, onUndo }: { last: string | null; onUndo: () => void }) {
  return (
    <button type="button" class="pad-cell pad-undo pad-at-u" onClick={onUndo}>
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
