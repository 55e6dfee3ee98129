/** Shows a lazy part: nothing for the moment it takes, the part, or what to do when it would not come. */
import { Button } from '../kit/Button';
import { Notice } from '../kit/Notice';
import { type Lazy, openAnew } from './lazy';

export function LazyPart<Props extends object>({ of, with: props }: { of: Lazy<Props>; with: Props }) {
  const loaded = of.loaded();
  if (loaded.state === 'there') return <loaded.view {...props} />;
  if (loaded.state === 'coming') return <div class="lazy-coming" aria-busy="true" />;
  return (
    <Notice kind="warn" title="This part of Beside would not open." action={<Button onPress={openAnew}>Open Beside again</Button>}>
      <p>Nothing you wrote is lost.</p>
    </Notice>
  );
}
