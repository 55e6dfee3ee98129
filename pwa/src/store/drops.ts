/**
 * What a pupil's page sealed and left to be sent. It is signed by its ticket, so neither keys nor the member who gave the tablet
 * away are needed to send it; here it is read as soon as the device is unlocked, sent or not.
 */
import { push, type PushError } from './api.ts';
import { type DropRow, inOneStep } from './db.ts';
import type { Replica } from './replica.ts';
import { inParts, isPutOff } from './rewind.ts';
import { HOLD } from './send.ts';

/** Push every ticket's drops. Returns how many were taken. Throws `ServerRefused` and `Unreachable`. */
export async function sendDrops(replica: Replica): Promise<number> {
  const rows = await (await replica.keeper.database()).getAll('drops');
  let sent = 0;
  for (const ticket of new Set(rows.map((row) => row.ticket))) {
    for (const part of inParts(rows.filter((row) => row.ticket === ticket))) {
      const found = await sendPart(replica, part);
      sent += found;
      // What waits, waits for what is behind it too: a ticket's drops are a chain.
      if (found < part.length) break;
    }
  }
  return sent;
}

/** Returns how many of a part were taken. */
async function sendPart(replica: Replica, rows: readonly DropRow[]): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const [result] = await push(replica.line, [{ vault: first.vault, entries: rows.map(({ entry }) => entry) }]);
  if (result === undefined) return 0;
  if (!('error' in result)) {
    await forget(replica, rows);
    return rows.length;
  }
  const { error } = result;
  // The vault itself may not have been sent yet, or the server was set back: then they wait.
  const isEarly = error.code === 'wrong_vault' || error.code === 'counter_gap';
  if (isEarly || error.code === null || HOLD.has(error.code) || isPutOff(error) || error.entries.length === 0) return 0;
  await setAside(replica, rows, error);
  return sendPart(replica, rows.filter((_, place) => !error.entries.some(([bad]) => bad === place)));
}

function forget(replica: Replica, rows: readonly DropRow[]): Promise<void> {
  return step(replica, rows, () => null);
}

/** What is refused is kept with its code, and shown. */
function setAside(replica: Replica, rows: readonly DropRow[], error: PushError): Promise<void> {
  const codes = new Map(error.entries);
  const bad = rows.filter((_, place) => codes.has(place));
  return step(replica, bad, (row) => codes.get(rows.indexOf(row)) ?? null);
}

async function step(
  replica: Replica, rows: readonly DropRow[], codeOf: (row: DropRow) => PushError['code'],
): Promise<void> {
  await inOneStep(await replica.keeper.database(), ['drops', 'aside'], async (write) => {
    for (const row of rows) {
      const code = codeOf(row);
      const { vault, entry } = row;
      await write.objectStore('drops').delete([row.ticket, row.counter]);
      if (code !== null) await write.objectStore('aside').add({ vault, seq: null, code, entry, mine: true, settled: false });
    }
  });
}
