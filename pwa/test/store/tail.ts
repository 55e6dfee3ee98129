/** The unsent tail of a tablet's vault, as a test lengthens it by what no honest tablet would write. */
import { vaultOf } from '../../src/store/replica.ts';
import { refresh } from '../../src/store/save.ts';
import { epochToSeal } from '../../src/store/vaults.ts';
import { type Bytes, newId, randomBytes, unb64u } from '../../src/sync/encoding.ts';
import { signEntry } from '../../src/sync/entry.ts';
import type { Tablet } from './tablets.ts';

export class Tail {
  readonly tablet: Tablet;
  readonly vault: string;

  constructor(tablet: Tablet, vault: string) {
    this.tablet = tablet;
    this.vault = vault;
  }

  /** An op that nobody can open, and of this size no server takes: its seal is not padded. It holds nothing that anybody saved. */
  nonsense(size = 285): Promise<void> {
    return this.put(randomBytes(size));
  }

  /** An op with this body at the end of the chain. */
  private async put(body: Bytes): Promise<void> {
    const { replica } = this.tablet;
    const { open } = replica;
    if (open === null) throw new Error('the tablet is locked');
    const { idBytes, link, log, ...vault } = vaultOf(replica, this.vault);
    const entry = await signEntry(replica.suite, {
      kind: 'op', school: open.identity.school, vault: idBytes, epoch: unb64u(epochToSeal({ idBytes, link, log, ...vault }) ?? ''),
      device: open.identity.device.id, counter: link.counter + 1, prev: link.hash, opId: newId(), seenSeq: log.seq,
      seenHash: log.logHash, blobs: [],
    }, body, open.identity.device.sign);
    const database = await replica.keeper.database();
    await database.put('outbox', { vault: this.vault, counter: entry.header.counter, entry: entry.bytes });
    await database.put('chains', { vault: this.vault, counter: entry.header.counter, prev: entry.hash });
    await refresh(replica, open, this.vault);
    vaultOf(replica, this.vault).link = { counter: entry.header.counter, hash: entry.hash };
  }
}
