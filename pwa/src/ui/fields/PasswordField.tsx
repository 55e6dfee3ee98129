/** A password: it can be pasted, it can be looked at, and a password manager finds it. */
import { useState } from 'preact/hooks';
import { Eye, EyeOff } from 'lucide';
import { Icon } from '../kit/Icon';
import { describedBy, type FieldProps, Frame } from './Frame';
import { TYPE, typed } from './control';

export interface PasswordFieldProps extends FieldProps<string> {
  /** "current-password" to open what is there, "new-password" to make one. */
  readonly use: 'current-password' | 'new-password';
}

export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Frame {...props}>
      <span class="password">
        <input
          id={props.id}
          class="input"
          {...TYPE[shown ? 'text' : 'password']}
          autocomplete={props.use}
          autocapitalize="none"
          spellcheck={false}
          value={props.value ?? ''}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error === undefined ? undefined : true}
          onInput={(event) => {
            props.onChange(typed(event.currentTarget.value));
          }}
        />
        <button type="button" class="password-show" aria-pressed={shown} onClick={() => { setShown(!shown); }}>
          <Icon of={shown ? EyeOff : Eye} />
          {shown ? 'Hide' : 'Show'}
          <span class="heard"> {props.label}</span>
        </button>
      </span>
    </Frame>
  );
}
