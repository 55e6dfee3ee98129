/**
 * Ten numbers to press, from the worst to the best: a row where there is room, a ladder on a phone. "Now" is filled,
 * "where I would like to be" is a ring; under the wish a dot shows where now is.
 */
import { announced } from '../capture/scale';
import type { Option } from '../casework/forms';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export interface NumbersProps {
  readonly mark: 'now' | 'wish';
  readonly question: string;
  readonly anchors: readonly Option[];
  readonly value: number | null;
  /** Where "now" is, to be seen beside the wish. */
  readonly nowMark: number | null;
  readonly onPress: (place: number) => void;
}

export function Numbers({ mark, question, anchors, value, nowMark, onPress }: NumbersProps) {
  const id = `numbers-${mark}`;
  const anchor = (place: number): string => anchors.find(([name]) => name === String(place))?.[1] ?? '';
  return (
    <div class={`numbers-box numbers-${mark}`} role="radiogroup" aria-labelledby={id}>
      <h2 id={id} class="question">
        <svg class="question-mark" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <circle cx="10" cy="10" r={mark === 'now' ? 10 : 7.5} />
        </svg>
        {question}
      </h2>
      <div class="numbers-row">
        {NUMBERS.map((place) => (
          <label key={place} class={place === nowMark ? 'number number-is-now' : 'number'}>
            <input
              type="radio"
              name={id}
              aria-label={announced(place, anchors)}
              checked={value === place}
              onChange={() => {
                onPress(place);
              }}
            />
            <span aria-hidden="true">{place}</span>
            <span class="number-words" aria-hidden="true">
              {anchor(place)}
            </span>
          </label>
        ))}
      </div>
      <p class="numbers-ends" aria-hidden="true">
        <span>{anchor(1)}</span>
        <span class="numbers-chosen">{value === null || value === 1 || value === 10 ? '' : `${value}: ${anchor(value)}`}</span>
        <span>{anchor(10)}</span>
      </p>
    </div>
  );
}
