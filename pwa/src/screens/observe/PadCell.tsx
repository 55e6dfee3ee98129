/** One cell of the pad: this interval's count large, the whole observation's small. A tap changes it at once. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Cell } from '../../capture/observation';
import { Mark } from './Mark';
import { pressOn, type PressVerbs } from './press';
import './cell.css';

export interface PadCellProps {
  readonly cell: Cell;
  /** "h1" … "h4", "c1" … "c6", "o": where it stands, on every device always the same. */
  readonly area: string;
  readonly verbs: PressVerbs;
}

/** How long a cell shows that it was the last one touched, ms. */
const SHOWN = 700;

export function PadCell({ cell, area, verbs }: PadCellProps) {
  const [lit, setLit] = useState(0);
  const latest = useRef(verbs);
  latest.current = {
    tick: () => {
      setLit((count) => count + 1);
      return verbs.tick();
    },
    hold: verbs.hold,
  };
  const press = useMemo(() => pressOn(() => latest.current), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLit(0);
    }, SHOWN);
    return () => {
      clearTimeout(timer);
    };
  }, [lit]);
  const { now, all, behaviour: { label, side } } = cell;
  const pointers = { onPointerDown: press.down, onPointerUp: press.up, onPointerCancel: press.up, onPointerLeave: press.up };
  return (
    <button
      type="button"
      class={`pad-cell pad-${side} pad-at-${area}${lit > 0 ? ' pad-lit' : ''}`}
      {...pointers}
      onClick={press.click}
      onTouchEnd={press.lifted}
      onKeyDown={press.key}
      onContextMenu={press.menu}
      aria-keyshortcuts="Shift+Enter"
    >
      <span class="pad-label">
        <Mark side={side} />
        {label}
        <span class="heard">: </span>
      </span>
      <span class="pad-foot pad-foot-low">
        <span class="pad-figures">
          <span class="pad-now numbers">
            {now}
            <span class="heard"> now, </span>
          </span>
          <span class="pad-all numbers">{all} in all</span>
        </span>
      </span>
    </button>
  );
}
