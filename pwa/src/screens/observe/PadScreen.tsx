/**
 * The observation pad: twelve cells whose places never move, made for one thumb and for eyes that are elsewhere. Nothing
 * scrolls, nothing makes a sound, and what asks a question lies over the head of the screen, never over a cell.
 */
import type { VNode } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Undo2 } from 'lucide';
import type { Cell } from '../../capture/observation';
import { Icon } from '../../ui/kit/Icon';
import { Cover } from '../../ui/shell/Cover';
import { HoldSheet, MoreSheet, OtherSheet, PauseSheet, TimeUpSheet } from './PadSheets';
import { PadCell } from './PadCell';
import { PadHead } from './PadHead';
import type { PadActions, PadModel } from './model';
import { type Placed, placed } from './places';
import { pressAtOnce } from './press';
import './pad.css';
import './pad_above.css';

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
  const cover = useCallback(() => { setCovered(true); }, []);
  const openMore = useCallback(() => { setMore(true); }, []);
  const cells = useCells(model.view.cells, actions, setHeld);
  const { view } = model;
  const heldCell = view.cells.find((cell) => cell.behaviour.value === held);
  if (covered) return <Cover clock={view.clock} onUncover={() => { setCovered(false); }} />;
  return (
    <div class={`pad${model.dim ? ' pad-dim' : ''}${view.tint ? ' pad-turned' : ''}`}>
      <PadHead model={model} actions={actions} note={note} onCover={cover} onMore={openMore} />
      <Sweep part={view.sweep} />
      <div class="pad-grid">
        {cells}
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

interface Drawn {
  readonly of: Placed;
  readonly actions: PadActions;
  readonly cell: VNode;
}

/** The cells. A tap changes one of them, a beat none: those on which nothing has changed are what they were, and are not gone through. */
function useCells(cells: readonly Cell[], actions: PadActions, onHeld: (behaviour: string) => void): readonly VNode[] {
  const drawn = useRef(new Map<string, Drawn>());
  return placed(cells).map((of) => {
    const { value } = of.cell.behaviour;
    const before = drawn.current.get(value);
    if (before?.actions === actions && isSame(before.of, of)) return before.cell;
    const tick = (): string | null => actions.tick(value);
    const hold = (made: string | null): void => {
      // The press had counted one when the finger came down; it was a hold and counts none.
      if (made !== null) actions.hold(made);
      onHeld(value);
    };
    const cell = <PadCell key={value} cell={of.cell} area={of.area} verbs={{ tick, hold }} />;
    drawn.current.set(value, { of, actions, cell });
    return cell;
  });
}

function isSame(one: Placed, other: Placed): boolean {
  const [{ now, all, behaviour }, cell] = [one.cell, other.cell];
  return one.area === other.area && now === cell.now && all === cell.all && behaviour === cell.behaviour;
}

function UndoCell({ last, onUndo }: { last: string | null; onUndo: () => void }) {
  const press = pressAtOnce(onUndo);
  return (
    <button type="button" class="pad-cell pad-undo pad-at-u" onPointerDown={press.down} onClick={press.click}>
      <span class="pad-label">
        <Icon of={Undo2} />
        Undo
      </span>
      <span class="pad-foot">
        <span class="pad-figures pad-last numbers">{last ?? 'nothing yet'}</span>
      </span>
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
