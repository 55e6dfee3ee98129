/**
 * Frames: a JSON object and any number of byte strings in one request or answer (`docs/protocol.md` §10).
 *
 *     parseFrames(encodeFrames({ count: 1 }, [entry]))  →  { head: { count: 1 }, parts: [entry] }
 *
 * How many frames there should be is said by the object; a reader compares.
 */
import { u32 } from './binary.ts';
import { type Bytes, concat, jsonBytes, Malformed } from './encoding.ts';
import { parseObject } from './op.ts';

export const FRAMES_TYPE = 'application/vnd.beside.frames';
const LENGTH_SIZE = 4;

export interface Frames {
  readonly head: Readonly<Record<string, unknown>>;
  readonly parts: readonly Bytes[];
}

/** Each frame is u32 length ‖ bytes; the first is `head`. */
export function encodeFrames(head: Readonly<Record<string, unknown>>, parts: readonly Uint8Array[] = []): Bytes {
  return concat(...[jsonBytes(head), ...parts].flatMap((part) => [u32(part.length), part]));
}

/**
 * The object and the byte strings behind it. Throws `Malformed` where a frame is cut short or the first is no object.
 *
 * The parts are copies: a view would keep the whole answer, and IndexedDB would write all of it for every view.
 */
export function parseFrames(data: Bytes): Frames {
  const { head, parts } = viewFrames(data);
  return { head, parts: parts.map((part) => part.slice()) };
}

/** The same, the parts being views of `data`: for who puts them together anew, or reads them and lets them go. */
export function viewFrames(data: Bytes): Frames {
  const numbers = new DataView(data.buffer, data.byteOffset, data.length);
  const frames: Bytes[] = [];
  let position = 0;
  while (position < data.length) {
    const start = position + LENGTH_SIZE;
    position = start > data.length ? Infinity : start + numbers.getUint32(position);
    if (position > data.length) throw new Malformed('a frame is cut short');
    frames.push(data.subarray(start, position));
  }
  const [first, ...parts] = frames;
  if (first === undefined) throw new Malformed('there is no first frame');
  return { head: parseObject(first), parts };
}
