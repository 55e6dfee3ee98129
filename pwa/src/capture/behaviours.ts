/** The behaviours of the observation form as the pad and the report use them. */

import type { Option } from '../casework/forms';

/** On which side of the pad it stands. */
export type Side = 'helps' | 'concern' | 'other';

/** What a count of it means: an event has a rate, a state has none, an opportunity only a share. */
export type Measure = 'event' | 'state' | 'opportunity';

export interface Behaviour {
  readonly value: string;
  readonly label: string;
  readonly side: Side;
  readonly measure: Measure;
}

const SIDES: readonly Side[] = ['helps', 'concern', 'other'];
const MEASURES: readonly Measure[] = ['event', 'state', 'opportunity'];

/** Behaviours from the catalogue's options; one without tags, such as a school's own, is an event on the third side. */
export function behavioursFrom(options: readonly Option[]): Behaviour[] {
  return options.map(([value, label, , tags = []]) => ({
    value,
    label,
    side: SIDES.find((side) => tags.includes(side)) ?? 'other',
    measure: MEASURES.find((measure) => tags.includes(measure)) ?? 'event',
  }));
}
