/**
 * What is begun by itself for whoever came in: the diary of who has appointments, and who somebody is in the school's directory.
 *
 * Both wait for an exchange: a diary may be at the server already, and the directory's key comes from a colleague's tablet.
 */
import { effect } from '@preact/signals';

import { newest } from '../casework/forms.ts';
import type { Beside } from '../store/index.ts';
import { may } from '../sync/authority.ts';
import { isObject } from '../sync/op.ts';

/** Where the name of somebody who joined is kept until it can be said. */
const NAME = 'beginning/name';
/** Held over all tabs while a diary is begun. */
const LOCK = 'beside/beginning';

/** Begins what is wanting after each exchange that went well; ends with the function that is returned. */
export function followBeginnings(beside: Beside): () => void {
  return effect(() => {
    const { lastExchange } = beside.read.about.value;
    const isReady = beside.stage.value === 'open' && !beside.exchanging.value && beside.trouble.value === null;
    if (isReady && lastExchange !== null) void navigator.locks.request(LOCK, () => beginAll(beside)).catch(() => undefined);
  });
}

async function beginAll(beside: Beside): Promise<void> {
  if (wantsDiary(beside)) {
    // Another tab may have begun it a moment ago.
    await beside.catchUp();
    if (wantsDiary(beside)) await beside.createVault('diary');
  }
  if (isAtWork(beside)) await introduce(beside);
}

function isAtWork({ stage }: Beside): boolean {
  return stage.peek() === 'open';
}

function wantsDiary(beside: Beside): boolean {
  if (!isAtWork(beside)) return false;
  const { read } = beside;
  const me = read.me();
  const roles = read.school().members.get(me)?.roles ?? [];
  return may('diary', 'creator', roles, 'create') && !read.vaults.peek().some(({ kind, members }) => kind === 'diary' && members.includes(me));
}

/** Say in the directory who somebody is, as soon as its key is here. */
async function introduce(beside: Beside): Promise<void> {
  const kept = await beside.drafts.read(NAME);
  const team = beside.read.vaults.peek().find(({ kind, isWaiting }) => kind === 'team' && !isWaiting);
  if (!isObject(kept) || team === undefined) return;
  const member = beside.read.me();
  await beside.save([{ vault: team.id, record: member, values: { _form: 'person', _version: 1, member, name: String(kept['name']) } }]);
  await beside.drafts.drop(NAME);
}

/** Keep the name of who came in, to be said as soon as it can be. */
export async function willBeKnownAs(beside: Beside, name: string): Promise<void> {
  await beside.drafts.write(NAME, { name });
  await introduce(beside);
}

/** The team's vault and the school's own record, by who sets the school up. */
export async function foundTeam(beside: Beside, school: string): Promise<void> {
  const team = await beside.createVault('team');
  await beside.save([{ vault: team, record: newest('school').single ?? '', values: { _form: 'school', _version: 1, name: school } }]);
}
