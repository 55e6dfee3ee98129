/**
 * What a restored server does not take back, because its device was locked out meanwhile, is handed in (`docs/adr/0017`).
 *
 *     await handInBeyond(replica, open);
 *
 * A lock-out names how far the server had come. Where it had just been set back, what that device wrote since the backup lies beyond,
 * and counts no longer. Colleagues still have it: their devices hand it in at `late`, and a person decides. Of a case whose beginning
 * lies beyond they hand in all there is, also what others wrote there, for without its beginning the server takes none of it.
 */
import { b64u, type Bytes, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { isBeyond } from '../sync/roster.ts';
import { type AsideRow, beginningWith, inOneStep } from './db.ts';
import { handOver } from './hand_in.ts';
import { isCut } from './kept.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { isBeyondRow } from './rewind.ts';
import { refresh } from './save.ts';

/** A row of `aside`, and its entry. */
interface Found {
  readonly row: AsideRow;
  readonly entry: Entry;
}

/** Hand in what was cut off and lies beyond a revocation. It stands aside as handed in. Returns how many entries it was. */
export async function handInBeyond(replica: Replica, open: Opened): Promise<number> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  const cut = rows.filter(isCut).map((row): Found => ({ row, entry: parse(row.entry) }));
  const beyond = cut.filter((found) => isOut(replica, found));
  let count = 0;
  for (const vault of new Set(beyond.map(({ row }) => row.vault))) {
    stillOpen(open);
    const here = beyond.filter(({ row }) => row.vault === vault);
    count += here.some(({ entry }) => entry.header.kind === 'genesis')
      ? await handInWhole(replica, open, vault, cut.filter(({ row }) => row.vault === vault))
      // Nobody decides about keys and members.
      : await handIn(replica, open, vault, here.filter(({ entry }) => entry.header.kind === 'op'), []);
  }
  return count;
}

/** Whether the server says so, and the school's log too: on a server's word alone nothing goes out of the merged state. */
function isOut({ school }: Replica, { row, entry: { header } }: Found): boolean {
  const device = school.devices.get(b64u(header.device));
  return isBeyondRow(row) && device !== undefined && isBeyond(device, row.vault, header.counter);
}

/** All there is of a vault, and what of it was not sent. What a pupil's page dropped has no device to answer for it. */
async function handInWhole(replica: Replica, open: Opened, vault: string, found: readonly Found[]): Promise<number> {
  const unsent = await (await replica.keeper.database()).getAll('outbox', beginningWith(vault));
  const isKnown = (data: Bytes): boolean => found.some(({ row }) => same(row.entry, data));
  const rest = unsent.map(({ entry }) => entry).filter((data) => !isKnown(data)).map((data) => parse(data));
  return handIn(replica, open, vault, found.filter(({ entry }) => entry.header.kind !== 'drop'), rest, unsent.map(({ counter }) => counter));
}

async function handIn(
  replica: Replica, open: Opened, vault: string, found: readonly Found[], unsent: readonly Entry[], gone: readonly number[] = [],
): Promise<number> {
  const entries = [...found.map(({ entry }) => entry), ...unsent];
  if (entries.length === 0) return 0;
  await handOver(replica, open, vault, entries);
  await whileSaving(replica.keeper.name, vault, async () => {
    await inOneStep(await replica.keeper.database(), ['aside', 'outbox', 'states', 'vaults'], async (step) => {
      const [aside, outbox, vaults] = [step.objectStore('aside'), step.objectStore('outbox'), step.objectStore('vaults')];
      const row = await vaults.get(vault);
      await Promise.all([
        ...found.map((one) => aside.put({ ...one.row, code: 'beyond_revocation', mine: true })),
        ...unsent.map(({ bytes: entry }) => aside.add({ vault, seq: null, code: 'beyond_revocation', entry, mine: true, settled: false })),
        ...gone.map((counter) => outbox.delete([vault, counter])),
        step.objectStore('states').delete(vault),
        row === undefined ? null : vaults.put({ ...row, era: row.era + 1 }),
      ]);
    });
    await refresh(replica, open, vault);
  });
  replica.listener.changed(vault, null);
  replica.listener.about();
  return entries.length;
}
