/** Why what was just pressed did not happen. It comes into view where it stands, for the button may be far down the page, and is said aloud. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Notice } from './Notice';

export function Failure({ children }: { readonly children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.scrollIntoView({ block: 'center' }); }, []);
  return (
    <div role="alert" ref={box}>
      <Notice kind="warn">{children}</Notice>
    </div>
  );
}
