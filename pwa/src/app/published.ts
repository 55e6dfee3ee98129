/**
 * What the screens read (`casework/source.ts`), kept up to date from the store: a vault in which nothing changed stays the same
 * object, and so does a record, so that one save costs one record.
 */
import { parseCheckpoint } from '../sync/checkpoint.ts';
import { type RecordView, view } from '../sync/records.ts';
import { roles } from '../sync/roster.ts';
import { linkOf } from '../sync/vault_log.ts';
import { entitled, mayDo, waiting } from '../sync/vault_rights.ts';
import type { Act, BookSource, Carriage, VaultSource, Whereabouts } from '../casework/source.ts';
import { deviceName, opened, type Replica } from '../store/replica.ts';
import type { OpenVault } from '../store/vaults.ts';

const ACTS: readonly Act[] = ['write', 'share', 'remove', 'ticket'];

/** How far another device has a vault's log. */
interface Reached {
  readonly member: string;
  readonly seq: number;
}

/** The published vaults of one unlocked account. */
export class Published {
  private readonly vaults = new Map<string, { readonly source: VaultSource; readonly views: Map<string, RecordView> }>();
  private reached = new Map<string, readonly Reached[]>();
  private readonly replica: Replica;

  constructor(replica: Replica) {
    this.replica = replica;
    for (const vault of opened(replica).vaults.keys()) this.changed(vault, null);
  }

  /** Look at a vault again: at some of its records, or at all. */
  changed(id: string, records: ReadonlySet<string> | null): void {
    const vault = this.replica.open?.vaults.get(id);
    if (vault === undefined) return;
    const views = records === null ? new Map<string, RecordView>() : new Map(this.vaults.get(id)?.views);
    for (const record of records ?? vault.state.leaves.keys()) {
      const found = view(vault.state, record);
      if (found === null) views.delete(record);
      else views.set(record, found);
    }
    this.vaults.set(id, { source: sourceOf(this.replica, vault, [...views.values()]), views });
  }

  /** Look at who may read what, and at what others have received, again. */
  async about(): Promise<void> {
    const rows = await (await this.replica.keeper.database()).getAll('checkpoints');
    const reached = new Map<string, Reached[]>();
    for (const { vault, device, checkpoint } of rows) {
      const member = this.replica.school.devices.get(device)?.member;
      if (member === undefined || member === this.replica.account.member) continue;
      const list = reached.get(vault) ?? [];
      list.push({ member, seq: parseCheckpoint(checkpoint).cursor.seq });
      reached.set(vault, list);
    }
    this.reached = reached;
    for (const [id, { views }] of this.vaults) {
      const vault = this.replica.open?.vaults.get(id);
      if (vault !== undefined) this.vaults.set(id, { source: sourceOf(this.replica, vault, [...views.values()]), views });
    }
  }

  /** The book's source as it is now. */
  source(now: number, carriage: Carriage): BookSource {
    const { replica } = this;
    const { school, account } = replica;
    return {
      me: account.member,
      roles: [...roles(school, account.member)],
      now,
      vaults: [...this.vaults.values()].map(({ source }) => source).filter(({ kind }) => kind !== ''),
      memberOf: (device) => school.devices.get(device)?.member ?? null,
      rolesOf: (member) => [...roles(school, member)],
      managedBy: (manager) => [...(school.manages.get(manager) ?? [])],
      where: (vault, record) => this.where(vault, record),
      carriage,
    };
  }

  private where(id: string, record: string): Whereabouts {
    const { replica } = this;
    const found = this.vaults.get(id);
    const vault = replica.open?.vaults.get(id);
    if (found === undefined || vault === undefined || replica.open === null) return { unsent: false, sentAt: null, received: [] };
    const at = replica.heard.exchanged ?? replica.clock();
    const seq = vault.seqs.get(record);
    const unsent = isUnsent(vault, deviceName(replica.open.identity), record);
    const received = seq === undefined || unsent ? [] : (this.reached.get(id) ?? []).filter((one) => one.seq >= seq);
    const members = [...new Set(received.map(({ member }) => member))];
    return { unsent, sentAt: seq === undefined ? null : at, received: members.map((member) => ({ member, at })) };
  }
}

/** Whether something standing in a record was written here and is not in the log yet. */
export function isUnsent(vault: OpenVault, device: string, record: string): boolean {
  const sent = linkOf(vault.log, device).counter;
  for (const leaf of vault.state.leaves.get(record)?.values() ?? []) {
    if (leaf.some(({ dot }) => dot[0] === device && dot[1] > sent)) return true;
  }
  return false;
}

function sourceOf(replica: Replica, vault: OpenVault, records: readonly RecordView[]): VaultSource {
  const { school, account } = replica;
  const log = vault.ahead;
  return {
    id: vault.id,
    kind: log.kind,
    records,
    members: [...log.members],
    readers: entitled(log, school),
    waiting: waiting(log, school),
    may: new Set(ACTS.filter((act) => mayDo(log, school, account.member, act))),
    seqOf: (record) => vault.seqs.get(record) ?? null,
    seq: vault.log.seq,
  };
}

