/**
 * What the screens read, as signals: vaults, merged records, and how it stands between this tablet and the others.
 *
 *     const published = publish(replica);
 *     published.vaults.value                     // every vault, without its records
 *     published.records(vault)                   // its records; whoever reads this in a computed is told of changes
 *
 * Sameness is the clock: a record in which nothing changed is the same object, so that one save costs one record.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import { AUTHORITY, ACTS } from '../generated/authority.ts';
import { compareShown, type Standing } from '../sync/merge.ts';
import { type RecordView, view } from '../sync/records.ts';
import { entitled, mayDo, waiting } from '../sync/vault_rights.ts';
import type { AsideRow, ForkRow } from './db.ts';
import type { Listener, Opened, Replica } from './replica.ts';
import { epochToSeal, type OpenVault } from './vaults.ts';
import { type Reached, readReached, type Unsent, unsentIn, type Where, whereIs } from './whereabouts.ts';

/** What a member may do in a vault. */
export type Act = (typeof ACTS)[number];

/** A vault, without its records. */
export interface VaultInfo {
  readonly id: string;
  readonly kind: string;
  /** Named in its own log; everybody who may read it now; those of them without a key yet. */
  readonly members: readonly string[];
  readonly readers: readonly string[];
  readonly waiting: readonly string[];
  /** Whether this device waits for a key itself: it can write nothing here. */
  readonly isWaiting: boolean;
  readonly may: ReadonlySet<Act>;
  /** The place up to which the log is read. */
  readonly seq: number;
  /** The place in the log of a record's last change; null while all of it is unsent. */
  readonly seqOf: (record: string) => number | null;
}

/** A field of which several versions stand, the one shown last. */
export interface Versions {
  readonly vault: string;
  readonly record: string;
  /** The path behind the record. */
  readonly path: string;
  readonly versions: readonly Standing[];
}

/** How it stands between this tablet and the others. */
export interface About {
  /** Own entries and pupils' drops that are not sent yet, by vault. */
  readonly unsent: ReadonlyMap<string, number>;
  readonly unsentCount: number;
  /** What could not be taken, own refused content among it. */
  readonly aside: readonly AsideRow[];
  /** That a device was shown another history than this one. */
  readonly forks: readonly ForkRow[];
  /** When an exchange last ended well, by this clock; null if never. */
  readonly lastExchange: number | null;
  /** Server time minus this clock in milliseconds; null if never measured. */
  readonly drift: number | null;
  /** Vaults of this member of which no key has come yet. */
  readonly keyless: readonly string[];
  readonly notices: number;
}

const NOTHING: About = {
  unsent: new Map(), unsentCount: 0, aside: [], forks: [], lastExchange: null, drift: null, keyless: [], notices: 0,
};

export interface Published {
  readonly vaults: ReadonlySignal<readonly VaultInfo[]>;
  readonly about: ReadonlySignal<About>;
  /** Counts up with every change of the school's log: members, roles, devices. */
  readonly school: ReadonlySignal<number>;
  readonly records: (vault: string) => readonly RecordView[];
  readonly record: (vault: string, record: string) => RecordView | null;
  readonly versions: ReadonlySignal<readonly Versions[]>;
  /** What is on this tablet alone, record by record. */
  readonly unsent: ReadonlySignal<readonly Unsent[]>;
  readonly where: (vault: string, record: string) => Where;
  readonly listener: Listener;
  /** Look again at what is in the database. */
  readonly refresh: () => Promise<void>;
}

/** A vault's records as made so far; `tick` counts its changes. */
interface Shelf {
  readonly tick: Signal<number>;
  readonly views: Map<string, RecordView | null>;
  list: readonly RecordView[] | null;
  versions: readonly Versions[] | null;
}

/** Begin to publish. `replicaNow` gives the account at work, null once there is none. */
export function publish(replicaNow: () => Replica | null): Published {
  const [schoolSeq, about, reached] = [signal(0), signal(NOTHING), signal<Reached>(new Map())];
  const openNow = (): Opened | null => replicaNow()?.open ?? null;
  const { tick, shelfOf, changed } = shelving();
  const refresh = once(async () => {
    const replica = replicaNow();
    const [found, theirs] = replica === null ? NOBODY : await Promise.all([readAbout(replica), readReached(replica)]);
    batch(() => {
      about.value = found;
      reached.value = theirs;
      schoolSeq.value = replica?.school.seq ?? 0;
      tick.value += 1;
    });
  });
  return {
    vaults: computed(() => {
      heed(tick);
      return infos(replicaNow());
    }),
    about,
    school: schoolSeq,
    records: (vault) => {
      const shelf = heeded(shelfOf(vault));
      return (shelf.list ??= listOf(shelf, openNow()?.vaults.get(vault)));
    },
    record: (vault, id) => viewOf(heeded(shelfOf(vault)), openNow()?.vaults.get(vault), id),
    versions: computed(() => {
      heed(tick);
      return [...(openNow()?.vaults.values() ?? [])].flatMap((vault) => (shelfOf(vault.id).versions ??= versionsIn(vault)));
    }),
    unsent: computed(() => {
      heed(tick);
      const open = openNow();
      return open === null ? [] : [...about.value.unsent.keys()].flatMap((id) => unsentOf(open, id));
    }),
    where: (vault, id) => {
      heed(shelfOf(vault).tick);
      const [replica, open, found] = [replicaNow(), openNow(), openNow()?.vaults.get(vault)];
      if (replica === null || open === null || found === undefined) return { place: 'tablet', by: [] };
      return whereIs(replica, open, found, reached.value, id);
    },
    listener: { changed, about: () => void refresh() },
    refresh,
  };
}

