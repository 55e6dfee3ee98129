/** A number to be touched. */
export function Phone({ of }: { readonly of: string | null }) {
  if (of === null) return <>no phone in the directory</>;
  return <a class="tap numbers" href={telOf(of)}>{of}</a>;
}

/** Where a number is called. */
export function telOf(phone: string): string {
  return `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
}
