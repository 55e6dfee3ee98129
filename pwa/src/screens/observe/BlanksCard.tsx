/** What blank means, for each behaviour without a tick: it is not the same as none. */
import { ChoiceField } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import type { Untouched } from './model';

const LOOKED = [
  { value: 'saw_none', label: 'saw none' },
  { value: 'did_not_look', label: 'did not look' },
] as const;

export interface BlanksCardProps {
  readonly untouched: readonly Untouched[];
  readonly onLooked: (behaviour: string, looked: 'saw_none' | 'did_not_look') => void;
  /** One touch for all that have no answer yet. */
  readonly onSawNone: () => void;
}

export function BlanksCard({ untouched, onLooked, onSawNone }: BlanksCardProps) {
  if (untouched.length === 0) return null;
  return (
    <Card
      title="Not ticked at all"
      aside={
        <Button kind="quiet" onPress={onSawNone}>
          I saw none of these
        </Button>
      }
    >
      <p class="small soft">Blank is not the same as none. Leave open what you are not sure of.</p>
      <ul class="blanks">
        {untouched.map(({ value, label, looked }) => (
          <li key={value} class="blank">
            <span class="strong" aria-hidden="true">{label}</span>
            <ChoiceField
              id={`looked-${value}`}
              label={label}
              hideLabel
              answers={LOOKED}
              value={looked}
              onChange={(answer) => {
                if (answer !== null) onLooked(value, answer);
              }}
              stays
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
