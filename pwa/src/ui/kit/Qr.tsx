/** A QR code of a short text, drawn when the library has come; the text itself always stands beside it. */
import { useEffect, useState } from 'preact/hooks';

export interface QrProps {
  readonly text: string;
  /** What the code is for: "Code to connect a tablet". */
  readonly name: string;
}

export function Qr({ text, name }: QrProps) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let wanted = true;
    void import('./qr').then(({ squares }) => {
      if (wanted) setDrawn(squares(text));
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn === null) return <div class="qr" />;
  const side = drawn.size + 8;
  return (
    <svg class="qr" viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={name}>
      <rect class="qr-paper" x="-4" y="-4" width={side} height={side} />
      <path class="qr-ink" d={drawn.path} />
    </svg>
  );
}
