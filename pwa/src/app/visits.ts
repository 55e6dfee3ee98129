/**
 * What the server says of the visits that concern whoever is at work: asked for by itself while the tablet is open, more often
 * while somebody is out. It is kept sealed, so that a sheet can still be read when the page is loaded without a network.
 *
 *     live.value.heard?.visits
 *     await press(visit, 'more', (line) => extend(line, visit, until))
 */
import { signal } from '@preact/signals';

import { saidOf } from './entry/told.ts';
import { book, keep, pen, theEngine } from './shared.ts';
import { settled, heardBack } from '../casework/acts/safety.ts';
import { textFrom } from '../capture/leaves.ts';
import { mySheets } from '../casework/day.ts';
import type { Leaf } from '../casework/forms.ts';
import { leavesOf, momentFrom } from '../casework/standing.ts';
import { type Asked, type Heard, leavesOfNote, type Live, NOTHING_HEARD, type Pressed, type SeenVisit, withLost } from '../casework/visiting.ts';
import { type ArmedVisit, checkIn, visitsOf, type Watched } from '../store/alarms.ts';
import { type Line, ServerRefused, Unreachable } from '../store/api.ts';
import { openSheet } from '../store/safety_notes.ts';
import { isObject } from '../sync/op.ts';

/** How it stands, as far as it was heard. */
export const live = signal<Live>(NOTHING_HEARD);

const USUALLY_MS = 60_000;
const WHILE_OUT_MS = 15_000;
const DAY_MS = 86_400_000;
/** Where the last answer is kept. */
const KEPT = 'visits';
/** Where it is kept which visits could not be armed, and why. */
const UNARMED = 'visits-unarmed';

let timer: ReturnType<typeof setTimeout> | undefined;
let looking: Promise<void> | null = null;

/** Asks from now on; ends with the function that is returned. */
export function followVisits(): () => void {
  // What was kept comes first: an answer that leaves somebody out is held against it.
  const begun = takeUpKept();
  const look = (): void => {
    if (document.visibilityState === 'visible') void begun.then(lookAtVisits);
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  void begun.then(lookAtVisits);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
    clearTimeout(timer);
    live.value = NOTHING_HEARD;
  };
}

async function takeUpKept(): Promise<void> {
  const [kept, unarmed] = await Promise.all([KEPT, UNARMED].map((name) => theEngine().drafts.read(name).catch(() => null)));
  if (!isAtWork()) return;
  const heard = live.value.heard ?? toHeard(kept);
  live.value = { heard, asked: new Map([...toUnarmed(unarmed), ...live.value.asked]) };
}

function isAtWork(): boolean {
  return theEngine().stage.peek() === 'open';
}

/** Ask now; what keeps the server from answering is seen by how old the last answer is. */
export function lookAtVisits(): Promise<void> {
  looking ??= lookOnce().catch(() => undefined).finally(() => {
    looking = null;
    clearTimeout(timer);
    if (isAtWork()) timer = setTimeout(() => void lookAtVisits(), isAnybodyOut() ? WHILE_OUT_MS : USUALLY_MS);
  });
  return looking;
}

function isAnybodyOut(): boolean {
  return live.value.heard?.visits.some(({ checkedIn }) => checkedIn === null) ?? false;
}

async function lookOnce(): Promise<void> {
  if (!isAtWork()) return;
  const { time, visits } = await theEngine().online(visitsOf);
  const seen = await Promise.all(visits.map(seenFrom));
  if (!isAtWork()) return;
  hear(withLost(live.value.heard, { visits: seen, at: time, ahead: time - Date.now() }, theEngine().replica().account.member));
  await settleSheets();
}

async function seenFrom(visit: ArmedVisit): Promise<SeenVisit> {
  const { note, ...rest } = visit;
  const sheet = note === null ? null : await openSheet(theEngine().replica(), { ...rest, note });
  return { ...rest, sheet: sheet === null ? null : leavesOfNote(sheet) };
}

function hear(heard: Heard): void {
  live.value = { ...live.value, heard };
  const visits = heard.visits.map((visit) => ({ ...visit, sheet: visit.sheet === null ? null : [...visit.sheet] }));
  // Without it the sheets are there again with the next answer.
  void theEngine().drafts.write(KEPT, { ...heard, visits }).catch(() => undefined);
}

/** An answer that was kept, without what the server has deleted since. */
function toHeard(kept: unknown): Heard | null {
  if (!isObject(kept) || !Array.isArray(kept['visits'])) return null;
  const found = kept as unknown as Heard & { readonly visits: readonly (SeenVisit & { readonly sheet: readonly (readonly [string, Leaf])[] | null })[] };
  // One whose visitor is not back it keeps.
  const visits = found.visits.filter(({ checkedIn }) => checkedIn === null || checkedIn.at > Date.now() - DAY_MS);
  return { ...found, visits: visits.map((visit) => ({ ...visit, sheet: visit.sheet === null ? null : new Map(visit.sheet) })) };
}

