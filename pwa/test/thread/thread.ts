/**
 * A page without screens: the store's facade, to be driven by `tests/browser` against a real server. Never shipped.
 */
import { freshId, openBeside } from '../../src/store/index.ts';
import { setChanges } from '../../src/sync/records.ts';

const beside = await openBeside();

function only(kind: string): string {
  const found = beside.read.vaults.value.find((vault) => vault.kind === kind);
  if (found === undefined) throw new Error(`there is no vault of the kind ${kind} here`);
  return found.id;
}

/** Found a school; how many words its sheets have. */
async function setUp(token: string, handle: string, password: string): Promise<number> {
  const { sheets, found } = await beside.door.prepareSchool({ handle, password });
  await beside.door.unlock(await found(token), password);
  return sheets.recovery.length + sheets.root.length;
}

async function join(invitation: string, handle: string, password: string): Promise<void> {
  await beside.door.unlock(await beside.door.join(invitation, { handle, password }), password);
}

async function letIn(text: string, password: string): Promise<void> {
  await beside.door.unlock(await beside.door.letIn(text, password), password);
}

/** Unlock the account with this sign-in name, the last used of them. */
async function unlock(handle: string, password: string): Promise<void> {
  await beside.door.unlock(accountOf(handle), password);
}

function accountOf(handle: string): string {
  const known = beside.known.value.find((account) => account.handle === handle);
  if (known === undefined) throw new Error(`nobody signs in as ${handle} here`);
  return known.name;
}

/** Save a note in a new record of the only vault of a kind, which is begun if there is none; the record. */
async function note(kind: string, text: string): Promise<string> {
  const has = beside.read.vaults.value.some((vault) => vault.kind === kind);
  const vault = has ? only(kind) : await beside.createVault(kind);
  const record = freshId();
  await beside.save([{ vault, record, values: { _form: 'session', _version: 1, notes: text } }]);
  return record;
}

/** Tick a running observation `times` over, and write it into its record. */
async function observe(times: number): Promise<string> {
  const [vault, record] = [only('case'), freshId()];
  const written = await beside.pad.open(record, fail);
  for (let nth = 0; nth < times; nth += 1) written.write({ nth });
  await written.quiet();
  const { events } = await beside.pad.open(record, fail);
  const ticks = Object.fromEntries(events.map((_, nth) => [`ticks/${freshId()}`, ['on_task', 1, nth, nth, null]]));
  const changes = setChanges(beside.replica().open?.vaults.get(vault)?.state ?? fail(), record, { _form: 'observation', ...ticks });
  await beside.pad.flush(record, vault, changes, written.upTo());
  return record;
}

function fail(): never {
  throw new Error('that vault is not open, or a tap was not kept');
}

/** Every note that can be read, of one vault if that is asked, in no order; and how many ticks. */
function read(vault?: string): { notes: unknown[]; ticks: number } {
  const asked = beside.read.vaults.value.filter(({ id }) => vault === undefined || id === vault);
  const records = asked.flatMap(({ id }) => beside.read.records(id));
  return {
    notes: records.flatMap(({ fields }) => fields.get('notes')?.value ?? []),
    ticks: records.reduce((sum, { marks }) => sum + (marks.get('ticks')?.size ?? 0), 0),
  };
}

/** Where a record of the only case is: its place, and how many others have it. */
function where(record: string): readonly [string, number] {
  const { place, by } = beside.read.where(only('case'), record);
  return [place, by.length];
}

function standing() {
  const { unsentCount, aside, forks } = beside.read.about.value;
  return {
    stage: beside.stage.value, trouble: beside.trouble.value, unsent: unsentCount, aside: aside.map(({ code }) => code),
    forks: forks.length, known: beside.known.value.map(({ handle, notSent, passkey }) => [handle, notSent, passkey]),
  };
}

const thread = {
  setUp, join, letIn, unlock, note, observe, read, where, standing,
  theCase: () => only('case'),
  lock: () => beside.door.lock(),
  touch: (handle: string) => beside.door.unlockByTouch(accountOf(handle)),
  addPasskey: () => beside.mine.addPasskey(),
  exchange: () => beside.exchange(),
  invite: async (roles: string[], about: Parameters<typeof beside.people.invite>[1]) => (await beside.people.invite(roles, about)).text,
  setRoles: (roles: string[]) => beside.people.setRoles(beside.read.me(), roles),
  me: () => beside.read.me(),
  nextDevice: async () => (await beside.mine.nextDevice()).text,
  changePassword: (old: string, fresh: string) => beside.mine.changePassword(old, fresh),
  signInWith: (password: string) => beside.mine.signInWith(password),
  signOut: () => beside.door.signOut(false),
  lockOut: (device: string) => beside.people.lockOut(device),
  lockedOut: () => [...beside.read.school().devices.values()].filter(({ counters }) => counters !== null).map(({ id }) => id),
  devices: () => [...beside.read.school().devices.values()].map(({ id, member }) => [id, member]),
  draft: (text: string) => beside.drafts.write('draft', { text }),
  drafted: () => beside.drafts.read('draft'),
};
export type Thread = typeof thread;
Object.assign(globalThis, { thread });
