/**
 * Free words, and how they are known: "I saw or heard it", "told by …", "my view". The box grows with what is written.
 * The marks appear once there is something to mark, and then stay: nothing moves under a finger.
 */
import { useState } from 'preact/hooks';
import { type Answer, ChoiceField } from './ChoiceField';
import { describedBy, type FieldProps, Frame } from './Frame';
import { TextField } from './TextField';
import { discreet, typed } from './control';

export const SOURCES: readonly Answer[] = [
  { value: 'saw', label: 'I saw or heard it' },
  { value: 'told', label: 'told by …' },
  { value: 'view', label: 'my view' },
];

/** How a narrative is known; left out where nobody asks. */
export interface Provenance {
  readonly source: string | null;
  readonly toldBy: string | null;
  readonly onSource: (source: string | null) => void;
  readonly onToldBy: (name: string | null) => void;
}

export interface NarrativeFieldProps extends FieldProps<string> {
  readonly provenance?: Provenance | undefined;
  /** Lines to begin with. */
  readonly lines?: number | undefined;
  /** Show the marks from the start: where telling fact from opinion is what the form is for. */
  readonly marksFirst?: boolean | undefined;
}

export function NarrativeField(props: NarrativeFieldProps) {
  const [begun, setBegun] = useState(props.marksFirst === true || props.value !== null);
  return (
    <div class="narrative">
      <Frame {...props}>
        <textarea
          id={props.id}
          class="input"
          rows={props.lines ?? 3}
          {...discreet(props.sensitive ?? true)}
          value={props.value ?? ''}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error === undefined ? undefined : true}
          aria-required={props.required === true ? true : undefined}
          onInput={(event) => {
            setBegun(true);
            props.onChange(typed(event.currentTarget.value));
          }}
        />
      </Frame>
      {props.provenance === undefined || !begun ? null : (
        <Marks id={props.id} label={props.label} provenance={props.provenance} />
      )}
    </div>
  );
}

function Marks({ id, label, provenance }: { id: string; label: string; provenance: Provenance }) {
  return (
    <>
      <ChoiceField
        id={`${id}_source`}
        label={`${label}: how do you know?`}
        hideLabel
        answers={SOURCES}
        value={provenance.source}
        onChange={provenance.onSource}
      />
      {provenance.source === 'told' ? (
        <TextField
          id={`${id}_told_by`}
          label="Told by"
          sensitive
          value={provenance.toldBy}
          onChange={provenance.onToldBy}
        />
      ) : null}
    </>
  );
}