/** Who set out without the server's answer is out without it after a lock too, for a day. */
function toUnarmed(kept: unknown): readonly (readonly [string, Asked])[] {
  if (!isObject(kept) || !Array.isArray(kept['visits']) || Number(kept['at']) < Date.now() - DAY_MS) return [];
  return (kept['visits'] as readonly (readonly [string, string])[]).map(([visit, trouble]) => [visit, { what: 'arm', trouble }]);
}

/** Whoever watched has spoken to the visitor of a visit that the server has lost. */
export function spokenTo(visit: string): void {
  const { heard } = live.value;
  if (heard !== null) hear({ ...heard, visits: heard.visits.filter((one) => one.visit !== visit) });
}

// One's own sheets -----------------------------------------------------------------------------------------

/** What the server says of one's own visits is written down; what it was not told yet it is told now. */
async function settleSheets(): Promise<void> {
  const found = book.peek();
  const diary = found?.diary ?? null;
  if (found === null || diary === null) return;
  for (const sheet of mySheets(found)) {
    const id = textFrom(leavesOf(sheet), 'visit_id');
    const visit = live.value.heard?.visits.find((one) => one.visit === id) ?? null;
    if (visit !== null) await keep([settled(pen(), diary.id, sheet, visit)]);
    if (isUnsaid(sheet) && (visit?.checkedIn ?? null) === null) await sayBack(diary.id, sheet, id ?? '');
  }
}

/** Said to be back on this tablet, and not heard by the server. */
function isUnsaid(sheet: Parameters<typeof leavesOf>[0]): boolean {
  const leaves = leavesOf(sheet);
  const armed = momentFrom(leaves, 'armed_at');
  return armed !== null && momentFrom(leaves, 'checked_in_at') !== null && textFrom(leaves, 'checked_in_by') === null;
}

/** Tell the server that one is back. A visit that it no longer knows is over as well. */
export async function sayBack(diary: string, sheet: Parameters<typeof leavesOf>[0], visit: string): Promise<void> {
  try {
    take(await theEngine().online((line) => checkIn(line, visit)).then(seenNow));
    await keep([heardBack(pen(), diary, sheet)]);
    forget(visit);
  } catch (error) {
    if (error instanceof ServerRefused && (error.code === 'not_found' || error.code === 'visit_over')) await keep([heardBack(pen(), diary, sheet)]);
    else ask(visit, { what: 'back', trouble: troubleOf(error) });
  }
}

// What is pressed ------------------------------------------------------------------------------------------

/** Ask the server for something about a visit: how it stands then; null, and said beside the visit, where it was not done. */
export async function press(visit: string, what: Pressed, work: (line: Line) => Promise<Watched>): Promise<SeenVisit | null> {
  ask(visit, { what, trouble: null });
  try {
    const seen = await theEngine().online(work).then(seenNow);
    take(seen);
    forget(visit);
    return seen.visit;
  } catch (error) {
    ask(visit, { what, trouble: troubleOf(error) });
    return null;
  }
}

interface Seen {
  readonly time: number;
  readonly visit: SeenVisit;
}

async function seenNow({ time, visit }: Watched): Promise<Seen> {
  return { time, visit: await seenFrom(visit) };
}

function take({ time, visit }: Seen): void {
  const others = (live.value.heard?.visits ?? []).filter((one) => one.visit !== visit.visit);
  hear({ visits: [...others, visit], at: time, ahead: time - Date.now() });
}

function ask(visit: string, asked: Asked): void {
  setAsked(new Map([...live.value.asked, [visit, asked]]));
}

/** What was pressed is done, or not wanted any more. */
export function forget(visit: string): void {
  setAsked(new Map([...live.value.asked].filter(([one]) => one !== visit)));
}

function setAsked(asked: Live['asked']): void {
  const unarmed = (found: Live['asked']) => [...found].flatMap(([visit, { what, trouble }]) => (what === 'arm' && trouble !== null ? [[visit, trouble]] : []));
  const [before, now] = [unarmed(live.value.asked), unarmed(asked)];
  live.value = { ...live.value, asked };
  // What cannot be kept is on the screen until the tablet locks.
  if (before.length + now.length > 0) void theEngine().drafts.write(UNARMED, { visits: now, at: Date.now() }).catch(() => undefined);
}

/** In a few words, as they stand in a banner. */
export function troubleOf(error: unknown): string {
  return error instanceof Unreachable ? 'No connection.' : saidOf(error);
}
