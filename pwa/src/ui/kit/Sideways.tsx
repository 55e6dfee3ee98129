/** What may be wider than the glass, such as a table: pushed sideways under the finger, and said in words where it is. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import './sideways.css';

export interface SidewaysProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

export function Sideways({ name, children }: SidewaysProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useLayoutEffect(() => {
    const shown = box.current;
    if (shown === null) return;
    const watched = new ResizeObserver(() => { setWider(shown.scrollWidth > shown.clientWidth + 1); });
    [shown, ...shown.children].forEach((one) => { watched.observe(one); });
    return () => { watched.disconnect(); };
  }, []);
  return (
    <div class="sideways">
      {isWider ? <p class="sideways-hint small soft screen-only">Push the table sideways to see all of it.</p> : null}
      <div class="sideways-box" ref={box} role="region" aria-label={name} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
