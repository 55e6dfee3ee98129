/**
 * The book: everything one member can read, as the screens ask for it. It never changes; after a save there is a new one.
 *
 *     const book = makeBook(source);
 *     book.cases[0]?.name; book.recordsOf(vault, 'visit'); book.nameOf(member); book.where(vault, record)
 *
 * What is worked out of a vault is remembered by the vault (`source.ts`), so a new book after a save in one case costs that
 * case, and a list of the others.
 */
import { textFrom } from '../capture/leaves';
import { dayOf } from '../ui/dates';
import type { RecordView } from '../sync/records';
import { CLOSED } from '../sync/review';
import { type Leaves, newest } from './forms';
import { firstNameOf, initialsOf, thePupil } from './people';
import type { BookSource, VaultSource, Whereabouts } from './source';
import { isActive, leavesOf, listFrom, newestFirst, remembered, type Touch } from './standing';
import { NO_TEAM, type Person, type Team, teamOf } from './team';

/** The records of one vault, newest first. Those that are deleted are left out; those that were withdrawn stand in `all`. */
export interface VaultBook {
  readonly id: string;
  readonly vault: VaultSource;
  readonly all: readonly RecordView[];
  /** Of one form, neither deleted nor withdrawn. */
  readonly of: (form: string) => readonly RecordView[];
  readonly find: (record: string) => RecordView | null;
}

/** One case. */
export interface CaseBook extends VaultBook {
  /** False while this tablet has no key to it, or the pupil's name has not arrived. */
  readonly opened: boolean;
  /** The record of the case itself. */
  readonly leaves: Leaves;
  readonly name: string;
  readonly firstName: string;
  readonly initials: string;
  readonly classForm: string | null;
  readonly stage: string;
  readonly closed: boolean;
  /** A pupil to try things out with: no child, and in no count. */
  readonly practice: boolean;
  readonly mentors: readonly string[];
}

export interface Book {
  readonly source: BookSource;
  readonly me: string;
  /** Now in ms, and its day at school. */
  readonly now: number;
  readonly today: string;
  readonly team: Team;
  /** By name; those that cannot be read yet stand last. */
  readonly cases: readonly CaseBook[];
  /** My own diary; null until it was begun. */
  readonly diary: VaultBook | null;
  /** Every diary I may read, mine first. */
  readonly diaries: readonly VaultBook[];
  readonly caseOf: (vault: string) => CaseBook | null;
  readonly vaultOf: (vault: string) => VaultBook | null;
  readonly viewOf: (vault: string, record: string) => RecordView | null;
  /** Of one form, neither deleted nor withdrawn, newest first. */
  readonly recordsOf: (vault: string, form: string) => readonly RecordView[];
  /** "Sam Ortiz" */
  readonly nameOf: (member: string) => string;
  /** "you", else the name. */
  readonly who: (member: string) => string;
  /** Who made a save: "you", "Ms Ward", "the pupil". */
  readonly by: (touch: Pick<Touch, 'device'>) => string;
  readonly isMine: (touch: Pick<Touch, 'device'>) => boolean;
  readonly hasRole: (role: string) => boolean;
  /** Everybody in the directory who is in the school now, by name; who left is still named where they wrote. */
  readonly colleagues: readonly Person[];
  readonly where: (vault: string, record: string) => Whereabouts;
}

/** Words for who is not in the directory, and for a case whose name has not arrived. */
const SOMEBODY = 'a colleague';
const NOT_OPENED = 'A case that cannot be opened yet';

const BY_NAME = new Intl.Collator('en-GB');

const vaultBookOf: (vault: VaultSource) => VaultBook = remembered((vault) => {
  const all = vault.records.filter(({ gone }) => !gone).sort(newestFirst);
  const byForm = new Map<string, RecordView[]>();
  const byId = new Map(all.map((view) => [view.id, view]));
  for (const view of all.filter(isActive)) {
    const found = byForm.get(view.form);
    if (found === undefined) byForm.set(view.form, [view]);
    else found.push(view);
  }
  return {
    id: vault.id, vault, all,
    of: (form) => byForm.get(form) ?? [],
    find: (record) => byId.get(record) ?? null,
  };
});

