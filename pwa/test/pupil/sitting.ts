/** A sitting as it goes: what each touch has to be put away, in order. */
import type { Sheet } from '../../src/between/parcel.ts';
import { startSitting, type Touch, touch } from '../../src/capture/scale/index.ts';
import type { Change } from '../../src/capture/leaves.ts';
import { b64u, formatInstant, newId } from '../../src/sync/encoding.ts';

const MORNING = 1_795_425_302_123;

/** The changes of each touch that makes any. Throws for a touch that the page would refuse. */
export function sitDown(sheet: Sheet, touches: readonly Touch[]): (readonly Change[])[] {
  const statements = sheet.statements.map(({ value }) => value);
  let sitting = startSitting({ statements, open: sheet.open, first: sheet.first });
  return touches.flatMap((it, place) => {
    const now = { wall: MORNING + place * 1_000, mono: place * 1_000, session: 'one' };
    const step = touch(sitting, it, { now, newId: () => b64u(newId()), asInstant: (wall) => formatInstant(wall) });
    if (step.refused !== null) throw new Error(`touch ${place} was refused: ${step.refused}`);
    ({ sitting } = step);
    return step.changes.length === 0 ? [] : [step.changes];
  });
}
