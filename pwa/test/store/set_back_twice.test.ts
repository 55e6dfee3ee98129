import { expect, test } from 'vitest';

import { Unreachable } from '../../src/store/api.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

async function write(tablet: Tablet, vault: string, note: string): Promise<string> {
  const record = b64u(newId());
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { _form: 'session', note }));
  return record;
}

function note(tablet: Tablet, vault: string, record: string): unknown {
  return view(vaultOf(tablet.replica, vault).state, record)?.fields.get('note')?.value;
}

/** Cuts the tablet's line as soon as the server has answered a push of its. */
function cutAfterPush(world: World, tablet: Tablet): () => void {
  const { server } = world;
  const sendFrom = server.sendFrom.bind(server);
  let isCut = false;
  server.sendFrom = (browser) => async (url, asked) => {
    if (browser !== tablet.browser) return sendFrom(browser)(url, asked);
    if (isCut) throw new TypeError('the network is gone');
    const answer = await sendFrom(browser)(url, asked);
    isCut = url.endsWith('/push');
    return answer;
  };
  return () => {
    server.sendFrom = sendFrom;
  };
}

test('what a server was given back is given once more where it is set back again before anybody has fetched it', async () => {
  const world = await World.begin();
  const [ann, sam, ward] = [await world.tablet(world.ann), await world.tablet(world.sam), await world.tablet(world.ward)];
  const vault = await createVault(sam.replica, 'case');
  await write(sam, vault, 'in the backup');
  await settle([ann, sam]);
  const backup = world.server.backup();
  const record = await write(sam, vault, 'not in the backup');
  await settle([ann, sam]);

  await world.server.setBack(backup);
  await ann.exchange();
  const mend = cutAfterPush(world, sam);
  await expect(sam.exchange()).rejects.toThrow(Unreachable);
  mend();
  await world.server.setBack(backup);
  await settle([ann, sam, ward]);

  expect(note(ward, vault, record)).toBe('not in the backup');
  expect(await (await sam.replica.keeper.database()).count('aside')).toBe(0);
});
