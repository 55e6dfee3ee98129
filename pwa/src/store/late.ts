/**
 * Handed in late: what a removed member or a revoked device had not sent, and a present member's decision on it.
 *
 *     await handIn(replica, open, [vault]);             // by the device's signature alone
 *     for (const late of await waitingForMe(replica)) … // on a present member's device
 *     await takeLate(replica, late);                    // or setLateAside(replica, late, 'not_needed')
 */
import { b64u, type Bytes, concat, Refused, unb64u, utf8 } from '../sync/encoding.ts';
import { type Entry, parse, verifyEntry } from '../sync/entry.ts';
import { FRAMES_TYPE, parseFrames } from '../sync/frames.ts';
import { type Change, parseObject } from '../sync/op.ts';
import {
  listIn, numberIn, request, requestFrames, requestJson, ServerRefused, textIn, Unreachable, whole,
} from './api.ts';
import { inOneStep, type OutboxRow } from './db.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, vaultOf } from './replica.ts';
import { refresh, save } from './save.ts';
import { contentOf } from './vaults.ts';

const LATE_TAG = utf8('beside/late/1');

/** An entry handed in: its id at the server, who wrote it, when it came there, and the entry. */
export interface LateEntry {
  readonly id: string;
  readonly vault: string;
  readonly device: string;
  readonly member: string;
  readonly received: string;
  readonly entry: Entry;
}

/** Hand the unsent tails of `vaults` in. They leave the outbox and stand in `aside`, as waiting for a decision. */
export async function handIn(replica: Replica, open: Opened, vaults: readonly string[]): Promise<number> {
  const tails = await tailsOf(replica, vaults);
  const entries = tails.flat();
  if (entries.length === 0) return 0;
  const { identity } = open;
  const started = await requestJson(replica.line, 'POST', '/sign-in/start', { handle: identity.handle });
  const challenge = whole(() => unb64u(started['challenge']));
  const message = concat(LATE_TAG, identity.school, identity.device.id, challenge);
  const head = {
    device: b64u(identity.device.id),
    challenge: b64u(challenge),
    signature: b64u(await replica.suite.sign(identity.device.sign, message)),
    batches: tails.map((tail) => ({ vault: tail[0]?.vault, count: tail.length })),
  };
  const answer = await handedOver(() => requestFrames(replica.line, 'POST', '/late', head, entries.map(({ entry }) => entry)));
  // What was handed in leaves the outbox: only a whole answer will do.
  whole(() => numberIn(parseObject(answer), 'taken'));
  for (const tail of tails) await setTailAside(replica, open, tail);
  replica.listener.about();
  return entries.length;
}

/** A request that came twice spent its challenge the first time, and was taken then: another time says which. */
async function handedOver(work: () => Promise<Bytes>): Promise<Bytes> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServerRefused) || error.code !== 'sign_in_refused') throw error;
    throw new Unreachable('handed in with a challenge that was spent', { cause: error });
  }
}

/** The chain goes on, if it ever does, from where the log has it: what was handed in is no part of it any more. */
async function setTailAside(replica: Replica, open: Opened, tail: readonly OutboxRow[]): Promise<void> {
  const vault = tail[0]?.vault ?? '';
  await whileSaving(replica.keeper.name, vault, async () => {
    await inOneStep(await replica.keeper.database(), ['aside', 'outbox', 'chains', 'states', 'vaults'], async (step) => {
      const row = await step.objectStore('vaults').get(vault);
      await Promise.all([
        ...tail.flatMap(({ entry, counter }) => [
          step.objectStore('aside').add({ vault, seq: null, code: 'revoked_device', entry, mine: true, settled: false }),
          step.objectStore('outbox').delete([vault, counter]),
        ]),
        step.objectStore('chains').delete(vault),
        step.objectStore('states').delete(vault),
        row === undefined ? null : step.objectStore('vaults').put({ ...row, era: row.era + 1 }),
      ]);
    });
    await refresh(replica, open, vault);
  });
  replica.listener.changed(vault, null);
}

async function tailsOf(replica: Replica, vaults: readonly string[]): Promise<readonly OutboxRow[][]> {
  const database = await replica.keeper.database();
  const tails = await Promise.all(vaults.map((vault) =>
    database.getAll('outbox', IDBKeyRange.bound([vault], [vault, []]))));
  return tails.filter((tail) => tail.length > 0);
}

/** What was handed in to vaults of this member and is not decided yet. */
export async function waitingForMe(replica: Replica): Promise<readonly LateEntry[]> {
  const answer = await request(replica.line, 'GET', '/late', FRAMES_TYPE);
  return whole(() => {
    const { head, parts } = parseFrames(answer);
    const described = listIn(head, 'entries');
    if (described.length !== parts.length) throw new Refused('frames are missing or left over', 'malformed');
    return described.map((found, place): LateEntry => ({
      id: textIn(found, 'id'), vault: textIn(found, 'vault'), device: textIn(found, 'device'),
      member: textIn(found, 'member'), received: textIn(found, 'received'), entry: parse(parts[place] ?? new Uint8Array(0)),
    }));
  });
}

/** What a late op would change. Throws `Refused` where it is not by the device it names, or cannot be opened. */
export async function lateChanges(replica: Replica, { vault, entry }: LateEntry): Promise<readonly Change[]> {
  const device = replica.school.devices.get(b64u(entry.header.device));
  if (device === undefined || !(await verifyEntry(replica.suite, entry, device.key))) {
    throw new Refused('a late entry is not signed by its device', 'bad_signature');
  }
  const body = entry.header.kind === 'op' ? await contentOf(replica.suite, vaultOf(replica, vault), entry) : null;
  return body?.changes ?? [];
}

/** Save what it says as one's own op, and tell the server that it was taken. */
export async function takeLate(replica: Replica, late: LateEntry): Promise<void> {
  const changes = await lateChanges(replica, late);
  if (changes.length > 0) await save(replica, late.vault, changes);
  await settle(replica, late.id, { outcome: 'taken' });
}

/** Decide against it. It stays in the server's keeping; `reason` is a word of `[a-z_]`. */
export function setLateAside(replica: Replica, late: LateEntry, reason: string): Promise<void> {
  return settle(replica, late.id, { outcome: 'set_aside', reason });
}

async function settle(replica: Replica, id: string, said: Readonly<Record<string, string>>): Promise<void> {
  await requestJson(replica.line, 'POST', `/late/${id}`, said);
}
