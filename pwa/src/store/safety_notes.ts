/**
 * The safety notes of a visit (`docs/protocol.md`, §12): sealed by the visitor to each person who would be told, opened by them.
 *
 *     const notes = await sealSheet(replica, visit, [jo, ward], { address: '3 Elm Row', … });
 *     const sheet = await openSheet(replica, visit);            // null where it cannot be trusted, or not be read
 */
import { BadSeal, b64u, type Bytes, jsonBytes, Refused, unb64u } from '../sync/encoding.ts';
import { isObject, parseObject } from '../sync/op.ts';
import { openNote, parseNote, type SafetyNote, sealNote, verifyNote } from '../sync/safety_note.ts';
import type { ArmedVisit } from './alarms.ts';
import { opened, type Replica } from './replica.ts';

/** A note's content, a JSON object: paths of the form `visit_safety` and what stands there. */
export type Sheet = Readonly<Record<string, unknown>>;

/** A note for each of the members. Throws `Refused` for one who is not in the school, and for more than a note may hold. */
export function sealSheet(
  replica: Replica, visit: string, members: readonly string[], sheet: Sheet,
): Promise<readonly { readonly member: string; readonly note: Bytes }[]> {
  const { identity } = opened(replica);
  const content = jsonBytes(sheet);
  return Promise.all(members.map(async (member) => {
    const found = replica.school.members.get(member);
    if (found?.removed !== null) throw new Refused('nobody can be told who is not in the school', 'not_found');
    const note = await sealNote(replica.suite, identity.school, unb64u(visit), found.seal, content, identity.device);
    return { member, note: note.data };
  }));
}

/** What the visitor wrote. Null for a note of anybody else than the visitor, and for one sealed to former keys. */
export async function openSheet(replica: Replica, visit: Pick<ArmedVisit, 'visit' | 'visitor'> & { readonly note: Bytes }): Promise<Sheet | null> {
  try {
    const note = parseNote(visit.note);
    if (!(await isTheirs(replica, note, visit))) return null;
    const found: unknown = parseObject(await openNote(replica.suite, note, opened(replica).identity.account.seal));
    return isObject(found) ? found : null;
  } catch (error) {
    if (error instanceof BadSeal || error instanceof Refused) return null;
    throw error;
  }
}

/** Whether a note is about this visit, and signed by a device of the visitor's. */
async function isTheirs(replica: Replica, note: SafetyNote, { visit, visitor }: Pick<ArmedVisit, 'visit' | 'visitor'>): Promise<boolean> {
  const device = replica.school.devices.get(b64u(note.device));
  if (device?.member !== visitor || b64u(note.visit) !== visit) return false;
  return verifyNote(replica.suite, note, device.key);
}
