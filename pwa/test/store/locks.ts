/** Web Locks for Node, which has none: requests for one name one after the other, shared ones together. */

interface Waiting {
  readonly mode: 'exclusive' | 'shared';
  readonly begin: () => void;
}

interface Held {
  count: number;
  mode: 'exclusive' | 'shared';
  readonly queue: Waiting[];
}

interface Options {
  readonly mode?: 'exclusive' | 'shared';
  readonly ifAvailable?: boolean;
}

type Work = (lock: object | null) => unknown;

type Table = Map<string, Held>;

function isFree(found: Held, mode: Waiting['mode']): boolean {
  return found.count === 0 || (mode === 'shared' && found.mode === 'shared' && found.queue.length === 0);
}

function begin(found: Held, mode: Waiting['mode']): void {
  found.count += 1;
  found.mode = mode;
}

function end(held: Table, name: string, found: Held): void {
  found.count -= 1;
  while (found.queue[0] !== undefined && isFree({ ...found, queue: [] }, found.queue[0].mode)) {
    const next = found.queue.shift();
    if (next === undefined) break;
    begin(found, next.mode);
    next.begin();
  }
  if (found.count === 0 && found.queue.length === 0) held.delete(name);
}

async function request(held: Table, name: string, options: Options | Work, given?: Work): Promise<unknown> {
  const [{ mode = 'exclusive', ifAvailable = false }, work]: [Options, Work | undefined] =
    typeof options === 'function' ? [{}, options] : [options, given];
  if (work === undefined) throw new TypeError('a lock is taken for some work');
  const found = held.get(name) ?? { count: 0, mode, queue: [] };
  held.set(name, found);
  if (isFree(found, mode)) begin(found, mode);
  else if (ifAvailable) return work(null);
  else await new Promise<void>((resolve) => found.queue.push({ mode, begin: resolve }));
  try {
    return await work({ name, mode });
  } finally {
    end(held, name, found);
  }
}

/** Give this process Web Locks, of which none is held: what a test before still waits for in its own time is nothing to this one. */
export function installLocks(): void {
  const held: Table = new Map();
  const locks = { request: (name: string, options: Options | Work, given?: Work) => request(held, name, options, given) };
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
}
