/**
 * What somebody is writing and has not saved: kept sealed on this tablet as it is typed, found again after a lock, a reload or a
 * killed tab, and forgotten in the same transaction as the save that it becomes.
 *
 *     const writing = useWriting('drop_in', () => ({ values: [] }));      // on the page that stands at an address
 *     writing.change((before) => ({ ...before, … }));
 *     await writing.finish((draft) => keep(saves, draft));
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

import { saidOf } from './entry/told.ts';
import { said, theEngine } from './shared.ts';
import type { Durability } from '../store/db.ts';
import { type Beside, FORMS, type HalfTyped } from '../store/index.ts';
import { draftLock } from '../store/locks.ts';
import { b64u, digest, utf8 } from '../sync/encoding.ts';
import { isObject } from '../sync/op.ts';
import { here } from '../ui/shell/router.ts';

/** What is typed is in the browser's hands so often: a killed tab loses no more. */
const EVERY_MS = 100;
/** And on the disk so often: a tablet without power loses no more. */
const SETTLE_MS = 500;
/** How long another tab is waited for that may just be letting go of the same form. */
const PATIENCE_MS = 1_000;

/** Said where what was kept of a form cannot be gone on with: it does not count, and the form goes on from what can be read. */
const LEFT_OUT = 'Something that you wrote here was damaged on this tablet, or changed by something other than Beside. '
  + 'It is left out: look whether the rest is as you wrote it.';

/** Something half written, as kept. */
export interface Kept {
  /** The address of its page, and the form on it. */
  readonly page: string;
  readonly form: string;
  /** When it was last changed, milliseconds since 1970 UTC. */
  readonly at: number;
  readonly content: unknown;
}

/** Everything half written of whoever is at work, by its id; null until it was read, and while nobody is at work. */
export const halfWritten: Signal<ReadonlyMap<string, Kept> | null> = signal(null);

/** The ids of what was half written of which something newer, or all there is, cannot be opened. */
const damaged = signal<ReadonlySet<string>>(new Set());

/** Observations that were begun on this tablet and not saved as finished. */
export const unfinishedPads = signal<readonly string[]>([]);

/** Reads it whenever somebody opens the tablet or comes back to this tab; ends with the function that is returned. */
export function followWriting(beside: Beside): () => void {
  const look = (): void => {
    if (document.visibilityState === 'visible' && beside.stage.peek() === 'open') void readAll(beside);
  };
  const end = effect(() => {
    // A save that the tablet had no room for forgets its draft when it is kept after all.
    const isAtWork = beside.stage.value === 'open' && beside.held.value.length >= 0;
    if (isAtWork) void readAll(beside);
    else halfWritten.value = null;
  });
  document.addEventListener('visibilitychange', look);
  return () => {
    end();
    halfWritten.value = null;
    document.removeEventListener('visibilitychange', look);
  };
}

async function readAll({ drafts, pad, stage }: Beside): Promise<void> {
  const [ids, pads] = await Promise.all([drafts.list(FORMS), pad.running()]).catch(() => [[], []]);
  const found = await Promise.all(ids.map(async (id) => {
    const { content, isDamaged } = await drafts.find(id);
    const kept = toKept(content);
    return { id, kept, isDamaged: isDamaged || (content !== null && kept === null) };
  })).catch(() => null);
  if (found === null || stage.peek() !== 'open') return;
  unfinishedPads.value = pads;
  // One that was damaged stays where it is until its form is written anew.
  damaged.value = new Set(found.filter(({ isDamaged }) => isDamaged).map(({ id }) => id));
  halfWritten.value = new Map(found.flatMap(({ id, kept }) => (kept === null ? [] : [[id, kept] as const])));
}

/** What was damaged was written over, or thrown away. */
function forgetDamage(id: string): void {
  if (damaged.peek().has(id)) damaged.value = new Set([...damaged.peek()].filter((one) => one !== id));
}

function toKept(found: unknown): Kept | null {
  if (!isObject(found)) return null;
  const { page, form, at, content } = found;
  return typeof page === 'string' && typeof form === 'string' && typeof at === 'number' ? { page, form, at, content } : null;
}