const caseBookOf: (vault: VaultSource) => CaseBook = remembered((vault) => {
  const found = vaultBookOf(vault);
  const view = found.find(newest('case').single ?? '');
  const leaves = view === null ? new Map() as Leaves : leavesOf(view);
  const name = textFrom(leaves, 'name');
  const stage = textFrom(leaves, 'stage') ?? 'referral';
  return {
    ...found,
    opened: name !== null,
    leaves,
    name: name ?? NOT_OPENED,
    firstName: textFrom(leaves, 'preferred_name') ?? firstNameOf(name ?? NOT_OPENED),
    initials: name === null ? '' : initialsOf(name),
    classForm: textFrom(leaves, 'class_form'),
    stage,
    closed: stage === CLOSED,
    practice: leaves.get('practice') === true,
    mentors: listFrom(leaves, 'mentors'),
  };
});

/** The book of what the store publishes. */
export function makeBook(source: BookSource): Book {
  const { me } = source;
  const ofKind = (kind: string) => source.vaults.filter((vault) => vault.kind === kind);
  const cases = ofKind('case').map(caseBookOf).sort(inOrder);
  const byCase = new Map(cases.map((one) => [one.id, one]));
  const byVault = new Map(source.vaults.map((vault) => [vault.id, vault]));
  const diaries = ofKind('diary').map(vaultBookOf).sort((one, other) => Number(isOwn(other, me)) - Number(isOwn(one, me)));
  const teamVault = ofKind('team')[0];
  const team = teamVault === undefined ? NO_TEAM : teamOf(teamVault);
  const nameOf = (member: string) => team.people.get(member)?.name ?? SOMEBODY;
  const who = (member: string) => (member === me ? 'you' : nameOf(member));
  const vaultOf = (vault: string) => byCase.get(vault) ?? optional(byVault.get(vault), vaultBookOf);
  const by = ({ device }: Pick<Touch, 'device'>) => optional(source.memberOf(device) ?? undefined, who) ?? thePupil();
  return {
    source, me, team, cases, nameOf, who, by, vaultOf, diaries,
    now: source.now,
    today: dayOf(source.now),
    diary: diaries.find((one) => isOwn(one, me)) ?? null,
    caseOf: (vault) => byCase.get(vault) ?? null,
    viewOf: (vault, record) => vaultOf(vault)?.find(record) ?? null,
    recordsOf: (vault, form) => vaultOf(vault)?.of(form) ?? [],
    isMine: ({ device }) => source.memberOf(device) === me,
    hasRole: (role) => source.roles.includes(role),
    colleagues: [...team.people.values()]
      .filter(({ member }) => source.rolesOf(member).length > 0)
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
    where: source.where,
  };
}

function optional<From, Made>(from: From | undefined, make: (from: From) => Made): Made | null {
  return from === undefined ? null : make(from);
}

function isOwn({ vault }: VaultBook, me: string): boolean {
  return vault.members.includes(me);
}

function inOrder(one: CaseBook, other: CaseBook): number {
  return Number(other.opened) - Number(one.opened) || BY_NAME.compare(one.name, other.name) || (one.id < other.id ? -1 : 1);
}

/** Whether a case is mine to work on: I mentor it, or am named in it. */
export function isMyCase(book: Book, { mentors, vault }: CaseBook): boolean {
  return mentors.includes(book.me) || vault.members.includes(book.me);
}

/** Cases in which something can be written down now. */
export function openCases(book: Book): readonly CaseBook[] {
  return book.cases.filter(({ opened, closed, vault }) => opened && !closed && vault.may.has('write'));
}

/** The case that a record lies in, "Kai Brennan"; for a diary null. */
export function pupilOf(book: Book, vault: string): string | null {
  const found = book.caseOf(vault);
  return found?.opened === true ? found.name : null;
}

/** How many changes have not left this tablet: those that wait to be sent, and those that it has no room for. */
export function notSentYet({ source: { carriage: { unsent, noRoom } } }: Book): number {
  return unsent.length + noRoom.length;
}
