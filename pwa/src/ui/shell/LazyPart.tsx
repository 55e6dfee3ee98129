/** Shows a lazy part: nothing for the moment it takes, the part, or what to do when it would not come. */
import type { ComponentChildren } from 'preact';

import { Button } from '../kit/Button';
import { Notice } from '../kit/Notice';
import { type Lazy, openAnew } from './lazy';

interface LazyPartProps<Props extends object> {
  readonly of: Lazy<Props>;
  readonly with: Props;
  /** What is shown where it would not come, if that is the whole page. */
  readonly otherwise?: ComponentChildren;
}

export function LazyPart<Props extends object>({ of, with: props, otherwise }: LazyPartProps<Props>) {
  const loaded = of.loaded();
  if (loaded.state === 'there') return <loaded.view {...props} />;
  if (loaded.state === 'coming') return <div class="lazy-coming" aria-busy="true" />;
  if (otherwise !== undefined) return <>{otherwise}</>;
  return (
    <Notice kind="warn" title="This part of Beside would not open." action={<Button onPress={openAnew}>Open Beside again</Button>}>
      <p>Nothing you wrote is lost.</p>
    </Notice>
  );
}
