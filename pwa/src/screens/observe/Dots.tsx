/** Every lesson a dot with its band, one small picture for each behaviour. */
import type { Picture as PictureOf } from '../../capture/report';
import { shortDay } from '../../ui/dates';
import { Mark } from './Mark';
import { placed, scaleFor } from './dots';
import type { ReportModel } from './model';

export function Dots({ model }: { readonly model: Pick<ReportModel, 'overTime' | 'today'> }) {
  return (
    <div class="dots-all">
      {model.overTime.map((one) => (
        <Picture key={one.behaviour.value} of={one} today={model.today} />
      ))}
    </div>
  );
}

const PER = { hour: 'an hour', lesson: 'ticks in each lesson' } as const;

function Picture({ of, today }: { of: PictureOf; today: string }) {
  const { behaviour: { label, side }, per } = of;
  const most = scaleFor(of);
  const dots = placed(of, most);
  return (
    <figure class="dots">
      <figcaption class="small strong">
        <Mark side={side} />
        {label}, {PER[per]}
      </figcaption>
      <svg class="dots-field" aria-hidden="true" focusable="false">
        <line class="dots-axis" x1="0" x2="100%" y1="92%" y2="92%" />
        <line class="dots-axis" x1="0" x2="100%" y1="8%" y2="8%" />
        <text class="dots-scale" x="0" y="8%" dy="-4">{most}</text>
        {dots.map(({ record, x, y, top, bottom }, index) => (
          <g key={record} class={index === dots.length - 1 ? `dot-now dot-${side}` : `dot-${side}`}>
            <line class="dot-band" x1={x} x2={x} y1={top} y2={bottom} />
            <circle cx={x} cy={y} r="6" />
          </g>
        ))}
      </svg>
      <ul class="dots-words small soft numbers">
        {dots.map(({ record, date, words }) => (
          <li key={record}>
            {shortDay(date, today)}: {words}
          </li>
        ))}
      </ul>
    </figure>
  );
}
