/**
 * One case that Sam began, and the tablets that read it, over the server in memory.
 *
 *     const { world, sam, ward, vault } = await oneCase();
 *     await save(sam.replica, vault, …);
 *     await unsent(sam);
 */
import { vaultOf } from '../../src/store/replica.ts';
import { createVault } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { settle, type Tablet, World } from './tablets.ts';

export interface OneCase {
  readonly world: World;
  readonly sam: Tablet;
  /** The tablet of his line manager. */
  readonly ward: Tablet;
  readonly vault: string;
  /** The id of a record that is not begun yet. */
  readonly record: string;
}

/** Both have it, and nothing else is in it. */
export async function oneCase(): Promise<OneCase> {
  const world = await World.begin();
  const [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  const vault = await createVault(sam.replica, 'case');
  await settle([sam, ward]);
  return { world, sam, ward, vault, record: b64u(newId()) };
}

/** The same, with one more tablet of Sam's. */
export async function oneCaseOnThree(): Promise<OneCase & { readonly next: Tablet }> {
  const found = await oneCase();
  const next = await found.world.anotherTablet(found.world.sam, 'next');
  await settle([found.sam, next, found.ward]);
  return { ...found, next };
}

/** How many entries a tablet has not sent. */
export async function unsent({ replica }: Tablet): Promise<number> {
  return (await replica.keeper.database()).count('outbox');
}

/** Why what stands in the log was set aside on a tablet; what came back since does not count. */
export async function codesOfTheLog({ replica }: Tablet): Promise<string[]> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  return rows.filter(({ seq, settled }) => seq !== null && !settled).map(({ code }) => code);
}

/** Where a tablet's own chain of a vault stands. */
export function counterOf({ replica }: Tablet, vault: string): number {
  return vaultOf(replica, vault).link.counter;
}
