/** Several short answers of one's own, such as who was present: known ones are pressed, others are added. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../kit/Button';
import { type FieldProps, GroupFrame } from './Frame';
import { discreet, toggled } from './control';

export interface TextsFieldProps extends FieldProps<readonly string[]> {
  /** What is likely: names from the case. */
  readonly suggestions?: readonly string[] | undefined;
  /** "someone else" */
  readonly addLabel?: string | undefined;
}

export function TextsField(props: TextsFieldProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const chosen = props.value ?? [];
  const known = [...new Set([...(props.suggestions ?? []), ...chosen])];
  const add = () => {
    const words = adding?.trim() ?? '';
    if (words !== '' && !chosen.includes(words)) props.onChange([...chosen, words]);
    setAdding('');
  };
  return (
    <GroupFrame {...props}>
      <div class="chips">
        {known.map((words) => (
          <label key={words} class="chip">
            <input
              type="checkbox"
              checked={chosen.includes(words)}
              onChange={(event) => {
                props.onChange(toggled(props.value, words, event.currentTarget.checked));
              }}
            />
            {words}
          </label>
        ))}
        {adding === null ? <AddChip label={props.addLabel ?? 'another'} onPress={() => { setAdding(''); }} /> : null}
      </div>
      {adding === null ? null : <Adding {...props} words={adding} onWords={setAdding} onAdd={add} />}
    </GroupFrame>
  );
}

interface AddingProps extends TextsFieldProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onAdd: () => void;
}

function Adding(props: AddingProps) {
  const input = useRef<HTMLInputElement>(null);
  // Before the next key, not after the next paint: a fast typist's first letters belong here too.
  useLayoutEffect(() => {
    input.current?.focus();
  }, []);
  const add = () => {
    props.onAdd();
    input.current?.focus();
  };
  return (
    <div class="texts-add">
      <input
        ref={input}
        class="input"
        {...discreet(props.sensitive)}
        aria-label={`${props.label}: ${props.addLabel ?? 'another'}`}
        value={props.words}
        onInput={(event) => {
          props.onWords(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button onPress={add}>Add</Button>
    </div>
  );
}

function AddChip({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button type="button" class="chip chip-add" onClick={onPress}>
      + {label}
    </button>
  );
}
