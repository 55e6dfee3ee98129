/**
 * The running hash of a log, and the cursor of who has read it (`docs/protocol.md` §1).
 *
 *     let logHash = hash0(school, vault);
 *     logHash = nextHash(logHash, entry.hash);      // for every entry, in the log's order
 */
import { type Bytes, digest, utf8 } from './encoding.ts';

const LOG_TAG = utf8('beside/log/1');

/** How far a log was read: its id (16 bytes, new when a server is restored), the last seq, the hash up to it (32). */
export interface Cursor {
  readonly logId: Bytes;
  readonly seq: number;
  readonly logHash: Bytes;
}

/** The hash of a vault's empty log. */
export function hash0(school: Uint8Array, vault: Uint8Array): Bytes {
  return digest(LOG_TAG, school, vault);
}

/** The log's hash after one more entry. */
export function nextHash(logHash: Uint8Array, entryHash: Uint8Array): Bytes {
  return digest(logHash, entryHash);
}
