/**
 * Random stories: days of tablets that write, exchange over a bad line, are killed, set back, lost, gain and lose colleagues, whose
 * people change their roles and leave, over a server that is itself set back. The oracle: whatever was saved is afterwards current, or was replaced by somebody who had
 * seen it, or is shown as set aside; and everybody ends with the same.
 */
import { ServerRefused, Unreachable } from '../../src/store/api.ts';
import { share, unshare } from '../../src/store/house.ts';
import { takeLate, waitingForMe } from '../../src/store/late.ts';
import { fetchSchool } from '../../src/store/receive.ts';
import { createVault, save } from '../../src/store/save.ts';
import { contentOf, epochToSeal } from '../../src/store/vaults.ts';
import { b64u, newId, Refused } from '../../src/sync/encoding.ts';
import { parse } from '../../src/sync/entry.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { devicesOf, isLive, isPresent } from '../../src/sync/roster.ts';
import { signNext } from '../../src/sync/school.ts';
import type { Act, Counters } from '../../src/sync/school_act.ts';
import { AT } from '../sync/campus.ts';
import { acceptedOf } from './accepted.ts';
import { below, type Chance, oneOf } from './chance.ts';
import type { Backup } from './server.ts';
import { FAULTS, Killed, settle, type Tablet, World } from './tablets.ts';

const FIELDS = ['note', 'place', 'mood'];

/** A value that was saved durably, and where. */
interface Saved {
  readonly vault: string;
  readonly path: string;
  readonly value: string;
}

export class Story {
  readonly world: World;
  readonly tablets: readonly Tablet[];
  readonly chance: Chance;
  readonly told: string[] = [];
  readonly saved: Saved[] = [];
  readonly replaced = new Set<string>();
  readonly records = new Map<string, string[]>();
  private readonly happened = new Set<string>();
  private backup: Backup | null = null;
  private written = 0;

  constructor(world: World, tablets: readonly Tablet[], chance: Chance) {
    this.world = world;
    this.tablets = tablets;
    this.chance = chance;
    for (const tablet of tablets) {
      tablet.fault = () => (chance() < 0.25 ? oneOf(chance, FAULTS) : 'none');
    }
  }

  /** One deed of somebody's, or one stroke of fate. */
  async step(): Promise<void> {
    this.world.server.now += below(this.chance, 3_600_000);
    const tablet = oneOf(this.chance, this.tablets);
    const [name, deed] = oneOf(this.chance, DEEDS);
    this.told.push(`${tablet.name} (${tablet.person.name}) ${name}`);
    await deed(this, tablet);
  }