/** A vault that this member may not open has something unsent all the same. */
function unsentOf(open: Opened, id: string): readonly Unsent[] {
  const vault = open.vaults.get(id);
  return vault === undefined ? [{ vault: id, record: null, at: null }] : unsentIn(open, vault);
}

const NOBODY: readonly [About, Reached] = [NOTHING, new Map()];

/** Have whoever is computing be told when this changes. */
export function heed(changing: ReadonlySignal<number>): number {
  return changing.value;
}

function heeded(shelf: Shelf): Shelf {
  heed(shelf.tick);
  return shelf;
}

/** The records as made so far, vault by vault; `tick` counts every change of any. */
function shelving(): { tick: Signal<number>; shelfOf: (vault: string) => Shelf; changed: Listener['changed'] } {
  const shelves = new Map<string, Shelf>();
  const tick = signal(0);
  const shelfOf = (vault: string): Shelf => {
    const found = shelves.get(vault) ?? { tick: signal(0), views: new Map<string, RecordView | null>(), list: null, versions: null };
    shelves.set(vault, found);
    return found;
  };
  const changed = (vault: string, records: ReadonlySet<string> | null): void => {
    const shelf = shelfOf(vault);
    if (records === null) shelf.views.clear();
    else for (const record of records) shelf.views.delete(record);
    Object.assign(shelf, { list: null, versions: null });
    batch(() => {
      shelf.tick.value += 1;
      tick.value += 1;
    });
  };
  return { tick, shelfOf, changed };
}

/** `work` one at a time; who asks meanwhile gets one more run after it. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return run();
    next ??= running.then(() => {
      next = null;
      return run();
    });
    return next;
  };
}

// Records --------------------------------------------------------------------------------------------------

function viewOf(shelf: Shelf, vault: OpenVault | undefined, record: string): RecordView | null {
  if (vault === undefined) return null;
  let found = shelf.views.get(record);
  if (found === undefined) shelf.views.set(record, (found = view(vault.state, record)));
  return found;
}

function listOf(shelf: Shelf, vault: OpenVault | undefined): readonly RecordView[] {
  return [...(vault?.state.leaves.keys() ?? [])].flatMap((record) => viewOf(shelf, vault, record) ?? []);
}

function versionsIn({ id, state }: OpenVault): readonly Versions[] {
  const found: Versions[] = [];
  for (const [record, paths] of state.leaves) {
    for (const [path, leaf] of paths) {
      if (leaf.length < 2) continue;
      found.push({ vault: id, record, path: path.slice(record.length + 1), versions: [...leaf].sort(compareShown) });
    }
  }
  return found;
}

// Vaults ---------------------------------------------------------------------------------------------------

// What was worked out of a log and a school stays the same object until either has moved.
const kept = new WeakMap<OpenVault, { readonly stamp: string; readonly log: object; readonly ahead: object; readonly info: VaultInfo }>();

function infos(replica: Replica | null): readonly VaultInfo[] {
  return [...(replica?.open?.vaults.values() ?? [])].flatMap((vault) => {
    if (replica === null || vault.ahead.kind === '') return [];
    const stamp = `${vault.log.seq}/${replica.school.seq}/${vault.keys.size}`;
    const found = kept.get(vault);
    if (found?.stamp === stamp && found.log === vault.log && found.ahead === vault.ahead) return [found.info];
    const info = infoOf(replica, vault);
    kept.set(vault, { stamp, log: vault.log, ahead: vault.ahead, info });
    return [info];
  });
}

function infoOf({ school, account }: Replica, vault: OpenVault): VaultInfo {
  const { kind, members } = vault.ahead;
  const acts = Object.hasOwn(AUTHORITY, kind) ? ACTS : [];
  return {
    id: vault.id, kind, members: [...members], readers: entitled(vault.ahead, school), waiting: waiting(vault.ahead, school),
    isWaiting: epochToSeal(vault) === null, may: new Set(acts.filter((act) => mayDo(vault.ahead, school, account.member, act))),
    seq: vault.log.seq, seqOf: (record) => vault.seqs.get(record) ?? null,
  };
}

// The rest -------------------------------------------------------------------------------------------------

async function readAbout(replica: Replica): Promise<About> {
  const database = await replica.keeper.database();
  const [outbox, drops, aside, forks, rows] = await Promise.all([
    database.getAllKeys('outbox'), database.getAll('drops'), database.getAll('aside'), database.getAll('forks'),
    database.getAll('vaults'),
  ]);
  const unsent = new Map<string, number>();
  for (const vault of [...outbox.map(([id]) => id), ...drops.map((row) => row.vault)]) {
    unsent.set(vault, (unsent.get(vault) ?? 0) + 1);
  }
  const { listed, exchanged, drift, notices } = replica.heard;
  const isKeyless = ({ vault, fetchedSeq, appliedSeq }: (typeof rows)[number]): boolean =>
    listed.has(vault) && fetchedSeq > 0 && appliedSeq === 0;
  return {
    unsent, unsentCount: outbox.length + drops.length, aside: aside.filter(({ settled, code }) => !settled && code !== 'rewound'),
    forks, lastExchange: exchanged, drift, keyless: rows.filter(isKeyless).map(({ vault }) => vault), notices: notices.length,
  };
}
