/**
 * One answer of several, several of several, yes or no. Nothing is chosen beforehand, and what was chosen can be
 * unchosen by pressing it again. Few short answers are chips, others stand under each other.
 */
import { type FieldProps, GroupFrame } from './Frame';
import { fitOnALine, toggled } from './control';

export interface Answer<Value extends string | number | boolean = string> {
  readonly value: Value;
  readonly label: string;
  readonly help?: string | undefined;
}

export interface ChoiceFieldProps<Value extends string | number | boolean> extends FieldProps<Value> {
  readonly answers: readonly Answer<Value>[];
  /** One of them always holds, as in a setting: pressing what is chosen does not take it away. */
  readonly stays?: boolean | undefined;
}

export function ChoiceField<Value extends string | number | boolean>(props: ChoiceFieldProps<Value>) {
  return (
    <GroupFrame {...props} role="radiogroup">
      <div class={layoutOf(props.answers)}>
        {props.answers.map((answer) => (
          <label key={answer.value} class={lookOf(props.answers)}>
            <input
              type="radio"
              name={props.id}
              checked={props.value === answer.value}
              onClick={() => {
                // The value is still the one before this press: pressing what is chosen takes it away.
                props.onChange(props.value === answer.value && props.stays !== true ? null : answer.value);
              }}
            />
            <Words of={answer} />
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

export interface ChoicesFieldProps extends FieldProps<readonly string[]> {
  readonly answers: readonly Answer[];
}

export function ChoicesField(props: ChoicesFieldProps) {
  return (
    <GroupFrame {...props}>
      <div class={layoutOf(props.answers)}>
        {props.answers.map((answer) => (
          <label key={answer.value} class={lookOf(props.answers)}>
            <input
              type="checkbox"
              checked={props.value?.includes(answer.value) === true}
              onChange={(event) => {
                props.onChange(toggled(props.value, answer.value, event.currentTarget.checked));
              }}
            />
            <Words of={answer} />
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

const YES_NO: readonly Answer<boolean>[] = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
];

export function YesNoField(props: FieldProps<boolean>) {
  return <ChoiceField {...props} answers={YES_NO} />;
}

type AnyAnswer = Answer<string | number | boolean>;

function onALine(answers: readonly AnyAnswer[]): boolean {
  return fitOnALine(answers.map(({ label }) => label)) && answers.every(({ help }) => help === undefined || help === '');
}

function layoutOf(answers: readonly AnyAnswer[]): string {
  return onALine(answers) ? 'chips' : 'answers';
}

function lookOf(answers: readonly AnyAnswer[]): string {
  return onALine(answers) ? 'chip' : 'answer';
}

function Words({ of }: { of: AnyAnswer }) {
  return (
    <span class="answer-words">
      {of.label}
      {of.help === undefined || of.help === '' ? null : <span class="small soft">{of.help}</span>}
    </span>
  );
}
