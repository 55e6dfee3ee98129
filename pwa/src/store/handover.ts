/**
 * Giving a form to a pupil: the ticket, its one-use key, and what the pupil's page needs to seal to the vault without being
 * able to read it (`docs/protocol.md` §7, ADR 0008).
 *
 *     const parcel = await makeParcel(replica, { vault, record, form: 'scale_self_esteem', version: 1, paths, sheet });
 *
 * The record is there already: the mentor's device began it. What the pupil answers comes back as rows of `drops`, which are
 * sent as they stand, locked or unlocked (`drops.ts`), and are read at the next unlock.
 */
import type { Parcel, Sheet } from '../between/parcel.ts';
import { ID_SIZE, KEY_SIZE, Malformed, newId, unb64u } from '../sync/encoding.ts';
import type { Dot } from '../sync/op.ts';
import { standing, type State } from '../sync/merge.ts';
import { signTicket, type Terms } from '../sync/ticket.ts';
import { epochInForce } from '../sync/vault_log.ts';
import { opened, type Replica, vaultOf } from './replica.ts';

/** Drops of one hand-over at most: every answer of a long form changed several times, and own words put away at each pause. */
const MOST_DROPS = 2_000;
const MOST_BYTES = 8 * 1024 * 1024;
/**
 * How long a ticket's drops are taken. The server asks when they arrive, not when they were made: a tablet that lay in a
 * drawer all summer must not lose what a child said.
 */
const LASTS_MS = 180 * 24 * 60 * 60_000;

/** What is given: the record, its form, and the fields of it that are asked again although something stands there. */
export interface Given {
  readonly vault: string;
  readonly record: string;
  readonly form: string;
  readonly version: number;
  readonly again: readonly string[];
  readonly sheet: Sheet;
}

/**
 * Sign a ticket for one sitting and pack what goes with it. Its key is nowhere but in the parcel.
 *
 * Throws `Locked`, `RangeError` for a vault that is not known, and `Malformed` with `cannot_open` where it has no key yet.
 */
export async function makeParcel(replica: Replica, given: Given): Promise<Parcel> {
  const { suite, random, keeper, heard } = replica;
  const { identity } = opened(replica);
  const vault = vaultOf(replica, given.vault);
  const epoch = epochInForce(vault.ahead);
  if (epoch === null) throw new Malformed('nothing can be sealed to a vault without a key', 'cannot_open');
  const seed = random(KEY_SIZE);
  const terms: Terms = {
    purpose: 'hand_over', id: newId(random), school: identity.school, vault: vault.idBytes,
    record: unb64u(given.record, ID_SIZE, 'record'), ephemeral: await suite.signPublic(seed),
    mostDrops: MOST_DROPS, mostBytes: MOST_BYTES, notAfter: replica.clock() + (heard.drift ?? 0) + LASTS_MS,
    device: identity.device.id, form: given.form, version: given.version,
  };
  const ticket = await signTicket(suite, terms, identity.device.sign);
  return {
    database: keeper.name, ticket: ticket.data, seed, epoch: unb64u(epoch.id), publicKey: epoch.publicKey,
    seenSeq: vault.log.seq, seenHash: vault.log.logHash, drift: heard.drift,
    standing: standingOn(vault.state, given.record, given.again), sheet: given.sheet,
  };
}

/** What a new answer on these fields replaces: dots alone, no values. */
function standingOn(state: State, record: string, fields: readonly string[]): Record<string, readonly Dot[]> {
  const paths = fields.map((field) => `${record}/${field}`);
  return Object.fromEntries(
    paths.map((path) => [path, standing(state, path).map(({ dot }) => dot)] as const).filter(([, dots]) => dots.length > 0),
  );
}
