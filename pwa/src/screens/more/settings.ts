/** What the cards of the settings share. */

export const ON_OFF = [
  { value: true, label: 'On' },
  { value: false, label: 'Off' },
] as const;

/** A choice that always stands at something: pressing what is chosen changes nothing. */
export function kept<Value>(verb: (value: Value) => void): (value: Value | null) => void {
  return (value) => {
    if (value !== null) verb(value);
  };
}
