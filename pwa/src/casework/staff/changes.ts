/**
 * What was ever said in the school's log, in sentences: who invited whom, who came, who lost a device, who left. Everybody can
 * read it, so that nobody gives themselves anything unseen.
 */
import type { Said } from '../../store/administration';
import { parseInstant } from '../../sync/encoding';
import type { Act } from '../../sync/school_act';
import type { School } from '../../sync/roster';
import type { ChangeLine } from '../../screens/people/model';
import type { ToldLine } from '../../screens/today/model';
import { dayOf, fullDay } from '../../ui/dates';
import { words } from '../../ui/words';
import { to } from '../addresses';
import type { Book } from '../book';
import { rolesWords } from './roles';
import { type Beside, memberName } from './staff';

/** Days for which everybody is told on Today that the root sheet was used. */
const TOLD_DAYS = 30;
const DAY_MS = 86_400_000;

/** Every change, the newest first. A device that somebody brings along with joining is no line of its own. */
export function changes(book: Book, school: School, said: readonly Said[], beside: Beside): readonly ChangeLine[] {
  const came = new Set<string>();
  const lines: ChangeLine[] = [];
  const name = (member: string | null): string => (member === null ? 'Somebody' : member === book.me ? 'You' : memberName(book, member, beside));
  for (const [place, { seq, act, by }] of said.entries()) {
    const text = sentence(act, { name, by: name(by), school, renewed: 'member' in act && came.has(act.member), withEntry: place > 0 && isEntry(said[place - 1]?.act) });
    if (text !== null) {
      const href = act.do === 'revoke' ? to('lost', { device: act.device }) : null;
      lines.push({ id: String(seq), at: parseInstant(act.at), text, href, grave: act.do === 'appoint' });
    }
    if (isEntry(act)) came.add(act.member);
  }
  return lines.reverse();
}

function isEntry(act: Act | undefined): act is Extract<Act, { do: 'genesis' | 'join' | 'appoint' }> {
  return act?.do === 'genesis' || act?.do === 'join' || act?.do === 'appoint';
}

interface Telling {
  readonly name: (member: string | null) => string;
  readonly by: string;
  readonly school: School;
  /** The member of the act had come before. */
  readonly renewed: boolean;
  /** The device came with whoever came in just before. */
  readonly withEntry: boolean;
}

function sentence(act: Act, { name, by, school, renewed, withEntry }: Telling): string | null {
  switch (act.do) {
    case 'genesis':
      return `${name(act.member)} set the school up in Beside.`;
    case 'device':
      return withEntry ? null : `${name(act.member)} let another device in.`;
    case 'invite':
      return renewed ? `${by} made a new invitation for ${object(name(act.member))}.` : `${by} invited ${object(name(act.member))} as ${rolesWords(act.roles)}.`;
    case 'withdraw':
      return `${by} took an invitation back.`;
    case 'join':
      return renewed ? `${name(act.member)} came back in with a new password; the devices from before were ended.` : `${name(act.member)} joined.`;
    case 'roles':
      return `${by} changed what ${object(name(act.member))} may do: ${rolesWords(act.roles) || 'nothing'}.`;
    case 'manages':
      return act.on
        ? `${by} made ${object(name(act.manager))} the ${words.value.lineManager} of ${object(name(act.mentor))}.`
        : `${by} ended that ${object(name(act.manager))} is the ${words.value.lineManager} of ${object(name(act.mentor))}.`;
    case 'revoke':
      return `${by} locked out a device of ${object(name(school.devices.get(act.device)?.member ?? null))}.`;
    case 'remove':
      return `${by} ended the account of ${object(name(act.member))}.`;
    case 'appoint':
      return `${name(act.member)} became administrator with the root sheet.`;
  }
}

/** Inside a sentence. */
function object(name: string): string {
  return name === 'You' ? 'you' : name === 'Somebody' || name === 'Somebody new' ? name.toLowerCase() : name;
}

/** What everybody is told on Today: who became administrator with the root sheet of late. */
export function toldToEverybody(book: Book, said: readonly Said[], beside: Beside): readonly ToldLine[] {
  return said.flatMap(({ act }) => {
    if (act.do !== 'appoint' || parseInstant(act.at) < book.now - TOLD_DAYS * DAY_MS) return [];
    const who = act.member === book.me ? 'You' : memberName(book, act.member, beside);
    const on = fullDay(dayOf(parseInstant(act.at)));
    return [{
      text: `${who} became administrator with the root sheet on ${on}. If nobody in your school meant that, tell the head at once.`,
      grave: true, step: { label: 'Who came and went', href: '/changes' },
    }];
  });
}
