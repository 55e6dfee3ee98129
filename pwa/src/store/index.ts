/**
 * The browser's engine as the screens see it: plain functions and signals (`docs/client.md`, "The browser's facade").
 *
 *     const beside = await openBeside();
 *     beside.stage.value                              // 'nobody' | 'locked' | 'open'
 *     await beside.door.unlock(account, password);
 *     await beside.save([{ vault, record, values: { note: '…' } }]);
 *     beside.read.records(vault)                      // merged; signals tell whoever computes with them
 *
 * Screens read memory and never wait for the network: a save is done when it is durable here, and goes up by itself. What is
 * not needed to unlock and to save is loaded when it is first called.
 */
import type { ReadonlySignal } from '@preact/signals';

import { chooseSuite, type Suite } from '../sync/crypto.ts';
import { b64u, randomBytes, unb64u } from '../sync/encoding.ts';
import type { OpBody } from '../sync/op.ts';
import type { School } from '../sync/roster.ts';
import { draftInTheAir, shelfHere } from './air.ts';
import type { Line } from './api.ts';
import { stretch } from './argon.ts';
import type { Places } from './at_once.ts';
import { withCheckers } from './checking.ts';
import {
  airAt, type DamagedSave, type Desk, type HeldSave, type Known, lookAround, openDesk, type Platform, type Stage, tell, type Trouble, troubleOf,
} from './desk.ts';
import { workLocked } from './exchanging.ts';
import type { RecordHistory } from './history.ts';
import type { Held } from './idle.ts';
import type { LateEntry } from './late.ts';
import { heed, type Published } from './published.ts';
import type { Replica } from './replica.ts';
import { dropDraft, draftsOf, findDraft, lastAlive, type Rest, runningObservations, writeDraft } from './rest.ts';
import { createVault } from './save.ts';
import { endTaps, flushTaps, saveChanges, saveWrites, working, type Write } from './saving.ts';
import { withSession } from './session.ts';
import { followTabs, readOn } from './tabs.ts';
import { lock, setLockMinutes, unlock, unlockByTouch } from './unlocking.ts';

export type { Known, Platform, Stage, Trouble } from './desk.ts';
export type { HalfTyped } from './half_typed.ts';
export type { Journal } from './journal.ts';
export type { About, Act, VaultInfo, Versions } from './published.ts';
export type { Unsent, Where } from './whereabouts.ts';
export { freshId, TabletFull, type Write } from './saving.ts';

/** What the ids of half-typed forms begin with. */
export const FORMS = 'form/';

/** Who is coming in: the sign-in name and password that they chose. */
export interface Credentials {
  readonly handle: string;
  readonly password: string;
}

/** Open Beside on this tablet. Throws `StorageRefused` where nothing can be kept, and `Error` where nothing can be sealed. */
export async function openBeside(given: Partial<Platform> = {}) {
  const platform: Platform = {
    name: 'beside', send: undefined, clock: Date.now, random: randomBytes, stretch, page: given.page ?? document,
    shelf: shelfHere(), ...given,
  };
  const suite: Suite = withCheckers(await chooseSuite());
  const desk = await openDesk(platform, suite);
  await lookAround(desk);
  followTabs(desk);
  await workLocked(desk);
  return facade(desk);
}

/** What `openBeside` gives. */
export type Beside = Awaited<ReturnType<typeof openBeside>>;

