/**
 * Who guesses at the glass is made to wait: three wrong passwords cost nothing, then each costs twice the wait of the one before,
 * up to five minutes.
 *
 *     waitOf(storage, account, now)  → 0, or how many milliseconds until the next try
 *
 * It keeps a pupil with the tablet in hand from trying all afternoon. Whoever takes the tablet apart is slowed by the password's
 * own stretching, not by this.
 */
const KEPT_AS = 'wrong-passwords';
const FREE = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

interface Tries {
  readonly wrong: number;
  readonly at: number;
}

/** How long until the next try, in milliseconds; 0 for none. After a clock was set back the wait begins anew, once. */
export function waitOf(storage: Kept, account: string, now: number): number {
  const tries = read(storage);
  const { wrong, at } = tries[account] ?? { wrong: 0, at: 0 };
  if (at > now) write(storage, { ...tries, [account]: { wrong, at: now } });
  return Math.max(0, Math.min(at, now) + lengthOf(wrong) - now);
}

/** A wrong password was typed. */
export function countWrong(storage: Kept, account: string, now: number): void {
  const tries = read(storage);
  write(storage, { ...tries, [account]: { wrong: (tries[account]?.wrong ?? 0) + 1, at: now } });
}

/** The right one was. */
export function forgive(storage: Kept, account: string): void {
  write(storage, Object.fromEntries(Object.entries(read(storage)).filter(([one]) => one !== account)));
}

function lengthOf(wrong: number): number {
  return wrong < FREE ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE));
}

function read(storage: Kept): Readonly<Record<string, Tries>> {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEPT_AS) ?? '{}');
    return typeof found === 'object' && found !== null ? (found as Record<string, Tries>) : {};
  } catch {
    return {};
  }
}

function write(storage: Kept, tries: Readonly<Record<string, Tries>>): void {
  storage.setItem(KEPT_AS, JSON.stringify(tries));
}
