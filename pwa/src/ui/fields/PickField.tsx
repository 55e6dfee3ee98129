/** One out of people or records: chips while they are few, the platform's own list when they are many. */
import { SelectBox } from '../kit/SelectBox';
import { type Answer, ChoiceField } from './ChoiceField';
import { describedBy, type FieldProps, Frame } from './Frame';
import { typed } from './control';

const FEW = 5;

export interface PickFieldProps extends FieldProps<string> {
  readonly answers: readonly Answer[];
}

export function PickField(props: PickFieldProps) {
  if (props.answers.length <= FEW && props.answers.length > 0) return <ChoiceField {...props} />;
  return (
    <Frame {...props}>
      <SelectBox
        id={props.id}
        class="input"
        autocomplete="off"
        value={props.value ?? ''}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error === undefined ? undefined : true}
        aria-required={props.required === true ? true : undefined}
        onChange={(event) => {
          props.onChange(typed(event.currentTarget.value));
        }}
      >
        <option value="">{props.answers.length === 0 ? 'Nobody to choose from yet' : 'Choose …'}</option>
        {props.answers.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectBox>
    </Frame>
  );
}