function facade(desk: Desk) {
  const { published } = desk;
  const replica = (): Replica => working(desk);
  return {
    stage: desk.stage as ReadonlySignal<Stage>,
    known: desk.known as ReadonlySignal<readonly Known[]>,
    trouble: desk.trouble as ReadonlySignal<Trouble | null>,
    exchanging: desk.exchanging as ReadonlySignal<boolean>,
    held: desk.held as ReadonlySignal<readonly HeldSave[]>,
    damaged: desk.damaged as ReadonlySignal<readonly DamagedSave[]>,
    read: reading(desk, published),
    door: doorOf(desk),
    mine: accountOf(desk),
    people: peopleOf(desk),
    sharing: sharingOf(desk),
    pad: padOf(desk),
    drafts: draftsOn(desk),
    save: (writes: readonly Write[]) => saveWrites(desk, writes),
    /** With `draft`, the half-typed form that the changes were is forgotten in the same transaction. */
    saveChanges: (vault: string, changes: Parameters<typeof saveChanges>[2], draft?: string) =>
      saveChanges(desk, vault, changes, draft === undefined ? undefined : { do: 'drop', draft }),
    createVault: async (kind: string) => {
      const vault = await createVault(replica(), kind);
      tell(desk, { what: 'changed', account: replica().keeper.name, vault });
      await published.refresh();
      desk.schedule?.soon();
      return vault;
    },
    /** Read on what other tabs of this tablet have written for the account at work. */
    catchUp: () => readOn(desk),
    /** Exchange now, and be done when that is; what kept it from being done stands in `trouble`. */
    exchange: () => desk.schedule?.now() ?? Promise.resolve(),
    /** Ask the server something under this account's session. Throws `Locked`, `SignedOut`, `ServerRefused`, `Unreachable`. */
    online: <Made>(work: (line: Line) => Promise<Made>) => withSession(desk.tablet, replica(), () => work(replica().line)),
    /** The account at work, for what is made on the engine itself (handing the tablet over). Throws `Locked`. */
    replica,
    /** Close everything, as when the page goes away. */
    close: () => {
      desk.schedule?.stop();
      desk.idle?.stop();
      desk.tabs.close();
      desk.release?.();
      desk.replica?.keeper.close();
    },
  };
}

function reading(desk: Desk, published: Published) {
  const { vaults, about, school, versions, unsent, records, record, where, refresh } = published;
  return {
    vaults, about, versions, unsent, records, record, where, refresh,
    /** Counts up with every change of `school`. */
    schoolSeq: school,
    /** Who is in the school: members, roles, devices, invitations. Called in a computed, it tells of changes. Throws `Locked`. */
    school: (): School => {
      heed(school);
      return working(desk).school;
    },
    me: (): string => working(desk).account.member,
    /** Every save that there ever was of a record, opened anew from the sealed entries on this tablet. Throws `Locked`. */
    history: async (vault: string, record: string): Promise<RecordHistory> => {
      const { historyOf } = await import('./history.ts');
      return historyOf(working(desk), vault, record);
    },
    /** What an entry that was set aside says; null where it cannot be read. */
    aside: async (id: number): Promise<OpBody | null> => {
      const { readAside } = await import('./setaside.ts');
      return readAside(working(desk), id);
    },
  };
}

/** The ways in and out. */
function doorOf(desk: Desk) {
  return {
    unlock: (account: string, password: string) => unlock(desk, account, password),
    unlockByTouch: (account: string) => unlockByTouch(desk, account),
    /** Lock every tab; false where something that found no room would be lost with this page, which then has to stay. */
    lock: () => lock(desk),
    lockMinutes: desk.lockMinutes as ReadonlySignal<number>,
    setLockMinutes: (minutes: number) => setLockMinutes(desk, minutes),
    /** Seconds until it locks by itself, in the last minute before it does. */
    locksIn: desk.locksIn as ReadonlySignal<number | null>,
    /** Somebody is still there. */
    stay: () => desk.idle?.stay(),
    /** Who opened Beside in another tab, so that this one was locked. */
    displacedBy: desk.displacedBy as ReadonlySignal<string | null>,
    leftBehind: async () => (await import('./leaving.ts')).leftBehind(desk, FORMS),
    /** Sign out and delete the account from this tablet; false where something would be lost, and `hasCopy` is not said. */
    signOut: async (hasCopy: boolean) => (await import('./leaving.ts')).signOut(desk, FORMS, hasCopy),
    /** Hold the idle lock off while something is open. */
    hold: (what: Held) => desk.idle?.hold(what) ?? (() => undefined),
    /** Have something sealed before every lock; ends with what is returned. */
    beforeLock: (seal: () => Promise<void>) => {
      desk.beforeLock.add(seal);
      return () => {
        desk.beforeLock.delete(seal);
      };
    },
    ...comingIn(desk),
  };
}

