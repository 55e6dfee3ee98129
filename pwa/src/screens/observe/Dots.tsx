/** Every lesson a dot with its band, one small picture for each behaviour. */
import { shortDay } from '../../ui/dates';
import { Mark } from './Mark';
import { placed, scaleFor } from './dots';
import type { OverTime, ReportModel } from './model';

export function Dots({ model }: { readonly model: Pick<ReportModel, 'overTime' | 'today'> }) {
  return (
    <div class="dots-all">
      {model.overTime.map((one) => (
        <Picture key={one.label} of={one} today={model.today} />
      ))}
    </div>
  );
}

function Picture({ of, today }: { of: OverTime; today: string }) {
  const most = scaleFor(of.dots);
  const dots = placed(of.dots, most);
  return (
    <figure class="dots">
      <figcaption class="small strong">
        <Mark side={of.side} />
        {of.label}, an hour
      </figcaption>
      <svg class="dots-field" aria-hidden="true" focusable="false">
        <line class="dots-axis" x1="0" x2="100%" y1="92%" y2="92%" />
        <line class="dots-axis" x1="0" x2="100%" y1="8%" y2="8%" />
        <text class="dots-scale" x="0" y="8%" dy="-4">{most}</text>
        {dots.map(({ x, y, top, bottom }, index) => (
          <g key={index} class={index === dots.length - 1 ? `dot-now dot-${of.side}` : `dot-${of.side}`}>
            <line class="dot-band" x1={x} x2={x} y1={top} y2={bottom} />
            <circle cx={x} cy={y} r="6" />
          </g>
        ))}
      </svg>
      <ul class="dots-words small soft numbers">
        {dots.map(({ date, perHour }, index) => (
          <li key={index}>
            {shortDay(date, today)}: {perHour}
          </li>
        ))}
      </ul>
    </figure>
  );
}