/** Ids say neither the form nor whose it is. */
function idOf(page: string, form: string): string {
  return FORMS + b64u(digest(utf8(`${page}#${form}`)));
}

/** Something being written at an address. */
export class Writing<Content extends object> {
  readonly content: Signal<Content>;
  /** When it was written, where it was found half done; null where it was begun just now. */
  readonly since: Signal<number | null>;
  /** Whether the same is open in another tab: then only what is written there is kept. */
  readonly isElsewhere: ReadonlySignal<boolean>;
  readonly id: string;
  /** Whether something of it cannot be gone on with. */
  private readonly isLeftOut: boolean;
  private readonly elsewhere = signal(false);
  private readonly page: string;
  private readonly form: string;
  private readonly start: () => Content;
  /** Changed since it was last handed to the browser; handed over since it was last brought to the disk. */
  private isDirty = false;
  private isLoose = false;
  private isPaused = false;
  private isHeld = false;
  private sealedAt = -EVERY_MS;
  private settledAt = -SETTLE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = 0;
  private written: Promise<void> = Promise.resolve();
  /** Writes at once; null until it was loaded, and where it cannot be. */
  private atOnce: HalfTyped | null = null;
  /** Writes that went the long way and are not done. */
  private waiting = 0;

  /** `isWhole` says whether what was kept can be gone on with: it may be of another version. */
  constructor(page: string, form: string, start: () => Content, isWhole: (kept: unknown) => kept is Content) {
    [this.page, this.form, this.start] = [page, form, start];
    this.id = idOf(page, form);
    const kept = halfWritten.peek()?.get(this.id);
    const found = kept !== undefined && isWhole(kept.content) ? kept.content : null;
    this.content = signal(found ?? start());
    this.since = signal(found === null ? null : (kept?.at ?? null));
    this.isElsewhere = this.elsewhere;
    this.isLeftOut = damaged.peek().has(this.id) || (kept !== undefined && found === null);
  }

  /** While its page stands: it is kept as it changes, before every lock, and gives more time until the next one. */
  open(): () => void {
    const { door, drafts } = theEngine();
    if (this.isLeftOut) said.value = LEFT_OUT;
    const letGo = this.hold();
    const ends = [door.hold('form'), door.beforeLock(() => this.seal('strict'))];
    const opening = drafts.open(this.id).then((found) => this.goOver(found), () => undefined);
    // A page that goes out of sight may never come back.
    document.addEventListener('visibilitychange', this.sealLast);
    window.addEventListener('pagehide', this.sealLast);
    return () => {
      document.removeEventListener('visibilitychange', this.sealLast);
      window.removeEventListener('pagehide', this.sealLast);
      void this.seal('strict').catch(say).then(letGo);
      void opening.then(() => { this.atOnce?.close(); });
      for (const end of ends) end();
    };
  }

  change(how: (before: Content) => Content): void {
    this.content.value = how(this.content.peek());
    this.isDirty = true;
    const wait = Math.max(0, this.sealedAt + EVERY_MS - performance.now());
    if (wait === 0) this.sealSoon();
    else this.later(wait);
  }

  /** What lies under the form is another now, without anybody having typed: it is kept only where something is. */
  amend(how: (before: Content) => Content): void {
    if (this.isDirty || halfWritten.peek()?.has(this.id) === true) this.change(how);
    else this.content.value = how(this.content.peek());
  }

  /** Throw away what was found, and begin anew. */
  async startAfresh(): Promise<void> {
    await this.pause();
    await this.forget();
    this.content.value = this.start();
    this.since.value = null;
    this.isPaused = false;
  }

  /** Save it for good; `save` forgets the draft with what it writes. Where it could not, everything goes on as before. */
  async finish(save: (draft: string) => Promise<boolean>): Promise<boolean> {
    await this.pause();
    const isSaved = await save(this.id);
    if (isSaved) {
      [this.isDirty, this.isLoose] = [false, false];
      this.since.value = null;
      // What is held waits for room, and forgets the draft once it has found it.
      if (theEngine().held.peek().length === 0) this.atOnce?.forget();
      await readAll(theEngine());
    }
    this.isPaused = false;
    return isSaved;
  }

