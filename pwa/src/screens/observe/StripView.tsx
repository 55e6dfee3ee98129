/** Every tick where it fell, a line for each behaviour; under them what was not watched, drawn and in words. */
import type { Behaviour } from '../../capture/behaviours';
import type { Mark, Strip } from '../../capture/report';
import { counted } from '../../ui/words';

export interface StripViewProps {
  readonly strip: Strip;
  /** What does not count as watched, each stretch a sentence. */
  readonly notWatched: readonly string[];
}

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

export function StripView({ strip, notWatched }: StripViewProps) {
  const marks = strip.lines.flatMap((line) => line.marks);
  const isBroken = strip.blanks.length + strip.pauses.length > 0;
  return (
    <>
      <ul class="strip">
        {strip.lines.map(({ behaviour, marks: own }) => (
          <li key={behaviour.value} class="strip-line">
            <span class="small strip-label">{behaviour.label}</span>
            <span class="heard">: {counted(own.filter(({ struck }) => !struck).length, 'tick')}</span>
            <Track strip={strip} marks={own} side={behaviour.side} />
          </li>
        ))}
        {isBroken ? (
          <li class="strip-line strip-not-watched" aria-hidden="true">
            <span class="small strong">Not watched</span>
            <Track strip={strip} marks={[]} side="other" />
          </li>
        ) : null}
        <li class="strip-line" aria-hidden="true">
          <span />
          <span class="strip-axis small soft numbers">
            <span>0</span>
            <span>{strip.minutes} min</span>
          </span>
        </li>
      </ul>
      {notWatched.length === 0 ? null : <Told sentences={notWatched} />}
      {marks.some(({ struck }) => struck) ? <p class="small soft">A dotted mark was undone.</p> : null}
      {marks.some(({ exact }) => !exact) ? <p class="small soft">Of a thin mark only the interval is known.</p> : null}
    </>
  );
}

function Told({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="strip-told small" aria-label="Not watched">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function Track({ strip, marks, side }: { strip: Strip; marks: readonly Mark[]; side: Behaviour['side'] }) {
  return (
    <svg class="strip-track" aria-hidden="true" focusable="false">
      <rect class="strip-ground" width={percent(strip.until)} height="100%" />
      {strip.blanks.map(({ from, until }) => (
        <rect key={from} class="strip-blank" x={percent(from)} width={percent(until - from)} height="100%" />
      ))}
      {strip.turns.map((at) => (
        <line key={at} class="strip-turn" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
      ))}
      {strip.pauses.map(({ at }, index) => (
        <line key={index} class="strip-pause" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
      ))}
      {marks.map(({ at, struck, exact }, index) => (
        <line
          key={index}
          class={`strip-mark strip-${side}${struck ? ' strip-struck' : ''}${exact ? '' : ' strip-near'}`}
          x1={percent(at)}
          x2={percent(at)}
          y1="3"
          y2="17"
        />
      ))}
    </svg>
  );
}