/** The ways in for who is new on this tablet. Each gives the account to unlock. */
function comingIn(desk: Desk) {
  const { tablet, suite, stretching, platform: { clock, random, send } } = desk;
  const arrival = ({ handle, password }: Credentials) => ({
    tablet, suite, handle, password, stretch: stretching.arriving, clock, random, ...(send === undefined ? {} : { send }),
  });
  const after = async <Made>(entering: Promise<Made>): Promise<Made> => {
    try {
      return await entering;
    } finally {
      await lookAround(desk);
    }
  };
  return {
    /** The sheets of a school about to be; `found` founds it with the printed token and gives the account. Nothing is sent before. */
    prepareSchool: async (who: Credentials) => {
      const { prepareSchool } = await import('./enrol.ts');
      const { sheets, found } = await prepareSchool(arrival(who));
      return { sheets, found: async (token: string) => (await after(found(token))).name };
    },
    /** What an invitation says, without taking it. */
    look: async (invitation: string) => {
      const { lookAt } = await import('./enrol.ts');
      return lookAt({ suite, ...(send === undefined ? {} : { send }) }, invitation);
    },
    /** Join by an invitation's text, also to renew an account whose password is forgotten. */
    join: async (invitation: string, who: Credentials) => {
      const { join } = await import('./enrol.ts');
      return (await after(join(arrival(who), invitation))).name;
    },
    /** Come in on one more device, by what one that is in shows. */
    letIn: async (text: string, password: string) => {
      const { enterByCode } = await import('./enrol.ts');
      return (await after(enterByCode(arrival({ handle: '', password }), text))).name;
    },
    /** Become administrator by the root sheet. */
    joinByRoot: async (school: string, words: string, who: Credentials, member?: string) => {
      const { joinByRoot } = await import('./enrol.ts');
      return (await after(joinByRoot(arrival(who), unb64u(school), words, member ?? null))).name;
    },
  };
}

/** One's own account. */
function accountOf(desk: Desk) {
  const load = () => import('./account.ts');
  const place = { tablet: desk.tablet, stretch: desk.platform.stretch };
  return {
    changePassword: async (old: string, fresh: string) => (await load()).changePassword(place, working(desk), old, fresh),
    /** For `trouble` `password_changed`. */
    signInWith: async (password: string) => {
      try {
        await (await load()).signInWith(place, working(desk), password);
      } catch (error) {
        // No other password is asked for any more: the account goes on elsewhere.
        if (troubleOf(error) === 'revoked_device') desk.trouble.value = 'revoked_device';
        throw error;
      }
      await desk.schedule?.now();
    },
    addPasskey: async () => (await load()).addPasskey(working(desk)),
    removePasskey: async () => (await load()).removePasskey(working(desk)),
    /** What lets in one's own next device; an administrator's lets in that of another member. */
    nextDevice: async (member?: string) => (await load()).nextDevice(desk.tablet, working(desk), member),
    sessions: async () => (await load()).sessionsOf(desk.tablet, working(desk)),
    endSession: async (session: string) => (await load()).endSession(desk.tablet, working(desk), session),
  };
}

/** What an administrator says, or a member of their own devices. Each goes to the server at once. */
function peopleOf(desk: Desk) {
  const say = async <Made>(act: (module: typeof import('./administration.ts'), replica: Replica) => Promise<Made>): Promise<Made> => {
    const module = await import('./administration.ts');
    const made = await withSession(desk.tablet, working(desk), () => act(module, working(desk)));
    await desk.published.refresh();
    desk.schedule?.soon();
    return made;
  };
  return {
    /** Gives the invitation, and its text for a QR code or the fragment of a link. With `member` it renews their account. */
    invite: (roles: readonly string[], about: { manager?: string | null; member?: string; days?: number } = {}) =>
      say(async (module, replica) => {
        const made = await module.invite(replica, roles, about);
        return { id: b64u(made.invite), text: module.invitationText(made) };
      }),
    withdraw: (invite: string) => say((module, replica) => module.withdraw(replica, invite)),
    setRoles: (member: string, roles: readonly string[]) => say((module, replica) => module.setRoles(replica, member, roles)),
    setManager: (manager: string, mentor: string, on: boolean) =>
      say((module, replica) => module.setManager(replica, manager, mentor, on)),
    lockOut: (device: string) => say((module, replica) => module.lockOut(replica, device)),
    remove: (member: string) => say((module, replica) => module.remove(replica, member)),
    /** When each device of a member was last connected. */
    lastConnected: (member: string) => say((module, replica) => module.lastConnected(replica, member)),
    /** All that was ever said about people and devices. */
    history: async () => (await import('./administration.ts')).history(working(desk)),
    /** Which of the school's printed sheets has these words. */
    whichSheet: async (words: string) => (await import('./administration.ts')).whichSheet(working(desk), words),
  };
}

