/** Every tick where it fell, a line for each behaviour; grey where nobody watched. */
import type { Strip } from '../../capture/report';
import { counted } from '../../ui/words';

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

export function StripView({ strip }: { readonly strip: Strip }) {
  return (
    <ul class="strip">
      {strip.lines.map(({ behaviour, marks }) => {
        const standing = marks.filter(({ struck }) => !struck);
        return (
          <li key={behaviour.value} class="strip-line">
            <span class="small strip-label">{behaviour.label}</span>
            <span class="heard">: {counted(standing.length, 'tick')}</span>
            <svg class="strip-track" aria-hidden="true" focusable="false">
              <rect class="strip-ground" width={percent(strip.until)} height="100%" />
              {strip.blanks.map(({ from, until }) => (
                <rect key={from} class="strip-blank" x={percent(from)} width={percent(until - from)} height="100%" />
              ))}
              {strip.turns.map((at) => (
                <line key={at} class="strip-turn" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
              ))}
              {marks.map(({ at, struck, exact }, index) => (
                <line
                  key={index}
                  class={`strip-mark strip-${behaviour.side}${struck ? ' strip-struck' : ''}${exact ? '' : ' strip-near'}`}
                  x1={percent(at)}
                  x2={percent(at)}
                  y1="3"
                  y2="17"
                />
              ))}
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