  private readonly sealSoon = (): void => {
    const left = this.settledAt + SETTLE_MS - performance.now();
    // A timer may come early.
    if (left > 0 && !this.isDirty) this.later(left);
    else this.seal(left > 0 ? 'relaxed' : 'strict').catch(say);
  };

  private readonly sealLast = (): void => {
    this.seal('strict').catch(say);
  };

  /** Seal after so long, or sooner where that was wanted already. */
  private later(wait: number): void {
    const at = performance.now() + wait;
    if (this.timer !== undefined && this.dueAt <= at) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sealSoon();
    }, wait);
  }

  /** Keep what has changed since it was last kept. Rejects with what keeps the browser from writing. */
  private seal(durability: Durability): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const isAsked = this.isDirty || (this.isLoose && durability === 'strict');
    // Once it is locked there is no key: what was not sealed before then is nowhere.
    const isLocked = theEngine().stage.peek() !== 'open';
    if (!isAsked || isLocked || this.isPaused || this.elsewhere.peek()) return this.written;
    const now = performance.now();
    [this.isDirty, this.isLoose, this.sealedAt] = [false, durability === 'relaxed', now];
    if (durability === 'strict') this.settledAt = now;
    else this.later(this.settledAt + SETTLE_MS - now);
    const kept: Kept = { page: this.page, form: this.form, at: Date.now(), content: this.content.peek() };
    const writing = this.write(kept, durability).then(() => {
      halfWritten.value = new Map([...(halfWritten.peek() ?? []), [this.id, kept]]);
      forgetDamage(this.id);
    });
    // What could not be kept is tried again with the next letter.
    this.written = writing.catch(() => { this.isDirty = true; });
    return writing;
  }

  /** In the browser's hands when this returns, unless it goes the long way, one after the other. */
  private async write(kept: Kept, durability: Durability): Promise<void> {
    if (this.atOnce !== null) return this.atOnce.write(kept, durability);
    this.waiting += 1;
    try {
      await this.written;
      if (!this.elsewhere.peek()) await theEngine().drafts.write(this.id, kept);
    } finally {
      this.waiting -= 1;
    }
  }

  /** From now on at once; not while something older is on its long way, for that would come to lie over what is newer. */
  private async goOver(found: HalfTyped): Promise<void> {
    while (this.waiting > 0) await this.written;
    this.atOnce = found;
    this.takeUp();
  }

  /** What an earlier page left in the air goes into the database, once it is certain that no other tab has more of it. */
  private takeUp(): void {
    if (!this.isHeld || this.atOnce?.isInTheAir() !== true || this.since.peek() === null) return;
    this.isLoose = true;
    this.sealLast();
  }

  private async pause(): Promise<void> {
    // The save may fail, or the tablet be killed in the midst of it.
    const sealing = this.seal('strict').catch(say);
    this.isPaused = true;
    await sealing;
    await this.written;
  }

  private async forget(): Promise<void> {
    await theEngine().drafts.drop(this.id);
    this.atOnce?.forget();
    [this.isDirty, this.isLoose] = [false, false];
    halfWritten.value = new Map([...(halfWritten.peek() ?? [])].filter(([id]) => id !== this.id));
    forgetDamage(this.id);
  }

  /** Hold over all tabs that it is written here. */
  private hold(): () => void {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => { letGo = resolve; });
    const request = navigator.locks.request(draftLock(this.id), { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
      this.isHeld = true;
      this.takeUp();
      return held;
    });
    request.catch(() => { this.elsewhere.value = true; });
    return letGo;
  }
}

function say(error: unknown): void {
  said.value = saidOf(error);
}

/** What is being written on the page that stands at this address. */
export function useWriting<Content extends object>(
  form: string, start: () => Content, isWhole: (kept: unknown) => kept is Content,
): Writing<Content> {
  const [writing] = useState(() => new Writing(here.peek(), form, start, isWhole));
  useEffect(() => writing.open(), [writing]);
  return writing;
}
