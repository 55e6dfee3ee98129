/**
 * A mentor's unlocked page, without its screens: real keys, a real database, the app's own functions, for a browser test to
 * call. It is built beside the app for the tests alone.
 */
import { giveToPupil } from '../../src/app/give.ts';
import { startUpdates } from '../../src/app/update.ts';
import { holdOpenWork, holdUnlocked, type Release } from '../../src/between/leases.ts';
import { askedAgain, sheetFor } from '../../src/capture/scale/sheet.ts';
import { newest } from '../../src/casework/forms.ts';
import { lineTo } from '../../src/store/api.ts';
import { makeParcel } from '../../src/store/handover.ts';
import { identityOf, keepIdentity, unlockWith } from '../../src/store/identity.ts';
import { keep } from '../../src/store/keeper.ts';
import { opened, openReplica, type Replica, vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { unlockVaults } from '../../src/store/unlock.ts';
import { chooseSuite } from '../../src/sync/crypto.ts';
import { b64u, newId, randomBytes } from '../../src/sync/encoding.ts';
import { OUR_PARAMS } from '../../src/sync/keys.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { Campus, fixed } from '../sync/campus.ts';

const FORM = newest('scale_self_esteem');
const LOCK = { salt: fixed('salt'), params: OUR_PARAMS };
const WRAPPING = fixed('wrapping', 32);

/** Where the scale lies, to be told to the next page of the stage. */
interface Place {
  readonly name: string;
  readonly vault: string;
  readonly record: string;
}

let replica: Replica | null = null;
let release: Release | null = null;
/** Ends the wait of a tab that takes its time to lock. */
let hurry: (() => void) | null = null;

function held(): Replica {
  if (replica === null) throw new Error('nobody is at work on this stage');
  return replica;
}

async function open(name: string): Promise<Replica> {
  const suite = await chooseSuite();
  const nowhere = lineTo(b64u(fixed('school')), () => Promise.reject(new TypeError('there is no network here')));
  const listener = { changed: () => undefined, about: () => undefined };
  const locked = await openReplica(keep(name), { line: nowhere, suite, random: randomBytes, listener, clock: Date.now });
  await unlockVaults(locked, await unlockWith(suite, await locked.keeper.database(), WRAPPING));
  return locked;
}

/** A mentor's tablet with a case; `secret` is written into a note of it. */
async function begin(secret: string): Promise<Place> {
  const suite = await chooseSuite();
  const { campus, ann } = await Campus.found(suite);
  const sam = await campus.enrol(ann, 'Sam', ['mentor']);
  const name = `stage-${b64u(newId())}`;
  const database = await keep(name).database();
  const who = { school: campus.school.id, genesis: campus.school.genesis ?? new Uint8Array(), member: sam.id, handle: 'sam' };
  const secrets = {
    deviceSeed: fixed('key of Sam', 32), accountSecret: fixed('secret of Sam', 32), authentication: fixed('authentication', 32),
  };
  await keepIdentity(suite, database, await identityOf(suite, who, sam.device.id, secrets), LOCK, WRAPPING);
  for (const [place, { bytes }] of campus.entries.entries()) await database.put('school', { seq: place + 1, entry: bytes });
  replica = await open(name);
  const vault = await createVault(replica, 'case');
  const record = b64u(newId());
  const { state } = vaultOf(replica, vault);
  await save(replica, vault, setChanges(state, b64u(newId()), { _form: 'session', _version: 1, notes: secret }));
  await save(replica, vault, setChanges(state, record, { _form: FORM.name, _version: FORM.version, date: '2026-11-23' }));
  return { name, vault, record };
}

/** Every key that this page holds, as text in base64url. */
function secrets(): string[] {
  const { identity, vaults } = opened(held());
  const ofVaults = [...vaults.values()].flatMap(({ keys, dropKeys }) => [
    ...keys.values(), ...[...dropKeys.values()].map(({ privateKey }) => privateKey),
  ]);
  const { rest, accountSecret, deviceSeed, authentication } = identity;
  return [...ofVaults, rest, accountSecret, deviceSeed, authentication, identity.account.seal.privateKey].map(b64u);
}

/** Hold the lease of an unlocked tab; a slow one does not lock before `hurryUp`. */
async function unlocked(isSlow: boolean): Promise<boolean> {
  release = await holdUnlocked(async () => {
    if (isSlow) await new Promise<void>((resolve) => (hurry = resolve));
    replica = null;
  });
  return release !== null;
}

async function give({ vault, record }: Place): Promise<string | null> {
  const { state } = vaultOf(held(), vault);
  const leaves = new Map([...(view(state, record)?.fields ?? [])].map(([field, { value }]) => [field, value] as const));
  const sheet = sheetFor(FORM, leaves, { mentor: 'Sam', readers: 'Sam and Ms Ward' });
  const given = { vault, record, form: FORM.name, version: FORM.version, again: askedAgain(sheet), sheet };
  return giveToPupil({
    pack: () => makeParcel(held(), given),
    lock: () => {
      replica = null;
      release?.();
      return Promise.resolve(true);
    },
    keeper: navigator.serviceWorker.controller,
    leave: (path) => { location.replace(path); },
  });
}

/** What the record says, after the tablet has come back. */
async function answers({ name, vault, record }: Place): Promise<Record<string, unknown>> {
  replica = await open(name);
  const found = view(vaultOf(replica, vault).state, record);
  const fields = [...(found?.fields ?? [])].map(([field, { value }]) => [field, value] as const);
  const wishes = (found?.rows.get('wishes') ?? []).map((row) => row.fields.get('what')?.value);
  return { ...Object.fromEntries(fields), wishes };
}

const updates = startUpdates(navigator.serviceWorker, () => { location.reload(); });
let openWork: Release | null = null;

const stage = {
  begin, secrets, unlocked, give, answers,
  hurryUp: () => hurry?.(),
  updates: () => ({ state: updates.state.value, offline: updates.offline.value }),
  look: () => updates.look(),
  apply: () => updates.apply(),
  settle: () => updates.settle(),
  beginWork: async () => { openWork = await holdOpenWork(); },
  endWork: () => openWork?.(),
};

export type Stage = typeof stage;
Object.assign(globalThis, { stage });
