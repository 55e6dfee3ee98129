/** `tests/vectors/formats.json`: its groups, and how a refusal is compared. Bytes are hex there. */
import { Refused } from '../../src/sync/encoding.ts';
import type { Header, Kind } from '../../src/sync/entry.ts';
import { unhex, vectors } from '../vectors.ts';

export interface Formats {
  readonly base64url: readonly { hex: string; text: string }[];
  readonly base64url_bad: readonly string[];
  readonly instants: readonly { text: string; ms: number; offset: number | null }[];
  readonly instants_bad: readonly string[];
  readonly padded_sizes: readonly [number, number][];
  readonly padding_bad: readonly { name: string; hex: string }[];
  readonly derived: readonly { key: string; info: string; out: string }[];
  readonly accounts: readonly {
    secret: string; sign_public: string; seal_public: string; sign_key_id: string; seal_key_id: string;
  }[];
  readonly roots: readonly {
    password: string; salt: string; params: unknown; root: string; authentication: string; kept_by_server: string;
    wrapping: string;
  }[];
  readonly passwords_bad: readonly string[];
  readonly params_bad: readonly unknown[];
  readonly seals: readonly { key: string; info: string; aad: string; content: string; nonce: string; sealed: string }[];
  readonly seals_bad: readonly { name: string; key: string; info: string; aad: string; sealed: string; code: string }[];
  readonly sealed_to: readonly { private: string; info: string; sealed: string; content: string }[];
  readonly sealed_to_bad: readonly { name: string; private: string; info: string; sealed: string; code: string }[];
  readonly weak_keys: readonly { kind: 'sign' | 'seal'; key: string }[];
  readonly sheets: readonly { secret: string; words: string }[];
  readonly sheets_bad: readonly string[];
  readonly entries: readonly (SpelledBytes & {
    name: string; header: HeaderMembers; body_size: number; signed: string; hash: string; seed: string; public: string;
  })[];
  readonly entries_bad: readonly (SpelledBytes & { name: string; code: string })[];
  readonly signatures_bad: readonly { name: string; hex: string; public: string }[];
  readonly bodies: readonly {
    name: string; header: HeaderMembers; epoch_key: string; nonce: string; content: string; body: string; entry: string;
  }[];
  readonly bodies_bad: readonly { name: string; entry: string; epoch_key: string; code: string }[];
  readonly logs: readonly { school: string; vault: string; hash_0: string; entries: string[]; hashes: string[] }[];
  readonly school_entries: readonly {
    school: string; seq: number; prev: string; signer: string; body: string; data: string; header_size: number;
    hash: string; log_hash: string; seed: string; public: string;
  }[];
  readonly join_proof: readonly { signed: string; signature: string; public: string }[];
  readonly wraps: readonly (PlaceMembers & {
    private: string; public: string; key_id: string; wrap: string; epoch_key: string;
  })[];
  readonly wraps_bad: readonly (PlaceMembers & { name: string; private: string; wrap: string; code: string })[];
  readonly epochs: readonly (PlaceMembers & {
    name: string; epoch_key: string; body: string; number: number; drop_private: string; drop_public: string;
    previous_id: string | null; previous_key: string | null; readers: { key_id: string; private: string }[];
    recovery: string;
  })[];
  readonly epochs_bad: readonly { name: string; body: string; code: string }[];
  readonly tickets: readonly {
    purpose: number; name: string; id: string; school: string; vault: string; record: string; ephemeral: string;
    most_drops: number; most_bytes: number; not_after: number; device: string; form: string; version: number;
    seed: string; public: string; data: string;
  }[];
  readonly tickets_bad: readonly { name: string; data: string; code: string }[];
  readonly ticket_signatures_bad: readonly { name: string; data: string; public: string }[];
  readonly drops: readonly {
    header: HeaderMembers; ticket: string; content: string; body: string; entry: string; seed: string;
    drop_public: string; drop_private: string; ticket_public: string;
  }[];
  readonly drops_bad: readonly { name: string; entry: string; drop_private: string; code: string }[];
  readonly checkpoints: readonly {
    school: string; vault: string; log_id: string; seq: number; log_hash: string; device: string; seed: string;
    public: string; data: string;
  }[];
  readonly checkpoints_bad: readonly { name: string; data: string; public: string; code: string }[];
  readonly snapshots: readonly (PlaceMembers & {
    device: string; log_id: string; seq: number; log_hash: string; catalogue: number; epoch_key: string; nonce: string;
    seed: string; public: string; state: string; data: string;
  })[];
  readonly snapshots_bad: readonly { name: string; data: string; public: string; epoch_key: string; code: string }[];
  readonly frames: readonly { head: Record<string, unknown>; parts: string[]; data: string }[];
  readonly frames_bad: readonly { name: string; data: string; code: string }[];
}

interface SpelledBytes {
  readonly before: string;
  readonly zeros: number;
  readonly after: string;
}

interface PlaceMembers {
  readonly school: string;
  readonly vault: string;
  readonly epoch: string;
}

export interface HeaderMembers extends PlaceMembers {
  readonly kind: Kind;
  readonly device: string;
  readonly counter: number;
  readonly prev: string;
  readonly op_id: string;
  readonly seen_seq: number;
  readonly seen_hash: string;
  readonly blobs: readonly string[];
}

export const FORMATS = vectors('formats') as Formats;

/** The bytes of an entry: `before`, then `zeros` zero bytes, then `after`. */
export function entryBytes({ before, zeros, after }: SpelledBytes): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...unhex(before), ...new Uint8Array(zeros), ...unhex(after)]);
}

/** A header as the code has it. */
export function headerOf(members: HeaderMembers): Header {
  const { kind, counter } = members;
  return {
    kind, school: unhex(members.school), vault: unhex(members.vault), epoch: unhex(members.epoch),
    device: unhex(members.device), counter, prev: unhex(members.prev), opId: unhex(members.op_id),
    seenSeq: members.seen_seq, seenHash: unhex(members.seen_hash), blobs: members.blobs.map(unhex),
  };
}

/** A place as the code has it. */
export function placeOf({ school, vault, epoch }: PlaceMembers) {
  return { school: unhex(school), vault: unhex(vault), epoch: unhex(epoch) };
}

/** The code with which something is refused, or what it was if it is not. */
export async function refusal(act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}
