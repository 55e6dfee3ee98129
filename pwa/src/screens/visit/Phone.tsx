/** A number to be touched. */
export function Phone({ of }: { readonly of: string | null }) {
  if (of === null) return <>no phone in the directory</>;
  return <a class="tap numbers" href={`tel:${of.replaceAll(/[^+\d]/g, '')}`}>{of}</a>;
}
