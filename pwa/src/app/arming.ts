/**
 * Setting out: each who would be told gets a note that they alone can open, and the server's clock is armed. Only its answer counts.
 */
import { useEffect, useState } from 'preact/hooks';

import { keep, pen, theEngine } from './shared.ts';
import { forget, live, press, sayBack, troubleOf } from './visits.ts';
import { textFrom } from '../capture/leaves.ts';
import { gaveMore, saidBack, settled } from '../casework/acts/safety.ts';
import type { Book } from '../casework/book.ts';
import { backBy } from '../casework/day.ts';
import { type Reaches, stepOf } from '../casework/ladder.ts';
import { moreUntil } from '../casework/safety.ts';
import { leavesOf, momentFrom } from '../casework/standing.ts';
import { heardOf, ladderOf, noteOf, serverNow } from '../casework/visiting.ts';
import { arm, extend, type Plan, type Reach, reachOf, testAlarm } from '../store/alarms.ts';
import { sealSheet } from '../store/safety_notes.ts';
import type { TestAnswer } from '../screens/visit/model.ts';
import type { RecordView } from '../sync/records.ts';
import { announce } from '../ui/shell/announce.ts';

/** Arm the visit of a sheet, or arm it anew with the sheet as it was changed. */
export async function armVisit(book: Book, sheet: RecordView): Promise<boolean> {
  const visit = textFrom(leavesOf(sheet), 'visit_id') ?? '';
  const seen = await press(visit, 'arm', async (line) => arm(line, visit, await planOf(book, sheet, visit)));
  if (seen === null) return false;
  await keep([settled(pen(), book.diary?.id ?? '', sheet, seen)]);
  announce('Armed. The school looks for you if you are not back.');
  return true;
}

async function planOf(book: Book, sheet: RecordView, visit: string): Promise<Plan> {
  const leaves = leavesOf(sheet);
  const rungs = ladderOf(book, leaves);
  const notes = await sealSheet(theEngine().replica(), visit, rungs.flat(), noteOf(leaves));
  const byMember = new Map(notes.map((note) => [note.member, note]));
  return {
    until: momentFrom(leaves, 'back_by') ?? 0,
    stepMinutes: stepOf(leaves),
    ladder: rungs.map((rung) => rung.flatMap((member) => byMember.get(member) ?? [])),
  };
}

/** "I'm back": kept here at once, and said to the server until it has heard. */
export async function comeBack(book: Book, sheet: RecordView): Promise<void> {
  const [diary, visit] = [book.diary?.id ?? '', textFrom(leavesOf(sheet), 'visit_id') ?? ''];
  const isNew = momentFrom(leavesOf(sheet), 'checked_in_at') === null;
  if (isNew && !(await keep([saidBack(pen(), diary, sheet)]))) return;
  await sayBack(diary, sheet, visit);
}

/** So many minutes more. */
export async function takeMore(book: Book, sheet: RecordView): Promise<void> {
  const visit = textFrom(leavesOf(sheet), 'visit_id') ?? '';
  const known = heardOf(live.value, visit)?.until ?? backBy(sheet) ?? book.now;
  const until = moreUntil(book, known, Date.now() + (serverNow(book, live.value) - book.now));
  const seen = await press(visit, 'more', (line) => extend(line, visit, until));
  if (seen === null) return;
  await keep([gaveMore(pen(), book.diary?.id ?? '', sheet, seen.until)]);
  announce('More time was given.');
}

/** The plan is not set out on after all. */
export async function dropPlan(book: Book, sheet: RecordView): Promise<boolean> {
  forget(textFrom(leavesOf(sheet), 'visit_id') ?? '');
  return keep([{ vault: book.diary?.id ?? '', record: sheet.id, values: {}, whole: 'delete' }]);
}

// Whether an alarm reaches them ----------------------------------------------------------------------------

const LOOK_MS = 5_000;
/** For how long a page waits for a test that was sent. */
const TEST_LASTS_MS = 10 * 60_000;

const SENT = 'A test alarm was sent. This page says so as soon as it has been touched.';
const NOT_SWITCHED_ON =
  'No test alarm can be sent to them: they have not switched reminders on. Ask them to, under More, Settings; or agree by phone.';

export interface Reaching {
  readonly reaches: Reaches;
  /** Send a test alarm to a member. */
  readonly test: (member: string) => void;
  /** What became of it, said where it was pressed. */
  readonly answer: TestAnswer | null;
}

/** How each of the members can be alarmed, asked for when the page opens, and again while a test is on its way. */
export function useReaches(members: readonly string[]): Reaching {
  const [reaches, setReaches] = useState<Reaches>(new Map());
  const [waiting, setWaiting] = useState<{ readonly member: string; readonly until: number } | null>(null);
  const [answer, setAnswer] = useState<TestAnswer | null>(null);
  const put = (member: string, reach: Reach): void => { setReaches((before) => new Map([...before, [member, reach]])); };
  const look = async (member: string): Promise<void> => { put(member, await theEngine().online((line) => reachOf(line, member))); };
  const wanted = members.join(' ');
  useEffect(() => {
    for (const member of wanted.split(' ').filter((one) => one !== '')) void look(member).catch(() => undefined);
  }, [wanted]);
  useEffect(() => {
    if (waiting === null) return undefined;
    const asking = setInterval(() => {
      if (Date.now() > waiting.until) setWaiting(null);
      else void look(waiting.member).catch(() => undefined);
    }, LOOK_MS);
    return () => { clearInterval(asking); };
  }, [waiting]);
  const test = async (member: string): Promise<void> => {
    const reach = await theEngine().online((line) => testAlarm(line, member));
    put(member, reach);
    if (reach.push) setWaiting({ member, until: Date.now() + TEST_LASTS_MS });
    setAnswer({ sent: reach.push, words: reach.push ? SENT : NOT_SWITCHED_ON });
  };
  return {
    reaches,
    answer,
    test: (member) => {
      setAnswer(null);
      void test(member).catch((error: unknown) => { setAnswer({ sent: false, words: `${troubleOf(error)} No test was sent.` }); });
    },
  };
}

