/**
 * The app's engine: which account is at work on this tablet, its records as signals, saving, exchanging, locking.
 *
 *     const engine = await startEngine();
 *     engine.state.value                       → 'nobody' | 'locked' | 'open'
 *     await engine.door.unlock(account, password);
 *     await engine.save([{ vault, record, values: { happened: '…' } }]);
 *
 * Screens read signals and never wait for the network: a save is done when it is durable here, and goes up by itself.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

import type { Door, Known, NewMember } from './entry/door.ts';
import { Published } from './published.ts';
import { newest } from '../casework/forms.ts';
import type { BookSource, Carriage } from '../casework/source.ts';
import { type AccountRow, openTablet, type Tablet } from '../store/accounts.ts';
import { lineTo, ServerRefused, Unreachable } from '../store/api.ts';
import { stretch } from '../store/argon.ts';
import { enterByCode, join, prepareSchool } from '../store/enrol.ts';
import type { Arrival } from '../store/entering.ts';
import { exchange } from '../store/exchange.ts';
import { hasPasskey, type Identity, lockOf, unlockWith } from '../store/identity.ts';
import { keep, type Keeper } from '../store/keeper.ts';
import { openReplica, opened, type Replica, vaultOf } from '../store/replica.ts';
import { createVault, save } from '../store/save.ts';
import { withSession } from '../store/session.ts';
import { sealStates, unlockVaults } from '../store/unlock.ts';
import { chooseSuite, type Suite } from '../sync/crypto.ts';
import { randomBytes, Refused } from '../sync/encoding.ts';
import { wrappingKey } from '../sync/keys.ts';
import type { Value } from '../sync/op.ts';
import { type Field, setChanges } from '../sync/records.ts';

const SOON_MS = 300;
const EVERY_MS = 60_000;

/** Fields of one record to save. `seen`: what the person had before them, where that may be older than what stands. */
export interface Write {
  readonly vault: string;
  readonly record: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly seen?: ReadonlyMap<string, Field>;
}

export type EngineState = 'nobody' | 'locked' | 'open';

/** What the app is made on. */
export interface Engine {
  readonly state: ReadonlySignal<EngineState>;
  readonly known: ReadonlySignal<readonly Known[]>;
  readonly source: ReadonlySignal<BookSource | null>;
  readonly carriage: ReadonlySignal<Carriage>;
  readonly door: Door;
  readonly save: (writes: readonly Write[]) => Promise<void>;
  readonly createVault: (kind: string) => Promise<string>;
  readonly exchange: () => Promise<void>;
  readonly lock: () => Promise<void>;
  /** The unlocked account, for the pad's journal and for handing the tablet over. Throws `Locked`. */
  readonly replica: () => Replica;
}

const NOTHING_CARRIED: Carriage = {
  lastExchange: null, trouble: null, sending: false, unsent: [], aside: [], late: [], forks: [],
};

/** What is at work while somebody is unlocked. */
interface AtWork {
  readonly replica: Replica;
  readonly keeper: Keeper;
  readonly published: Published;
}

/** Start: look who is known here. Throws `StorageRefused`, and `Error` where the browser can seal nothing. */
export async function startEngine(): Promise<Engine> {
  const running = new Running(await openTablet(), await chooseSuite());
  await running.lookWhoIsKnown();
  return running.engine();
}

class Running {
  private readonly state = signal<EngineState>('nobody');
  private readonly known = signal<readonly Known[]>([]);
  private readonly source = signal<BookSource | null>(null);
  private readonly carriage = signal(NOTHING_CARRIED);
  private atWork: AtWork | null = null;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private every: ReturnType<typeof setInterval> | undefined;
  private exchanging: Promise<void> | null = null;
  private rows: readonly AccountRow[] = [];
  private readonly tablet: Tablet;
  private readonly suite: Suite;

  constructor(tablet: Tablet, suite: Suite) {
    this.tablet = tablet;
    this.suite = suite;
  }