  /** What is expected to fail now and then: the line, the server, a kill. */
  async survive(tablet: Tablet, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Killed) await this.revive(tablet);
      else if (!(error instanceof Unreachable) && !(error instanceof ServerRefused)) throw error;
    }
  }

  /** The same over a good line. */
  async undisturbed(tablet: Tablet, work: () => Promise<unknown>): Promise<void> {
    const { fault } = tablet;
    tablet.fault = () => 'none';
    await this.survive(tablet, work);
    tablet.fault = fault;
  }

  private async revive(tablet: Tablet): Promise<void> {
    this.told.push(`  ${tablet.name} was killed`);
    await tablet.start();
  }

  async write(tablet: Tablet): Promise<void> {
    const vaults = [...(tablet.replica.open?.vaults.values() ?? [])].filter(({ log, ahead }) => (ahead.kind || log.kind) === 'case');
    const vault = vaults.length === 0 ? null : oneOf(this.chance, vaults);
    if (vault === null) return this.begin(tablet);
    const known = this.records.get(vault.id) ?? [];
    const record = known.length === 0 || this.chance() < 0.3 ? b64u(newId()) : oneOf(this.chance, known);
    this.records.set(vault.id, [...new Set([...known, record])]);
    const field = oneOf(this.chance, FIELDS);
    const path = `${record}/${field}`;
    const value = `${tablet.name} wrote ${(this.written += 1)}`;
    const before = standing(vault.state, path).map((found) => String(found.value));
    try {
      await save(tablet.replica, vault.id, setChanges(vault.state, record, { [field]: value }));
    } catch (error) {
      if (error instanceof Refused && error.code === 'cannot_open') return;
      throw error;
    }
    this.saved.push({ vault: vault.id, path, value });
    for (const found of before) this.replaced.add(found);
  }

  async begin(tablet: Tablet): Promise<void> {
    if (tablet.person === this.world.ann) return;
    await this.survive(tablet, () => createVault(tablet.replica, 'case'));
  }

  async talk(tablet: Tablet): Promise<void> {
    if (this.chance() < 0.3) tablet.doom(below(this.chance, 60));
    await this.survive(tablet, () => tablet.exchange());
    tablet.spare();
  }

  async whileLocked(tablet: Tablet): Promise<void> {
    await tablet.startLocked();
    await this.survive(tablet, () => tablet.exchange());
    await tablet.start();
  }

  setClock(tablet: Tablet): Promise<void> {
    tablet.offset = oneOf(this.chance, [0, 365 * 86_400_000, -365 * 86_400_000, -3_600_000]);
    return Promise.resolve();
  }

  async members(tablet: Tablet): Promise<void> {
    const vaults = [...(tablet.replica.open?.vaults.values() ?? [])].filter(({ log }) => log.kind === 'case');
    if (tablet.person !== this.world.ward || vaults.length === 0) return;
    const vault = oneOf(this.chance, vaults);
    const other = oneOf(this.chance, [this.world.sam.id, this.world.kit.id]);
    const isIn = vault.log.members.has(other);
    if (isIn && vault.log.members.size === 1) return;
    try {
      await (isIn ? unshare(tablet.replica, vault.id, other) : share(tablet.replica, vault.id, other));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }

  /** The office has another role for somebody, sees them off, or locks a lost tablet out; each once at most. */
  async office(): Promise<void> {
    const { ann, sam, kit, server, suite } = this.world;
    const acts: readonly (readonly [string, Act])[] = [
      ['Kit becomes a colleague', { do: 'roles', at: AT, member: kit.id, roles: ['colleague'] }],
      ['Kit is a mentor again', { do: 'roles', at: AT, member: kit.id, roles: ['mentor'] }],
      // One that was restored from a copy goes on under another name.
      ['Kit leaves', {
        do: 'remove', at: AT, member: kit.id,
        counters: new Map(devicesOf(server.school, kit.id).filter(isLive).map(({ id }) => [id, this.accepted(id)])),
      }],
      ['Sam loses a tablet', { do: 'revoke', at: AT, device: b64u(sam.device.id), counters: this.accepted(b64u(sam.device.id)) }],
    ];
    const [what, act] = oneOf(this.chance, acts);
    if (this.happened.has(what) || server.restoring || this.chance() < 0.5) return;
    const { bytes } = await signNext(suite, server.school, act, ann.account);
    try {
      await server.appendLog([bytes]);
    } catch {
      // Who has left has no role, and no tablet to lose.
      return;
    }
    this.told.push(`  ${what}`);
    this.happened.add(what);
    // Only people could say it again.
    this.backup = null;
  }

  /** Per case how far the server has taken what a device wrote. */
  private accepted(device: string): Counters {
    return acceptedOf([...this.world.server.shelves].map(([vault, { log }]) => [vault, log]), device);
  }

  /** A line manager takes what was handed in late. */
  async takes(tablet: Tablet): Promise<void> {
    if (tablet.person !== this.world.ward) return;
    await this.survive(tablet, async () => {
      for (const late of await waitingForMe(tablet.replica)) {
        try {
          await takeLate(tablet.replica, late);
        } catch (error) {
          // What is of a case that this tablet has no key of, or does not know, waits for another.
          if (!(error instanceof Refused) && !(error instanceof RangeError)) throw error;
        }
      }
    });
  }

  async server(): Promise<void> {
    if (this.backup === null || this.chance() < 0.5) this.backup = this.world.server.backup();
    else {
      this.told.push('  the server is set back');
      // What of the school's log no administrator's device has seen, only people can say again.
      const [ann] = this.tablets;
      if (ann !== undefined) await this.undisturbed(ann, () => fetchSchool(ann.replica));
      await this.world.server.setBack(this.backup);
      this.backup = null;
    }
  }

  /** A tablet restored from a copy of an hour ago. What it saved meanwhile had been sent. */
  async setBack(tablet: Tablet): Promise<void> {
    const copy = await tablet.copy();
    await this.write(tablet);
    await this.undisturbed(tablet, () => tablet.exchange());
    const database = await tablet.replica.keeper.database();
    if ((await database.count('outbox')) + (await database.count('aside')) > 0) return;
    // What only this tablet had, and the server: it must not be lost on both.
    this.backup = null;
    await tablet.restore(copy);
    await this.write(tablet);
  }

  // The end ------------------------------------------------------------------------------------------------

  /** The tablets that are not locked out, and whose people are still there. */
  get present(): readonly Tablet[] {
    const { school } = this.world.server;
    return this.tablets.filter(({ person, replica }) => {
      const device = school.devices.get(replica.account.device);
      return isPresent(school, person.id) && device !== undefined && isLive(device);
    });
  }

  async end(): Promise<void> {
    for (const tablet of this.tablets) {
      tablet.fault = () => 'none';
      await tablet.start();
    }
    // Who is out hands in what they have, once an administrator’s tablet has given back what the server may have lost.
    for (const tablet of [...this.tablets, ...this.tablets]) await this.survive(tablet, () => tablet.exchange());
    await settle([...this.present, ...this.present], 20);
    for (const tablet of this.present) await this.takes(tablet);
    await settle([...this.present, ...this.present], 20);
  }

  /** What was saved and is nowhere to be found on a tablet that may read it, nor shown as set aside by its author's. */
  async lost(tablet: Tablet): Promise<Saved[]> {
    const shown = new Set((await Promise.all(this.tablets.map(setAside))).flat());
    return this.saved.filter(({ vault, path, value }) => {
      const found = tablet.replica.open?.vaults.get(vault);
      const mayRead = tablet.replica.heard.listed.has(vault) && found !== undefined && epochToSeal(found) !== null;
      if (!mayRead || this.replaced.has(value) || shown.has(value)) return false;
      return !standing(found.state, path).some((version) => version.value === value);
    });
  }
}

