/** Shows a lazy part: nothing for the moment it takes, the part, or what to do when it would not come. */
import type { ComponentChildren } from 'preact';

import type { Lazy } from './lazy';

interface LazyPartProps<Props extends object> {
  readonly of: Lazy<Props>;
  readonly with: Props;
  /** What is shown where it would not come. */
  readonly otherwise: ComponentChildren;
}

export function LazyPart<Props extends object>({ of, with: props, otherwise }: LazyPartProps<Props>) {
  const loaded = of.loaded();
  if (loaded.state === 'there') return <loaded.view {...props} />;
  return loaded.state === 'coming' ? <div class="lazy-coming" aria-busy="true" /> : <>{otherwise}</>;
}