  engine(): Engine {
    return {
      state: this.state, known: this.known, source: this.source, carriage: this.carriage, door: this.door(),
      save: (writes) => this.save(writes),
      createVault: (kind) => createVault(this.working().replica, kind),
      exchange: () => this.exchangeNow(),
      lock: () => this.lock(),
      replica: () => this.working().replica,
    };
  }

  async lookWhoIsKnown(): Promise<void> {
    this.rows = await this.tablet.accounts();
    this.known.value = await Promise.all(this.rows.map(async ({ name, handle }): Promise<Known> => {
      const keeper = keep(name);
      const database = await keeper.database();
      const [passkey, notSent] = await Promise.all([hasPasskey(database), database.count('outbox')]);
      keeper.close();
      return { name, handle, passkey, notSent };
    }));
    this.state.value = this.rows.length === 0 ? 'nobody' : 'locked';
  }

  // Coming in ----------------------------------------------------------------------------------------------

  private door(): Door {
    return {
      unlock: (account, password) => this.unlock(account, password),
      unlockByTouch: () => Promise.reject(new Refused('no passkey opens this tablet', 'sign_in_refused')),
      letIn: async ({ handle, text }, password) => {
        const { name } = await enterByCode(this.arrival({ handle, password }), text);
        await this.unlock(name, password);
      },
      join: async (invitation, who) => {
        const { name } = await join(this.arrival(who), invitation);
        await this.unlock(name, who.password);
        await this.introduce(who.name);
      },
      setUp: async (token, school, who) => {
        const { sheets, found } = await prepareSchool(this.arrival(who), token);
        return { sheets, found: () => this.begin(school, who, found) };
      },
    };
  }

  private arrival({ handle, password }: { readonly handle: string; readonly password: string }): Arrival {
    return { tablet: this.tablet, suite: this.suite, handle, password, stretch, clock: Date.now, random: randomBytes };
  }

  private async begin(school: string, { name, password }: NewMember, found: () => Promise<AccountRow>): Promise<void> {
    const account = await found();
    await this.unlock(account.name, password);
    await this.found(school);
    await this.introduce(name);
  }

  private async unlock(name: string, password: string): Promise<void> {
    const row = (await this.tablet.accounts()).find((known) => known.name === name);
    if (row === undefined) throw new Refused('nobody by that name is known here', 'sign_in_refused');
    await this.lock();
    const keeper = keep(name);
    const replica = await openReplica(keeper, {
      line: lineTo(row.school), suite: this.suite, random: randomBytes, clock: Date.now, listener: this.listener(),
    });
    const wrapping = await wrappingKey(this.suite, await stretch(password, lockOf(replica.account)));
    const identity: Identity = await unlockWith(this.suite, await keeper.database(), wrapping);
    await unlockVaults(replica, identity);
    this.atWork = { replica, keeper, published: new Published(replica) };
    await this.tablet.putAccount({ ...row, used: Date.now() });
    await this.publish();
    this.state.value = 'open';
    this.every = setInterval(() => void this.exchangeNow(), EVERY_MS);
    void this.exchangeNow();
  }

  /** The team's vault and the school's own record, by who sets the school up. */
  private async found(school: string): Promise<void> {
    const team = await createVault(this.working().replica, 'team');
    await this.save([{ vault: team, record: newest('school').single ?? '', values: { _form: 'school', _version: 1, name: school } }]);
    await this.exchangeNow();
  }

  /** Say in the directory who somebody is, once the team's key is here; else it is asked for again later. */
  private async introduce(name: string): Promise<void> {
    await this.exchangeNow();
    const { replica } = this.working();
    const team = [...opened(replica).vaults.values()].find(({ ahead }) => ahead.kind === 'team');
    if (team === undefined) return;
    const values = { _form: 'person', _version: 1, member: replica.account.member, name };
    await this.save([{ vault: team.id, record: replica.account.member, values }]);
  }

  async lock(): Promise<void> {
    clearTimeout(this.soon);
    clearInterval(this.every);
    const { atWork } = this;
    if (atWork === null) return;
    await sealStates(atWork.replica);
    await this.exchanging;
    this.atWork = null;
    atWork.replica.open = null;
    this.source.value = null;
    atWork.keeper.close();
    await this.lookWhoIsKnown();
  }

