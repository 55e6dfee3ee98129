/**
 * Reminders: what the server is told so that it can wake somebody, without knowing of what (`docs/protocol.md` §12).
 *
 *     const row = await signReminder(suite, { kind: 'review_due', place, op, to: [member], windows }, device);
 *     parseReminder(row.data)                               // says the same
 *     await verifyReminder(suite, row, device.signPublic)   → true
 *
 * A row is derived from a record, so two devices make the same one: its id comes from the record and the key of the vault's
 * first epoch, which every device that reads the vault has whatever epoch is in force (ADR 0012). It is signed, for it travels
 * with its op under whoever's session carries both. A row without windows takes the reminder back.
 */
import { MAX_LEAF_INTEGER, SUITE } from '../generated/limits.ts';
import { Reader, u64, u8 } from './binary.ts';
import type { Key, Suite } from './crypto.ts';
import {
  type Bytes, concat, ID_SIZE, Malformed, parseInstant, same, SIGNATURE_SIZE, unb64u, utf8,
} from './encoding.ts';
import type { DeviceKey } from './keys.ts';
import { isOut, type RecordView, textOf } from './records.ts';
import { planInForce, reviewDay } from './review.ts';
import { appointmentWindows, type Calendar, reviewWindows, type Window } from './school_days.ts';
import { hkdf } from './seal.ts';

const MAGIC = utf8('BSDR');
const TAG = utf8('beside/reminder/1');
const FIXED_SIZE = 86;
const WINDOW_SIZE = 16;
export const MOST_WINDOWS = 8;
export const MOST_RECIPIENTS = 32;

/** What is due, by the number that stands for it; each has the text of the push of the same name. */
export const REMINDER_KINDS = { review_due: 1, appointments_today: 2 } as const;
export type ReminderKind = keyof typeof REMINDER_KINDS;

/** Where a reminder belongs: school, vault, and its own id. */
export interface ReminderPlace {
  readonly school: Bytes;
  readonly vault: Bytes;
  readonly id: Bytes;
}

/**
 * `op` is the id of the op that the row goes with: of two rows of one id that of the op later in the log counts. `to` are
 * members. `windows`, in their order, are when it may be said: in the first that can be met, after the last never.
 */
export interface ReminderTerms {
  readonly kind: ReminderKind;
  readonly place: ReminderPlace;
  readonly op: Bytes;
  readonly to: readonly Bytes[];
  readonly windows: readonly Window[];
}

/** A row as signed by `device`; `data` are its bytes. */
export interface Reminder {
  readonly terms: ReminderTerms;
  readonly device: Bytes;
  readonly data: Bytes;
}

/** The id of the reminder of `kind` about `record`. `firstKey` is the key of the vault's first epoch. */
export async function reminderId(
  suite: Suite, firstKey: Key, place: { readonly school: Bytes; readonly vault: Bytes }, record: Bytes, kind: ReminderKind,
): Promise<Bytes> {
  const info = concat(TAG, place.school, place.vault, record, u8(REMINDER_KINDS[kind]));
  return (await hkdf(suite, firstKey, info)).slice(0, ID_SIZE);
}

/** Sign a row. Throws `Malformed` for what a reader would refuse. */
export async function signReminder(suite: Suite, terms: ReminderTerms, device: DeviceKey): Promise<Reminder> {
  const { kind, place, op, to, windows } = terms;
  const ids = [place.school, place.vault, place.id, op, device.id];
  if ([...ids, ...to].some((id) => id.length !== ID_SIZE)) throw new Malformed('an id in a reminder must be of 16 bytes');
  check(to, windows);
  const before = concat(
    MAGIC, u8(SUITE), u8(REMINDER_KINDS[kind]), ...ids, u8(windows.length),
    ...windows.flatMap(({ start, end }) => [u64(start), u64(end)]), u8(to.length), ...to,
  );
  const data = concat(before, await suite.sign(device.sign, concat(TAG, before)));
  return { terms, device: device.id, data };
}

