/**
 * Tablets in one process: each a database of its own over a fake IndexedDB, all with real keys, over one server in memory.
 *
 *     const world = await World.begin();
 *     const tablet = await world.tablet(world.sam);
 *     const vault = await createVault(tablet.replica, 'case');
 *     await tablet.exchange();
 */
import 'fake-indexeddb/auto';

import { lineTo, type Send, ServerRefused, Unreachable } from '../../src/store/api.ts';
import type { ForkRow } from '../../src/store/db.ts';
import { type Done, exchange } from '../../src/store/exchange.ts';
import { identityOf, keepIdentity, unlockWith } from '../../src/store/identity.ts';
import { keep, type Keeper } from '../../src/store/keeper.ts';
import { HOLD } from '../../src/store/send.ts';
import { type Listener, openReplica, type Replica } from '../../src/store/replica.ts';
import { unlockVaults } from '../../src/store/unlock.ts';
import { chooseSuite, type Suite } from '../../src/sync/crypto.ts';
import { b64u, type Bytes, randomBytes } from '../../src/sync/encoding.ts';
import { canonical } from '../../src/sync/merge.ts';
import { OUR_PARAMS } from '../../src/sync/keys.ts';
import { text } from '../../src/sync/encoding.ts';
import { Campus, fixed, type Person } from '../sync/campus.ts';
import { installLocks } from './locks.ts';
import { type Browser, Server } from './server.ts';

installLocks();

/** What a killed tablet throws wherever it would go on. */
export class Killed extends Error {
  override name = 'Killed';
}

// Database name → transactions left until the tablet is killed.
const doomed = new Map<string, number>();
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the database it was taken from
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...asked): IDBTransaction {
  const left = doomed.get(this.name);
  if (left !== undefined) {
    doomed.set(this.name, left - 1);
    if (left <= 0) throw new Killed(this.name);
  }
  return begin.apply(this, asked);
};

/** What goes wrong with a request, if anything: before it reaches the server, or with the answer on its way back. */
export const FAULTS = ['none', 'unsent', 'cut', 'lost', 'twice', 'busy'] as const;
export type Fault = (typeof FAULTS)[number];

const QUIET: Listener = { changed: () => undefined, about: () => undefined };
let made = 0;

export class Tablet {
  readonly world: World;
  readonly person: Person;
  readonly browser: Browser;
  readonly name: string;
  replica: Replica;
  #keeper: Keeper | null = null;
  /** Asked before each request to `url`. */
  fault: (url: string) => Fault = () => 'none';
  /** This tablet's clock against the world's, in milliseconds. */
  offset = 0;

  private constructor(world: World, person: Person, name: string, replica: Replica, browser: Browser) {
    this.world = world;
    this.person = person;
    this.name = name;
    this.replica = replica;
    this.browser = browser;
  }

  static async make(world: World, person: Person, device: { id: Bytes; seed: Bytes }): Promise<Tablet> {
    const name = `tablet-${(made += 1)}`;
    const browser: Browser = { member: person.id, device: b64u(device.id) };
    const who = { school: world.server.id, genesis: world.genesis, member: person.id, handle: person.name };
    const secrets = {
      deviceSeed: device.seed, accountSecret: fixed(`secret of ${person.name}`, 32), authentication: fixed('authentication', 32),
    };
    const keeper = keep(name);
    const identity = await identityOf(world.suite, who, device.id, secrets);
    const lock = { salt: fixed('salt'), params: OUR_PARAMS };
    await keepIdentity(world.suite, await keeper.database(), identity, lock, fixed(`wrapping of ${person.name}`, 32));
    for (const [place, entry] of world.server.entries.entries()) {
      await (await keeper.database()).put('school', { seq: place + 1, entry });
    }
    const tablet = new Tablet(world, person, name, undefined as unknown as Replica, browser);
    await tablet.start();
    return tablet;
  }

  /** Begin anew from what is kept, as after a kill, and unlock. */
  async start(): Promise<void> {
    await this.startLocked();
    await this.unlock();
  }

  /** Kill the tablet when it begins its next transaction but `left`; what then runs on writes nothing. */
  doom(left: number): void {
    doomed.set(this.name, left);
  }

  /** It lives on after all. */
  spare(): void {
    doomed.delete(this.name);
  }