  // At work ------------------------------------------------------------------------------------------------

  private working(): AtWork {
    if (this.atWork === null) throw new Refused('this tablet is locked', 'no_session');
    return this.atWork;
  }

  private listener(): Replica['listener'] {
    return {
      changed: (vault, records) => {
        this.atWork?.published.changed(vault, records);
        this.show();
      },
      about: () => void this.publish(),
    };
  }

  private async publish(): Promise<void> {
    const { atWork } = this;
    if (atWork === null) return;
    await atWork.published.about();
    await this.look(atWork);
    this.show();
  }

  /** Show what there is now. Signals tell the screens once, whatever came together. */
  private show(): void {
    if (this.atWork !== null) this.source.value = this.atWork.published.source(Date.now(), this.carriage.value);
  }

  private async look({ replica }: AtWork): Promise<void> {
    const database = await replica.keeper.database();
    const [outbox, aside, forks] = await Promise.all([
      database.getAll('outbox'), database.getAll('aside'), database.getAll('forks'),
    ]);
    const now = replica.clock();
    this.carriage.value = {
      ...this.carriage.value,
      lastExchange: replica.heard.exchanged,
      unsent: outbox.map(({ vault }) => ({ vault, record: null, at: now })),
      aside: aside.filter(({ code }) => code !== 'rewound').map(({ id, vault, code, mine }) => ({
        id: String(id ?? 0), vault, member: null, at: null, code, mine,
      })),
      forks: [...new Set(forks.map(({ vault }) => vault))],
    };
  }

  private async save(writes: readonly Write[]): Promise<void> {
    const { replica } = this.working();
    for (const vault of new Set(writes.map((write) => write.vault))) {
      const { state } = vaultOf(replica, vault);
      const changes = writes.filter((write) => write.vault === vault).flatMap(({ record, values, seen }) => setChanges(state, record, values, dotsOf(seen)));
      if (changes.length > 0) await save(replica, vault, changes);
    }
    await this.look(this.working());
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.exchangeNow(), SOON_MS);
  }

  /** Exchange with the server; one at a time. What keeps it from being done is shown and never thrown. */
  private exchangeNow(): Promise<void> {
    this.exchanging ??= this.exchangeOnce().finally(() => {
      this.exchanging = null;
    });
    return this.exchanging;
  }

  private async exchangeOnce(): Promise<void> {
    const { atWork } = this;
    if (atWork === null) return;
    this.carriage.value = { ...this.carriage.value, sending: true };
    const trouble = await this.tryExchange(atWork.replica).catch(troubleOf);
    this.carriage.value = { ...this.carriage.value, sending: false, trouble };
    await this.publish();
  }

  private async tryExchange(replica: Replica): Promise<Carriage['trouble']> {
    const done = await withSession(this.tablet, replica, () => exchange(replica));
    await this.beginOwn(replica);
    if (done.applied) await sealStates(replica);
    return done.held;
  }

  /** A mentor's diary, begun once it is known that none of theirs is at the server. */
  private async beginOwn(replica: Replica): Promise<void> {
    const { member } = replica.account;
    const isMentor = replica.school.members.get(member)?.roles.includes('mentor') ?? false;
    const has = [...opened(replica).vaults.values()].some(({ ahead }) => ahead.kind === 'diary' && ahead.members.has(member));
    if (isMentor && !has) await createVault(replica, 'diary');
  }
}

function dotsOf(seen: ReadonlyMap<string, Field> | undefined): Parameters<typeof setChanges>[3] {
  return seen === undefined ? undefined : Object.fromEntries([...seen].map(([path, field]) => [path, field.dots]));
}

function troubleOf(error: unknown): Carriage['trouble'] {
  if (error instanceof Unreachable) return 'unreachable';
  if (error instanceof ServerRefused) return error.code ?? 'internal';
  return error instanceof Refused ? error.code : 'internal';
}