/** The values that a tablet shows as its own and refused, or handed in. */
async function setAside(tablet: Tablet): Promise<unknown[]> {
  const { replica } = tablet;
  const rows = await (await replica.keeper.database()).getAll('aside');
  const bodies = await Promise.all(rows.filter(({ mine }) => mine).map(async ({ vault, entry }) => {
    const found = replica.open?.vaults.get(vault);
    return found === undefined ? null : orNull(contentOf(replica.suite, found, parse(entry)));
  }));
  return bodies.flatMap((body) => body?.changes.map(({ value }) => value) ?? []);
}

/** What an entry says; null where nobody can open it here: then it is shown to nobody. */
async function orNull<Found>(opening: Promise<Found>): Promise<Found | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

type Deed = (story: Story, tablet: Tablet) => Promise<void>;
const DEEDS: readonly (readonly [name: string, deed: Deed])[] = [
  ...Array<readonly [string, Deed]>(5).fill(['writes', (story, tablet) => story.write(tablet)]),
  ...Array<readonly [string, Deed]>(4).fill(['exchanges', (story, tablet) => story.talk(tablet)]),
  ['begins a case', (story, tablet) => story.begin(tablet)],
  ['restarts', (_, tablet) => tablet.start()],
  ['exchanges while locked', (story, tablet) => story.whileLocked(tablet)],
  ['has its clock set', (story, tablet) => story.setClock(tablet)],
  ['shares or takes back', (story, tablet) => story.members(tablet)],
  ['the server', (story) => story.server()],
  ['takes what was handed in late', (story, tablet) => story.takes(tablet)],
  ['the office', (story) => story.office()],
  ['is restored from a copy', (story, tablet) => story.setBack(tablet)],
];
