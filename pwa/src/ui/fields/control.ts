/** What is worked out about a control before it is drawn. */

/** The id of the control of a path: "targets/x1/what" → "field-targets-x1-what". */
export function controlId(path: string): string {
  return `field-${path.replaceAll('/', '-')}`;
}

/** Attributes that ask the browser to remember, complete and send for spelling nothing that was confided. */
export function discreet(sensitive: boolean | undefined): {
  readonly autocomplete: 'off';
  readonly spellcheck?: false;
} {
  return sensitive === true ? { autocomplete: 'off', spellcheck: false } : { autocomplete: 'off' };
}

/** What was typed, or null where nothing stands. */
export function typed(text: string): string | null {
  return text === '' ? null : text;
}

/** A whole number where one was typed; else the words as they stand, for the validator to name: nothing typed is lost. */
export function typedNumber(text: string): number | string | null {
  if (text.trim() === '') return null;
  return /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : text;
}

/** Few short answers are chips on a line; many or long ones stand under each other. */
export function fitOnALine(labels: readonly string[]): boolean {
  return labels.length <= 9 && labels.every((label) => label.length <= 26);
}

/** The list with a value put in or taken out; null when nothing is left. */
export function toggled<Value>(list: readonly Value[] | null, value: Value, on: boolean): readonly Value[] | null {
  const rest = (list ?? []).filter((one) => one !== value);
  const next = on ? [...rest, value] : rest;
  return next.length === 0 ? null : next;
}

/**
 * The `type` of a text input, ready to be spread. The types of `input` are a union by role, and those of ours take the
 * same attributes: spread like this the union collapses to one.
 */
export const TYPE = {
  text: { type: 'text' },
  tel: { type: 'tel' as 'text' },
  email: { type: 'email' as 'text' },
  search: { type: 'search' as 'text' },
  password: { type: 'password' as 'text' },
} as const;
