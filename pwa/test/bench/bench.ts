/**
 * A page without screens for `bench/client.py` to measure: the app's own store with real keys, against the server that the page
 * came from. Each function answers how many milliseconds it took. It is built for the bench alone.
 */
import { openTablet } from '../../src/store/accounts.ts';
import { lineTo } from '../../src/store/api.ts';
import { withCheckers } from '../../src/store/checking.ts';
import { exchange } from '../../src/store/exchange.ts';
import { identityOf, keepIdentity, unlockWith } from '../../src/store/identity.ts';
import { keep } from '../../src/store/keeper.ts';
import { opened, openReplica, type Replica, vaultOf } from '../../src/store/replica.ts';
import { save } from '../../src/store/save.ts';
import { signInAgain, withSession } from '../../src/store/session.ts';
import { sealStates, unlockVaults } from '../../src/store/unlock.ts';
import { chooseSuite } from '../../src/sync/crypto.ts';
import { b64u, newId, randomBytes, unb64u } from '../../src/sync/encoding.ts';
import { OUR_PARAMS } from '../../src/sync/keys.ts';
import type { Value } from '../../src/sync/op.ts';
import { setChanges } from '../../src/sync/records.ts';
import { showPad, type Tapped } from './pad.tsx';

/** A device that was let in elsewhere; bytes in base64url. */
interface Device {
  readonly school: string;
  readonly genesis: string;
  readonly member: string;
  readonly handle: string;
  readonly device: string;
  readonly deviceSeed: string;
  readonly accountSecret: string;
  readonly authentication: string;
}

const ACCOUNT = 'bench';
/** What the password comes to: stretching it is no part of what is measured. */
const WRAPPING = new Uint8Array(32).fill(7);

let replica: Replica | null = null;
let tapped: Tapped | null = null;

function atWork(): Replica {
  if (replica === null) throw new Error('open first');
  return replica;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Put a device at rest in this browser, as if it had been let in here. */
async function keepDevice(device: Device): Promise<void> {
  const suite = await chooseSuite();
  const { member, handle } = device;
  const who = { school: unb64u(device.school), genesis: unb64u(device.genesis), member, handle };
  const secrets = {
    deviceSeed: unb64u(device.deviceSeed), accountSecret: unb64u(device.accountSecret), authentication: unb64u(device.authentication),
  };
  const identity = await identityOf(suite, who, unb64u(device.device), secrets);
  const database = await keep(ACCOUNT).database();
  await keepIdentity(suite, database, identity, { salt: randomBytes(16), params: OUR_PARAMS }, WRAPPING);
}

/** From a locked tablet, whose password has been stretched, to every record in memory. */
async function unlock(): Promise<number> {
  const suite = withCheckers(await chooseSuite());
  const keeper = keep(ACCOUNT);
  const school = (await keeper.database()).get('meta', 'identity') as Promise<{ school: string }>;
  const listener = { changed: () => undefined, about: () => undefined };
  const parts = { line: lineTo((await school).school), suite, clock: Date.now, random: randomBytes, listener };
  return timed(async () => {
    const found = await openReplica(keeper, parts);
    await unlockVaults(found, await unlockWith(suite, await keeper.database(), WRAPPING));
    replica = found;
  });
}

/** Begin a session, so that an exchange that is measured has one. */
async function signIn(): Promise<void> {
  await signInAgain(await openTablet(), atWork());
}

/** One exchange, until nothing is new. */
async function exchangeAll(): Promise<number> {
  const tablet = await openTablet();
  return timed(async () => {
    const done = await withSession(tablet, atWork(), () => exchange(atWork()));
    if (!done.same || done.held !== null) throw new Error(`the exchange came to ${JSON.stringify(done)}`);
  });
}

/** Seal the states of all vaults, as the app does after an exchange. */
function sealAll(): Promise<number> {
  return timed(() => sealStates(atWork()));
}

/** Save a record `times` over, each durably. */
async function saves(values: Readonly<Record<string, Value>>, times: number): Promise<number[]> {
  const found: number[] = [];
  const [vault] = opened(atWork()).vaults.keys();
  if (vault === undefined) throw new Error('there is nothing to save to');
  for (let nth = 0; nth < times; nth += 1) {
    const changes = setChanges(vaultOf(atWork(), vault).state, b64u(newId()), values);
    found.push(await timed(() => save(atWork(), vault, changes)));
  }
  return found;
}

/** How many records are in memory. */
function records(): number {
  return [...opened(atWork()).vaults.values()].reduce((sum, { state }) => sum + state.leaves.size, 0);
}

/** Show the pad, to be tapped. */
async function pad(): Promise<void> {
  tapped = await showPad(atWork(), document.body);
}

/** Done once so many taps are on the screen. */
async function painted(presses: number): Promise<void> {
  await tapped?.painted(presses);
}

/** What every tap took once all of them are kept, and how many ticks there are. */
async function taps(): Promise<{ readonly took: readonly number[]; readonly ticks: number }> {
  if (tapped === null) throw new Error('there is no pad');
  await tapped.written();
  return { took: tapped.took, ticks: tapped.ticks() };
}

const bench = { keepDevice, unlock, signIn, exchangeAll, sealAll, saves, records, pad, painted, taps };
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
