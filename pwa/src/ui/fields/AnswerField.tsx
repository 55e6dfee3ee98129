/** A number of a scale for staff who enter it from paper: ten numbers, and three ways of not giving one. */
import { type Answer, ChoiceField } from './ChoiceField';
import type { FieldProps } from './Frame';

export interface AnswerFieldProps extends FieldProps<number | string> {
  readonly least: number;
  readonly most: number;
  readonly others: readonly Answer[];
}

export function AnswerField(props: AnswerFieldProps) {
  const numbers = Array.from({ length: props.most - props.least + 1 }, (_, index) => {
    const value = props.least + index;
    return { value, label: String(value) };
  });
  const answers: readonly Answer<number | string>[] = [...numbers, ...props.others];
  return (
    <div class="answer-numbers">
      <ChoiceField {...props} answers={answers} />
    </div>
  );
}
