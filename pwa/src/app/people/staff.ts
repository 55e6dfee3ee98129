/** What the pages about people are made from, beside the school's own log: names of the invited, when devices came and were seen. */
import { useEffect, useState } from 'preact/hooks';

import { theEngine } from '../shared.ts';
import type { Beside } from '../../casework/staff/staff.ts';
import type { Said } from '../../store/administration.ts';
import { parseInstant } from '../../sync/encoding.ts';
import { isObject } from '../../sync/op.ts';

/** Names of the invited rest sealed on the tablet that they were invited on: the school's log is in clear. */
const INVITED = 'invited/';

/** Keep what somebody who is invited is called, until they say it themselves. */
export async function keepInvited(member: string, name: string): Promise<void> {
  await theEngine().drafts.write(INVITED + member, { name });
}

async function readInvited(): Promise<ReadonlyMap<string, string>> {
  const { drafts } = theEngine();
  const names = new Map<string, string>();
  for (const id of await drafts.list(INVITED)) {
    const found = await drafts.read(id);
    if (isObject(found) && typeof found['name'] === 'string') names.set(id.slice(INVITED.length), found['name']);
  }
  return names;
}

export interface Staff extends Beside {
  /** All that was said in the school's log, oldest first; empty until it was read. */
  readonly said: readonly Said[];
}

const NOTHING: Staff = { since: new Map(), seen: new Map(), invited: new Map(), said: [] };

/** Whoever lets people in wants to see who has come a moment ago. */
export function useFreshLog(): void {
  useEffect(() => void theEngine().exchange(), []);
}

/** The same for a page, read anew with every change of the log; `member` is whose devices are looked for at the server. */
export function useStaff(member: string | null = null): Staff {
  const [staff, setStaff] = useState(NOTHING);
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(NOTHING.seen);
  const seq = theEngine().read.schoolSeq.value;
  useEffect(() => {
    void read().then(setStaff);
  }, [seq]);
  useEffect(() => {
    if (member === null) return;
    // Without a network the page says that it does not know.
    theEngine().people.lastConnected(member).then(setSeen, () => undefined);
  }, [member]);
  return { ...staff, seen };
}

async function read(): Promise<Staff> {
  const [said, invited] = await Promise.all([theEngine().people.history(), readInvited()]);
  const since = new Map(said.flatMap(({ act }) => (act.do === 'device' ? [[act.device, parseInstant(act.at)] as const] : [])));
  return { said, invited, since, seen: NOTHING.seen };
}