/** Who takes part in a vault, and what was handed in late. */
function sharingOf(desk: Desk) {
  const online = <Made>(work: () => Promise<Made>): Promise<Made> => withSession(desk.tablet, working(desk), work);
  const soon = async (work: Promise<void>): Promise<void> => {
    await work;
    desk.schedule?.soon();
  };
  return {
    share: async (vault: string, member: string) => soon((await import('./house.ts')).share(working(desk), vault, member)),
    unshare: async (vault: string, member: string) => soon((await import('./house.ts')).unshare(working(desk), vault, member)),
    late: async () => {
      const { waitingForMe } = await import('./late.ts');
      return online(() => waitingForMe(working(desk)));
    },
    lateChanges: async (late: LateEntry) => (await import('./late.ts')).lateChanges(working(desk), late),
    takeLate: async (late: LateEntry) => {
      const { takeLate } = await import('./late.ts');
      return soon(online(() => takeLate(working(desk), late)));
    },
    setLateAside: async (late: LateEntry, reason: string) => {
      const { setLateAside } = await import('./late.ts');
      return online(() => setLateAside(working(desk), late, reason));
    },
  };
}

function restOf(desk: Desk): Rest {
  const { suite, open } = working(desk);
  return { suite, key: open.identity.rest };
}

/** Where the account at work keeps what cannot wait. Throws `Locked`. */
function placesOf(desk: Desk): Places {
  const { keeper } = working(desk);
  return { rest: () => restOf(desk), keeper, air: airAt(desk), atLock: desk.atLock };
}

/** The journal of a running observation. */
function padOf(desk: Desk) {
  const database = () => working(desk).keeper.database();
  return {
    /** Its journal, open for writing; `trouble` hears whenever a row could not be written. */
    open: async (observation: string, trouble: (error: unknown) => void) => {
      const { openJournal } = await import('./journal.ts');
      return openJournal(placesOf(desk), observation, trouble);
    },
    alive: async (observation: string) => lastAlive(restOf(desk), await database(), observation),
    running: async () => runningObservations(await database()),
    /** How many taps of each observation the tablet has no room for. */
    waiting: async () => {
      const { waitingTaps } = await import('./journal.ts');
      return waitingTaps({ keeper: working(desk).keeper, air: airAt(desk) });
    },
    flush: (observation: string, vault: string, changes: Parameters<typeof flushTaps>[3], upTo: number | null) =>
      flushTaps(desk, observation, vault, changes, upTo),
    /** The last of it into the record: the journal ends. */
    end: (observation: string, vault: string, changes: Parameters<typeof endTaps>[3], draft?: string) =>
      endTaps(desk, observation, vault, changes, draft),
  };
}

/** Half-typed forms, sealed. */
function draftsOn(desk: Desk) {
  const database = () => working(desk).keeper.database();
  return {
    /** One of them, open for writing at once. */
    open: async (id: string) => {
      const { openHalfTyped } = await import('./half_typed.ts');
      return openHalfTyped(placesOf(desk), id);
    },
    write: async (id: string, content: object) => writeDraft(restOf(desk), await database(), airAt(desk), id, content),
    read: async (id: string) => (await findDraft(restOf(desk), await database(), airAt(desk), id)).content,
    /** What of it can be opened, and whether something newer was there that cannot. Throws `Locked`. */
    find: async (id: string) => findDraft(restOf(desk), await database(), airAt(desk), id),
    list: async (prefix: string) => draftsOf(await database(), airAt(desk), prefix),
    drop: async (id: string) => {
      await dropDraft(await database(), id);
      airAt(desk).drop(draftInTheAir(id));
    },
    /** Somebody has looked at one of `damaged`: it is forgotten. */
    dropDamaged: async (id: string) => {
      const { dropDamaged } = await import('./held.ts');
      await dropDamaged(desk, id);
    },
  };
}
