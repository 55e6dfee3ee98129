/**
 * Handing in late what somebody had not sent when they were shut out; the decision on it is in `late.ts`.
 *
 *     await handIn(replica, open, new Map([[vault, code]]));            // by the device's signature alone
 *     await orHandIn(replica, () => exchange(replica));
 */
import type { ErrorCode } from '../generated/codes.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '../generated/limits.ts';
import { b64u, type Bytes, concat, Refused, unb64u, utf8 } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { parseObject } from '../sync/op.ts';
import { numberIn, requestFrames, requestJson, ServerRefused, Unreachable, whole } from './api.ts';
import { beginningWith, inOneStep } from './db.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { isKept, legible } from './rewrite.ts';
import { refresh } from './save.ts';
import { outboxVaults } from './send.ts';
import { keepEnded } from './session.ts';

const LATE_TAG = utf8('beside/late/1');

/**
 * Hand the unsent tails of `vaults` in. They leave the outbox and stand in `aside` with the code that shut them out.
 *
 * Of a vault that the server has, only saves: nobody decides about keys. Of one that it never saw, all of it, for without its
 * keys nobody could read it. Returns how many entries it was.
 */
export async function handIn(replica: Replica, open: Opened, vaults: ReadonlyMap<string, ErrorCode>): Promise<number> {
  const database = await replica.keeper.database();
  let count = 0;
  for (const [vault, code] of vaults) {
    const tail = (await database.getAll('outbox', beginningWith(vault))).map(({ entry }) => parse(entry));
    const isUnseen = (await database.get('vaults', vault))?.logId === null;
    const said = isUnseen ? tail : await savesOf(replica, open, vault, tail);
    for (const part of parts(said)) {
      stillOpen(open);
      await send(replica, open, vault, part);
      await leaveOutbox(replica, vault, part, part, code);
    }
    // With nothing left to hand in, the rest is of no use; what of it a person said of members stands aside, so that it is seen not
    // to have happened. What is saved meanwhile stays.
    const handed = new Set(said.map(({ header }) => header.counter));
    const rest = tail.filter(({ header }) => !handed.has(header.counter));
    await leaveOutbox(replica, vault, rest, rest.filter(isKept), code);
    count += tail.length;
  }
  replica.listener.about();
  return count;
}

/** Hand entries in, whoever wrote them, in as many requests as it takes. */
export async function handOver(replica: Replica, open: Opened, vault: string, entries: readonly Entry[]): Promise<void> {
  for (const part of parts(entries)) await send(replica, open, vault, part);
}

/** As many at a time as a request may hold. */
function parts(entries: readonly Entry[]): readonly Entry[][] {
  const found: Entry[][] = [];
  let size = Infinity;
  for (const entry of entries) {
    const last = found.at(-1);
    if (last === undefined || last.length >= MAX_BATCH_ENTRIES || size + entry.bytes.length > MAX_BATCH_BYTES / 2) {
      found.push([entry]);
      size = entry.bytes.length;
    } else {
      last.push(entry);
      size += entry.bytes.length;
    }
  }
  return found;
}

async function savesOf(replica: Replica, open: Opened, vault: string, tail: readonly Entry[]): Promise<readonly Entry[]> {
  const found = open.vaults.get(vault);
  const saves = tail.filter(({ header }) => header.kind === 'op');
  return found === undefined ? saves : Promise.all(saves.map((entry) => legible(replica, open, found, entry)));
}

/**
 * Do something for which a device that is out of the school altogether is refused, at the door too: it is heard nowhere but at
 * `late`, and there it hands in what it had not sent, for that is not lost. Throws what `work` throws.
 */
export async function orHandIn<Made>(replica: Replica, work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    const isOut = (error instanceof ServerRefused || error instanceof Refused) && error.code === 'revoked_device';
    if (isOut) await keepEnded(replica.keeper);
    if (isOut && replica.open !== null) await handInEverything(replica, replica.open);
    throw error;
  }
}

async function handInEverything(replica: Replica, open: Opened): Promise<number> {
  const vaults = await outboxVaults(await replica.keeper.database());
  return handIn(replica, open, new Map(vaults.map((vault) => [vault, 'revoked_device'])));
}

async function send(replica: Replica, { identity }: Opened, vault: string, part: readonly Entry[]): Promise<void> {
  const started = await requestJson(replica.line, 'POST', '/sign-in/start', { handle: identity.handle });
  const challenge = whole(() => unb64u(started['challenge']));
  const message = concat(LATE_TAG, identity.school, identity.device.id, challenge);
  const head = {
    device: b64u(identity.device.id),
    challenge: b64u(challenge),
    signature: b64u(await replica.suite.sign(identity.device.sign, message)),
    batches: [{ vault, count: part.length }],
  };
  const answer = await handedOver(() => requestFrames(replica.line, 'POST', '/late', head, part.map(({ bytes }) => bytes)));
  // What was handed in leaves the outbox: only a whole answer will do.
  whole(() => numberIn(parseObject(answer), 'taken'));
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

/** Take entries out of the outbox; `kept` of them stand aside with the code. The chain's end stays: a counter is used once. */
export async function leaveOutbox(
  replica: Replica, vault: string, gone: readonly Entry[], kept: readonly Entry[], code: ErrorCode,
): Promise<void> {
  if (gone.length === 0) return;
  await whileSaving(replica.keeper.name, vault, async () => {
    await inOneStep(await replica.keeper.database(), ['aside', 'outbox', 'states', 'vaults'], async (step) => {
      const row = await step.objectStore('vaults').get(vault);
      await Promise.all([
        ...kept.map(({ bytes: entry }) => step.objectStore('aside').add({ vault, seq: null, code, entry, mine: true, settled: false })),
        ...gone.map(({ header: { counter } }) => step.objectStore('outbox').delete([vault, counter])),
        step.objectStore('states').delete(vault),
        row === undefined ? null : step.objectStore('vaults').put({ ...row, era: row.era + 1 }),
      ]);
    });
    if (replica.open !== null) await refresh(replica, replica.open, vault);
  });
  replica.listener.changed(vault, null);
}
