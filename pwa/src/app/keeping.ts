/**
 * A record that is kept as it is typed: a moment after the last letter, when the page is left, and before the tablet locks.
 * What was there when a field was begun is what a save replaces, so that what arrives meanwhile stands beside it.
 */
import { useEffect, useRef, useState } from 'preact/hooks';

import { atRiskFor } from './at_risk.ts';
import { formDraft } from './draft.ts';
import { keep, theEngine } from './shared.ts';
import { seenNow } from '../casework/acts/edit.ts';
import type { Values } from '../casework/acts/save.ts';
import { notAsked } from '../casework/asked.ts';
import type { Book } from '../casework/book.ts';
import type { Form, Leaf, Leaves } from '../casework/forms.ts';
import { leavesOf } from '../casework/standing.ts';
import type { Problem } from '../casework/validate.ts';
import { deviceName, opened, vaultOf } from '../store/replica.ts';
import type { Dot } from '../sync/op.ts';
import { type RecordView, view as viewOf } from '../sync/records.ts';
import type { Draft } from './draft.ts';

const REST_MS = 1_000;

interface Typed {
  readonly leaf: Leaf;
  readonly seen: readonly Dot[];
}

export interface Kept extends Pick<Draft, 'draft' | 'atRisk' | 'tried'> {
  /** Done when all of it is kept; false where it could not be, which is said. */
  readonly flush: () => Promise<boolean>;
}

/** `also`: what is wrong beside what the form itself says. */
export function useKept(book: Book, vault: string, view: RecordView, form: Form, also: (leaves: Leaves) => readonly Problem[]): Kept {
  const [typed, setTyped] = useState<ReadonlyMap<string, Typed>>(new Map());
  const [tries, setTries] = useState(0);
  const now = useRef({ typed, view });
  now.current.view = view;
  const show = (next: ReadonlyMap<string, Typed>): void => {
    now.current.typed = next;
    setTyped(next);
  };
  const line = useRef(Promise.resolve(true));
  const flush = (): Promise<boolean> => (line.current = line.current.then(flushOnce));
  const flushOnce = async (): Promise<boolean> => {
    const taken = now.current.typed;
    if (taken.size === 0) return true;
    const values = Object.fromEntries([...taken].map(([path, { leaf }]) => [path, leaf]));
    const seen = Object.fromEntries([...taken].map(([path, { seen: dots }]) => [path, dots]));
    if (!(await keep([{ vault, record: view.id, values, seen }]))) return false;
    // What was typed while it was being kept is still to be kept, in the place of what was.
    const own = ownDots(vault, view.id, values);
    const left = [...now.current.typed].filter(([path, one]) => taken.get(path) !== one);
    show(new Map(left.map(([path, { leaf, seen: dots }]) => [path, { leaf, seen: [...dots, ...(own[path] ?? [])] }])));
    return true;
  };
  const put = (pairs: readonly (readonly [string, Leaf])[]): void => {
    const dots = seenNow(now.current.view, Object.fromEntries(pairs));
    const added = pairs.map(([path, leaf]) => [path, { leaf, seen: now.current.typed.get(path)?.seen ?? dots[path] ?? [] }] as const);
    show(new Map([...now.current.typed, ...added]));
  };
  const whole = (): Leaves => new Map([...leavesOf(now.current.view), ...[...now.current.typed].map(([path, { leaf }]) => [path, leaf] as const)]);
  // While the page stands, an answer that is taken back and given again finds its words where they were.
  const end = (): Promise<boolean> => {
    put([...notAsked(form, whole())].map((path) => [path, null] as const));
    return flush();
  };
  useKeeping(typed, flush, end);
  const values = whole();
  const draft = formDraft(book, form, { values, put, tries, also: also(values) });
  const tried = (): boolean => {
    setTries((before) => before + 1);
    return draft.problems.every(({ advice }) => advice === true);
  };
  return { draft, tried, flush, atRisk: atRiskFor(book, values, put) };
}

/** What this device has put at these paths and stands there. */
function ownDots(vault: string, record: string, values: Values): Readonly<Record<string, readonly Dot[]>> {
  const replica = theEngine().replica();
  const device = deviceName(opened(replica).identity);
  const found = viewOf(vaultOf(replica, vault).state, record);
  const standing = found === null ? {} : seenNow(found, values);
  return Object.fromEntries(Object.entries(standing).map(([path, dots]) => [path, dots.filter(([by]) => by === device)]));
}

/** Keeps it a moment after the last letter, and wherever the page may go away; `end` keeps it for the last time. */
function useKeeping(typed: ReadonlyMap<string, Typed>, flush: () => Promise<boolean>, end: () => Promise<boolean>): void {
  const [last, ending] = [useRef(flush), useRef(end)];
  last.current = flush;
  ending.current = end;
  useEffect(() => {
    if (typed.size === 0) return undefined;
    const timer = setTimeout(() => void last.current(), REST_MS);
    return () => { clearTimeout(timer); };
  }, [typed]);
  useEffect(() => {
    const { door } = theEngine();
    const leave = (): void => {
      if (document.visibilityState === 'hidden') void last.current();
    };
    const release = door.hold('form');
    const forget = door.beforeLock(async () => { await ending.current(); });
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      forget();
      release();
      void ending.current();
    };
  }, []);
}
