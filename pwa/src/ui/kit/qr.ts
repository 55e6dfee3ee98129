/** The dark squares of a QR code as one SVG path. In a file of its own so that the library comes when it is needed. */
import { generate } from 'lean-qr';

/** `size` is in squares, without the quiet zone of four on each side. */
export function squares(text: string): { readonly size: number; readonly path: string } {
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size: code.size, path };
}
