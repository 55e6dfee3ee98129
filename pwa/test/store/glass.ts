/**
 * The store's facade on a tablet of one process: any number of tabs, over databases of their own and the server in memory.
 *
 *     const glass = await Glass.of(world, [world.sam, world.kit]);
 *     const tab = await glass.open(world.sam);          // unlocked
 */
import { indexedDB } from 'fake-indexeddb';

import { openTablet } from '../../src/store/accounts.ts';
import { identityOf, keepIdentity } from '../../src/store/identity.ts';
import { type Beside, openBeside } from '../../src/store/index.ts';
import { keep } from '../../src/store/keeper.ts';
import { b64u, digest, utf8 } from '../../src/sync/encoding.ts';
import { OUR_PARAMS, wrappingKey } from '../../src/sync/keys.ts';
import { fixed, type Person } from '../sync/campus.ts';
import type { Browser } from './server.ts';
import type { World } from './tablets.ts';

/** A page that is looked at, and touched by `dispatchEvent`. */
export class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

export const passwordOf = (person: Person): string => `four words of ${person.name}`;

/** Stands in for Argon2id: what a password comes to, without the time it takes. */
const stretch = (password: string): Promise<Uint8Array<ArrayBuffer>> => Promise.resolve(digest(utf8(password)));

let made = 0;

/** What `localStorage` is to a page. */
export class Shelf {
  readonly rows = new Map<string, string>();
  /** Whether nothing more can be put there. */
  isFull = false;

  get length(): number {
    return this.rows.size;
  }

  readonly key = (at: number): string | null => [...this.rows.keys()][at] ?? null;
  readonly getItem = (name: string): string | null => this.rows.get(name) ?? null;
  readonly setItem = (name: string, value: string): void => {
    if (this.isFull) throw new DOMException('there is no room', 'QuotaExceededError');
    this.rows.set(name, value);
  };
  readonly removeItem = (name: string): void => void this.rows.delete(name);
}

export class Glass {
  readonly world: World;
  readonly name: string;
  readonly browser: Browser = { member: null, device: null };
  readonly pages = new Map<Beside, Page>();
  readonly shelf = new Shelf();
  /** Whether requests come back without having left. */
  isOffline = false;
  /** Which requests do. */
  cut: (url: string) => boolean = () => false;
  /** What a request waits for before it goes out. */
  slow: (url: string) => Promise<void> = () => Promise.resolve();
  /** Of which requests the server has all, and this tablet waits for an answer that does not come. */
  lose: (url: string) => boolean = () => false;
  private readonly tabs: Beside[] = [];

  private constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
  }

  /** A tablet on which these people have come in. */
  static async of(world: World, people: readonly Person[]): Promise<Glass> {
    const glass = new Glass(world, `glass-${(made += 1)}`);
    const tablet = await openTablet(glass.name);
    for (const person of people) {
      const who = { school: world.server.id, genesis: world.genesis, member: person.id, handle: person.name };
      const secrets = {
        deviceSeed: fixed(`key of ${person.name}`, 32), accountSecret: fixed(`secret of ${person.name}`, 32),
        authentication: fixed('authentication', 32),
      };
      const keeper = keep(glass.databaseOf(person));
      const database = await keeper.database();
      const wrapping = await wrappingKey(world.suite, await stretch(passwordOf(person)));
      const identity = await identityOf(world.suite, who, person.device.id, secrets);
      await keepIdentity(world.suite, database, identity, { salt: fixed('salt'), params: OUR_PARAMS }, wrapping);
      for (const [place, entry] of world.server.entries.entries()) await database.put('school', { seq: place + 1, entry });
      keeper.close();
      await tablet.putAccount({
        name: keeper.name, school: b64u(world.server.id), genesis: b64u(world.genesis), member: person.id, handle: person.name,
        used: 0, entering: false,
      });
    }
    return glass;
  }

  databaseOf(person: Person): string {
    return `${this.name}-${person.name}`;
  }

  /** One more tab, locked. */
  async tab(): Promise<Beside> {
    const page = new Page();
    const send = this.world.server.sendFrom(this.browser);
    const tab = await openBeside({
      name: this.name, clock: () => this.world.server.now, stretch, page, shelf: this.shelf,
      send: async (url, asked) => {
        await Promise.race([this.slow(url), ended(asked.signal)]);
        if (this.isOffline || this.cut(url)) throw new TypeError('there is no network');
        const answer = await send(url, asked);
        return this.lose(url) ? ended(asked.signal) : answer;
      },
    });
    this.tabs.push(tab);
    this.pages.set(tab, page);
    return tab;
  }

  /** One more tab, unlocked by somebody. */
  async open(person: Person): Promise<Beside> {
    const tab = await this.tab();
    await tab.door.unlock(this.databaseOf(person), passwordOf(person));
    return tab;
  }

  /** Kill a tab: nothing of it is asked before. */
  kill(tab: Beside): void {
    tab.close();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  end(): void {
    for (const tab of this.tabs) tab.close();
  }
}

/** Rejects when a request is called off, as `fetch` does. */
function ended(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => { reject(new DOMException('called off', 'AbortError')); });
  });
}

/** Every byte that a database keeps, as text. */
export async function everythingIn(name: string): Promise<string> {
  const keeper = keep(name);
  const database = await keeper.database();
  const tables = await Promise.all([...database.objectStoreNames].map((table) => database.getAll(table)));
  keeper.close();
  return JSON.stringify(tables, (_, value: unknown) => (ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value));
}

/** Whether a database of this name exists. */
export async function exists(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some((found) => found.name === name);
}