/** Read a row; the signature is not checked. Throws `Malformed`, with the code `unknown_kind` for one of a newer version. */
export function parseReminder(data: Bytes): Reminder {
  if (data.length < FIXED_SIZE + 2 + SIGNATURE_SIZE) throw new Malformed('a reminder is cut short');
  const reader = new Reader(data);
  const id = (): Bytes => reader.take(ID_SIZE);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a reminder begins with BSDR');
  const [suite, number] = [reader.u8(), reader.u8()];
  const kind = kindOf(number);
  if (suite !== SUITE || kind === null) {
    throw new Malformed('a reminder of this suite or kind is not taken', 'unknown_kind');
  }
  const place = { school: id(), vault: id(), id: id() };
  const [op, device] = [id(), id()];
  const endOfWindows = FIXED_SIZE + 1 + WINDOW_SIZE * reader.u8();
  const signed = data.length - SIGNATURE_SIZE;
  if (endOfWindows >= signed || signed !== endOfWindows + 1 + ID_SIZE * (data[endOfWindows] ?? 0)) {
    throw new Malformed('a reminder\'s length is not what it says');
  }
  const windows: Window[] = [];
  for (let at = FIXED_SIZE + 1; at < endOfWindows; at += WINDOW_SIZE) windows.push({ start: reader.u64(), end: reader.u64() });
  const to = Array.from({ length: reader.u8() }, id);
  check(to, windows);
  return { terms: { kind, place, op, to, windows }, device, data };
}

function kindOf(number: number): ReminderKind | null {
  const kinds = Object.keys(REMINDER_KINDS) as ReminderKind[];
  return kinds.find((kind) => REMINDER_KINDS[kind] === number) ?? null;
}

function check(to: readonly Bytes[], windows: readonly Window[]): void {
  const isTwice = to.some((one, place) => to.slice(0, place).some((other) => same(one, other)));
  if (windows.length > MOST_WINDOWS || to.length > MOST_RECIPIENTS || isTwice) {
    throw new Malformed('a reminder has too many windows or recipients, or one twice');
  }
  if ((to.length > 0) !== (windows.length > 0)) throw new Malformed('a reminder has windows and recipients, or neither');
  let last = 0;
  for (const { start, end } of windows) {
    if (!(start >= last && end > start && end <= MAX_LEAF_INTEGER)) {
      throw new Malformed('the windows of a reminder follow each other and end after they begin');
    }
    last = end;
  }
}

/** Whether the row is signed by `publicKey`, the key of its device. */
export function verifyReminder(suite: Suite, { data }: Reminder, publicKey: Uint8Array): Promise<boolean> {
  return suite.verify(publicKey, data.subarray(-SIGNATURE_SIZE), concat(TAG, data.subarray(0, -SIGNATURE_SIZE)));
}

// What a record asks for -----------------------------------------------------------------------------------

/** A reminder that a record asks for, or one that it may have had and no longer wants: then both lists are empty. */
export interface Wanted {
  readonly kind: ReminderKind;
  readonly to: readonly Bytes[];
  readonly windows: readonly Window[];
}

/**
 * The reminder about a record as it stands; null for a form that has none. `author` (a member) is told where the record names
 * nobody; `beside` is what else lies in its vault: of a plan's, a later plan and the case.
 */
export function wanted(record: RecordView, calendar: Calendar, author: Bytes, beside: readonly RecordView[] = []): Wanted | null {
  const told = (name: string): string => textOf(record.fields.get(name));
  const asked = (kind: ReminderKind, who: string, windows: readonly Window[]): Wanted =>
    windows.length === 0 ? { kind, to: [], windows } : { kind, to: [memberOf(told(who)) ?? author], windows };
  if (record.form === 'action_plan') {
    const day = planInForce([record, ...beside])?.id === record.id ? reviewDay(record) : null;
    return asked('review_due', 'key_worker', day === null ? [] : reviewWindows(calendar, day));
  }
  if (record.form === 'appointment') {
    const starts = instantOf(told('starts'));
    const isOver = isOut(record) || !['', 'planned'].includes(told('status'));
    return asked('appointments_today', 'mentor', isOver || starts === null ? [] : appointmentWindows(calendar, starts));
  }
  return null;
}

function instantOf(spelled: string): number | null {
  try {
    return parseInstant(spelled);
  } catch {
    return null;
  }
}

function memberOf(spelled: string): Bytes | null {
  try {
    return unb64u(spelled, ID_SIZE);
  } catch {
    return null;
  }
}
