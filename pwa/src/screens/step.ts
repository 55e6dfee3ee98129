/** The one thing to do next beside a line: somewhere to go, or something to have done. */
export type Step =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly act: () => void };