  /** A keeper for one life: once the next has begun, nothing of this one reaches the database. */
  private newLife(): Keeper {
    this.#keeper?.close();
    const inner = keep(this.name);
    const keeper: Keeper = {
      ...inner,
      database: () => (this.#keeper === keeper ? inner.database() : Promise.reject(new Killed(this.name))),
    };
    this.#keeper = keeper;
    doomed.delete(this.name);
    return keeper;
  }

  async startLocked(): Promise<void> {
    this.replica = await this.opened(this.newLife());
  }

  unlock(): Promise<void> {
    return this.unlocked(this.replica);
  }

  /** One more tab of it, unlocked, that hears of nothing which others do. */
  async anotherTab(): Promise<Replica> {
    const replica = await this.opened(keep(this.name));
    await this.unlocked(replica);
    return replica;
  }

  private opened(keeper: Keeper): Promise<Replica> {
    return openReplica(keeper, {
      line: lineTo(b64u(this.world.server.id), this.send), suite: this.world.suite, random: randomBytes, listener: QUIET,
      clock: () => this.world.server.now + this.offset,
    });
  }

  private async unlocked(replica: Replica): Promise<void> {
    const identity = await unlockWith(this.world.suite, await replica.keeper.database(), fixed(`wrapping of ${this.person.name}`, 32));
    await unlockVaults(replica, identity);
  }

  /** What is on this tablet, to be put back as if it had been restored from a copy. */
  async copy(): Promise<Map<string, { keys: IDBValidKey[]; values: unknown[] }>> {
    const database = await this.replica.keeper.database();
    const tables = [...database.objectStoreNames];
    return new Map(await Promise.all(tables.map(async (table) => [table, {
      keys: await database.getAllKeys(table), values: await database.getAll(table),
    }] as const)));
  }

  /** Set the tablet back to a copy. */
  async restore(copy: Awaited<ReturnType<Tablet['copy']>>): Promise<void> {
    const database = await this.newLife().database();
    const step = database.transaction([...database.objectStoreNames], 'readwrite');
    for (const [table, { keys, values }] of copy) {
      const store = step.objectStore(table as 'meta');
      await store.clear();
      for (const [place, value] of values.entries()) {
        await (store.keyPath === null ? store.put(value, keys[place] as string) : store.put(value));
      }
    }
    await step.done;
    await this.start();
  }

  async exchange(): Promise<Done> {
    try {
      return await exchange(this.replica);
    } finally {
      // A tablet that goes on under a new id signs in with that; the old one may be locked out by then.
      this.browser.device = this.replica.account.device;
    }
  }

  /** The merged state of every vault as its one spelling, by id. */
  states(): Record<string, string> {
    const vaults = [...(this.replica.open?.vaults ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(vaults.map(([id, vault]) => [id, text(canonical(vault.state))]));
  }

  /** What this tablet holds against the server, or against another device. */
  async forks(): Promise<readonly ForkRow[]> {
    return (await this.replica.keeper.database()).getAll('forks');
  }

  private readonly send: Send = async (url, asked) => {
    const send = this.world.server.sendFrom(this.browser);
    const fault = this.fault(url);
    switch (fault) {
      case 'unsent': throw new TypeError('the network is gone');
      case 'busy': return new Response('{"error": {"code": "busy"}}', { status: 503, headers: { 'Retry-After': '2' } });
      case 'lost':
        await send(url, asked);
        throw new TypeError('the answer is lost');
      case 'cut': {
        const { status, ...answer } = await whole(await send(url, asked));
        return new Response(answer.body.slice(0, Math.floor(answer.body.byteLength / 2)), { status });
      }
      case 'twice':
        await send(url, asked);
        return send(url, asked);
      case 'none': return send(url, asked);
    }
  };
}

async function whole(answer: Response): Promise<{ status: number; body: ArrayBuffer }> {
  return { status: answer.status, body: await answer.arrayBuffer() };
}

export class World {
  readonly suite: Suite;
  readonly campus: Campus;
  readonly server: Server;
  readonly ann: Person;
  /** A line manager, and two mentors whom she manages. */
  readonly ward: Person;
  readonly sam: Person;
  readonly kit: Person;

  private constructor(campus: Campus, server: Server, people: readonly [Person, Person, Person, Person]) {
    this.suite = campus.suite;
    this.campus = campus;
    this.server = server;
    [this.ann, this.ward, this.sam, this.kit] = people;
  }

  static async begin(): Promise<World> {
    const suite = await chooseSuite();
    const { campus, ann } = await Campus.found(suite);
    const ward = await campus.enrol(ann, 'Ward', ['line_manager']);
    const sam = await campus.enrol(ann, 'Sam', ['mentor'], ward);
    const kit = await campus.enrol(ann, 'Kit', ['mentor'], ward);
    const server = new Server(suite, campus.school.id);
    await server.appendLog(campus.entries.map(({ bytes }) => bytes));
    return new World(campus, server, [ann, ward, sam, kit]);
  }

  get genesis(): Bytes {
    return this.campus.school.genesis ?? new Uint8Array();
  }

  /** The tablet that a person came with. */
  tablet(person: Person): Promise<Tablet> {
    return Tablet.make(this, person, { id: person.device.id, seed: fixed(`key of ${person.name}`, 32) });
  }

  /** One more tablet of a person. */
  async anotherTablet(person: Person, name: string): Promise<Tablet> {
    const device = { id: fixed(`device ${name}`), seed: fixed(`device key ${name}`, 32) };
    const key = await this.suite.signPublic(device.seed);
    await this.say({ do: 'device', at: '2026-11-23T09:15:02.123+00:00', member: person.id, device: b64u(device.id), key }, person);
    return Tablet.make(this, person, device);
  }

  /** Something in the school's log, by a person's account. */
  async say(act: Parameters<Campus['say']>[0], by: Person): Promise<void> {
    const entry = await this.campus.say(act, by.account);
    await this.server.appendLog([entry.bytes]);
  }
}

/** Exchange until everybody has everything; whatever fails for want of a network is tried again. */
export async function settle(tablets: readonly Tablet[], most = 12): Promise<void> {
  const seen: string[] = [];
  for (let turn = 0; turn < most; turn += 1) {
    let isQuiet = true;
    for (const tablet of tablets) {
      const found = await settled(tablet);
      seen.push(`${turn} ${tablet.name}: ${found}`);
      isQuiet = isQuiet && found === QUIET_ROUND;
    }
    if (isQuiet) return;
  }
  throw new Error(`the tablets do not come to rest\n${seen.join('\n')}`);
}

const QUIET_ROUND = 'nothing new';

async function settled(tablet: Tablet): Promise<string> {
  try {
    const done = await tablet.exchange();
    return done.same && done.rounds === 1 ? QUIET_ROUND : JSON.stringify(done);
  } catch (error) {
    const isAgain = error instanceof ServerRefused && error.code !== null && HOLD.has(error.code);
    if (error instanceof Unreachable || isAgain) return error.message;
    throw error;
  }
}
