/** One line: words, a telephone number, a whole number. */
import { describedBy, type FieldProps, Frame } from './Frame';
import { discreet, TYPE, typed, typedNumber } from './control';

export interface TextFieldProps extends FieldProps<string> {
  readonly kind?: keyof typeof TYPE | undefined;
  /** For the few fields that a password manager must find: "username", "current-password", "one-time-code". */
  readonly autocomplete?: string | undefined;
  readonly width?: 'short' | 'medium' | undefined;
}

export function TextField(props: TextFieldProps) {
  return (
    <Frame {...props}>
      <input
        id={props.id}
        class={`input ${props.width === undefined ? '' : `input-${props.width}`}`}
        {...TYPE[props.kind ?? 'text']}
        {...discreet(props.sensitive)}
        {...(props.autocomplete === undefined ? {} : { autocomplete: props.autocomplete })}
        value={props.value ?? ''}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error === undefined ? undefined : true}
        aria-required={props.required === true ? true : undefined}
        onInput={(event) => {
          props.onChange(typed(event.currentTarget.value));
        }}
      />
    </Frame>
  );
}

export function NumberField(props: FieldProps<number | string>) {
  return (
    <Frame {...props}>
      <input
        id={props.id}
        class="input input-short numbers"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={props.value === null ? '' : String(props.value)}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error === undefined ? undefined : true}
        aria-required={props.required === true ? true : undefined}
        onInput={(event) => {
          props.onChange(typedNumber(event.currentTarget.value));
        }}
      />
    </Frame>
  );
}
