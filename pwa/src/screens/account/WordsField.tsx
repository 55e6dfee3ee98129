/** The 24 words of a printed sheet, with room to see all of them at once; nothing remembers, completes or spells them. */
import { describedBy, type FieldProps, Frame } from '../../ui/fields/Frame';
import { discreet, typed } from '../../ui/fields/control';

export function WordsField(props: FieldProps<string>) {
  return (
    <Frame {...props}>
      <textarea
        id={props.id}
        class="input"
        rows={5}
        autocapitalize="none"
        {...discreet(true)}
        value={props.value ?? ''}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error === undefined ? undefined : true}
        onInput={(event) => {
          props.onChange(typed(event.currentTarget.value));
        }}
      />
    </Frame>
  );
}
