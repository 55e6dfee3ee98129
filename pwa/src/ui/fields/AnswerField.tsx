/** A number of the scale for staff who enter it from paper: ten numbers in a row, and a list of ways of not giving one. */
import { SelectBox } from '../kit/SelectBox';
import type { Answer } from './ChoiceField';
import { type FieldProps, GroupFrame } from './Frame';
import { typed } from './control';

export interface AnswerFieldProps extends FieldProps<number | string> {
  readonly least: number;
  readonly most: number;
  readonly others: readonly Answer[];
}

export function AnswerField(props: AnswerFieldProps) {
  const numbers = Array.from({ length: props.most - props.least + 1 }, (_, index) => props.least + index);
  const other = props.others.find(({ value }) => value === props.value)?.value ?? '';
  return (
    <GroupFrame {...props}>
      <div class="answer-row">
        <div class="answer-numbers" role="radiogroup" aria-labelledby={`${props.id}-label`}>
          {numbers.map((number) => (
            <label key={number} class="chip">
              <input
                type="radio"
                name={props.id}
                checked={props.value === number}
                onClick={() => {
                  // The value is still the one before this press: pressing what is chosen takes it away.
                  props.onChange(props.value === number ? null : number);
                }}
              />
              {number}
            </label>
          ))}
        </div>
        <SelectBox
          class="input answer-other"
          autocomplete="off"
          aria-label={`${props.label}, instead of a number`}
          value={other}
          onChange={(event) => {
            props.onChange(typed(event.currentTarget.value));
          }}
        >
          <option value="">or instead …</option>
          {props.others.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectBox>
      </div>
    </GroupFrame>
  );
}
