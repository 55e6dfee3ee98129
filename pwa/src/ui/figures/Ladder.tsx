/** Small ladders of a scale: where I am is a disc, where I would like to be a ring, the time before a faint ring. */
import { ladderSentence, placeOn, type LadderMarks } from './ladder';

export interface LadderLine extends LadderMarks {
  readonly label: string;
}

export interface LaddersProps {
  readonly lines: readonly LadderLine[];
  /** "October": what the faint ring stands for. */
  readonly before?: string | undefined;
  /** Words for the two marks: "now" and "would like" unless it is the child's own page. */
  readonly nowWord?: string | undefined;
  readonly wishWord?: string | undefined;
}

export function Ladders({ lines, before, nowWord = 'now', wishWord = 'would like' }: LaddersProps) {
  return (
    <div class="ladders">
      <ul>
        {lines.map((line) => (
          <li key={line.label} class="ladder">
            <span class="ladder-label small">{line.label}</span>
            <span class="heard">: {ladderSentence(line, before ?? 'before')}</span>
            <Track {...line} />
          </li>
        ))}
      </ul>
      <p class="ladder-key small" aria-hidden="true">
        {before === undefined ? null : <Key mark="before">{before}</Key>}
        <Key mark="now">{nowWord}</Key>
        <Key mark="wish">{wishWord}</Key>
      </p>
    </div>
  );
}

function Track({ now, wish, before }: LadderMarks) {
  return (
    <svg class="ladder-track" aria-hidden="true" focusable="false">
      <rect class="ladder-ground" width="100%" height="22" rx="11" />
      {before === null || before === undefined ? null : (
        <circle class="ladder-before" cx={placeOn(before)} cy="11" r="6.5" />
      )}
      {now === null ? null : <circle class="ladder-now" cx={placeOn(now)} cy="11" r={now === wish ? 4.5 : 8} />}
      {wish === null ? null : <circle class="ladder-wish" cx={placeOn(wish)} cy="11" r={now === wish ? 8.5 : 6.5} />}
    </svg>
  );
}

export function Key({ mark, children }: { mark: 'before' | 'now' | 'wish'; children: string }) {
  return (
    <span class="ladder-key-item">
      <svg class="ladder-key-mark" viewBox="0 0 16 16" focusable="false">
        <circle class={`ladder-${mark}`} cx="8" cy="8" r={mark === 'now' ? 6.5 : 5} />
      </svg>
      {children}
    </span>
  );
}
