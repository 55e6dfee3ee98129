/**
 * An invented school for the tests of casework: saves go through the real merge, and what changed is published as the store
 * publishes it: a vault, and in it a record, is a new object only if something in it changed.
 */
import { type Book, makeBook } from '../../src/casework/book';
import type { Save, Values } from '../../src/casework/acts/save';
import { begin } from '../../src/casework/acts/save';
import type { FormName } from '../../src/casework/forms';
import { newest } from '../../src/casework/forms';
import { makePen, type Pen } from '../../src/casework/pen';
import type { Act, BookSource, Carriage, VaultSource, Whereabouts } from '../../src/casework/source';
import type { PastSave, RecordHistory } from '../../src/store/history';
import { formatInstant } from '../../src/sync/encoding';
import { apply, newState, type State } from '../../src/sync/merge';
import type { Change } from '../../src/sync/op';
import { deleteChanges, type RecordView, restoreChanges, setChanges, view } from '../../src/sync/records';
import { madeId } from '../sync/arbitrary';

export const SAM = madeId(1);
export const WARD = madeId(2);
export const TAMSIN = madeId(3);
export const JO = madeId(4);
const NAMES = new Map([[SAM, 'Sam Ortiz'], [WARD, 'Ms Ward'], [TAMSIN, 'Tamsin Fairweather'], [JO, 'Jo Applegarth']]);
const ROLES = new Map([[SAM, ['mentor']], [TAMSIN, ['mentor']], [WARD, ['line_manager', 'administrator']], [JO, ['colleague']]]);
const MANAGES = new Map([[WARD, [SAM, TAMSIN]]]);
/** What a pupil's page signs with: no device of a member. */
export const TICKET = madeId(99);

export const TEAM = madeId(50);
export const DIARY = madeId(51);
export const KAI = madeId(60);
export const AMIRA = madeId(61);

export const CASE = newest('case').single ?? '';
const WRITES: ReadonlySet<Act> = new Set(['write', 'share', 'remove', 'ticket']);
export const NOTHING_UNDER_WAY: Carriage = {
  lastExchange: null, trouble: null, sending: false, unsent: [], noRoom: [], damaged: [], aside: [], late: [], forks: [],
};

interface Kept {
  readonly id: string;
  readonly kind: string;
  readonly members: readonly string[];
  readonly readers: readonly string[];
  readonly waiting: readonly string[];
  state: State;
  readonly seqs: Map<string, number>;
  seq: number;
  readonly views: Map<string, RecordView>;
  readonly saves: { readonly record: string; readonly save: PastSave }[];
  source: VaultSource | null;
}

export interface Invented {
  /** Milliseconds; moves only where a test moves it. */
  now: number;
  readonly pen: (who?: string) => Pen;
  readonly vault: (id: string, kind: string, members: readonly string[], readers?: readonly string[], waiting?: readonly string[]) => void;
  /** Saves as `who` did it. `unseen`: what stood there had not reached them. */
  readonly save: (who: string, save: Save, options?: { readonly unseen?: boolean; readonly at?: number }) => string;
  readonly write: (who: string, vault: string, record: string, values: Values, options?: { readonly unseen?: boolean; readonly at?: number }) => void;
  readonly begin: (who: string, vault: string, form: FormName, values: Values, at?: number) => string;
  readonly book: (me?: string, over?: Partial<BookSource>) => Book;
  readonly where: Map<string, Whereabouts>;
  /** What the store would open of a record: every save of it. */
  readonly history: (vault: string, record: string) => RecordHistory;
}

/** "2026-11-23T10:04" on the school's clock, in winter. */
export function at(local: string): number {
  return Date.parse(`${local}:00Z`);
}

export function invent(now: string): Invented {
  const vaults = new Map<string, Kept>();
  const counters = new Map<string, number>();
  let made = 1000;
  const newId = () => madeNumber((made += 1));
  const where = new Map<string, Whereabouts>();

  const invented: Invented = {
    now: at(now),
    where,
    pen: (who = SAM) => makePen({ me: who, now: invented.now, newId }),
    vault: (id, kind, members, readers = [...members, WARD], waiting = []) => {
      vaults.set(id, { id, kind, members, readers, waiting, state: newState(), seqs: new Map(), seq: 0, views: new Map(), saves: [], source: null });
    },
    save: (who, saved, { unseen = false, at: when = invented.now } = {}) => {
      const kept = vaults.get(saved.vault);
      if (kept === undefined) throw new RangeError('no such vault');
      const changes = changesOf(kept.state, saved, unseen);
      const device = deviceOf(who);
      const counter = (counters.get(`${saved.vault}${device}`) ?? 0) + 1;
      counters.set(`${saved.vault}${device}`, counter);
      take(kept, saved.record, { device, counter, at: when, changes });
      return saved.record;
    },
    history: (vault, record) => ({
      saves: vaults.get(vault)?.saves.filter((one) => one.record === record).map(({ save }) => save) ?? [], unread: 0,
    }),
    write: (who, vault, record, values, options) => {
      invented.save(who, { vault, record, values }, options);
    },
    begin: (who, vault, form, values, when = invented.now) => {
      const pen = makePen({ me: who, now: when, newId });
      return invented.save(who, begin(pen, vault, form, values), { at: when });
    },
    book: (me = SAM, over = {}) => makeBook({
      me, roles: ROLES.get(me) ?? [], now: invented.now,
      vaults: [...vaults.values()].filter(({ readers }) => readers.includes(me)).map(published),
      memberOf: (device) => [...NAMES.keys()].find((member) => deviceOf(member) === device) ?? null,
      rolesOf: (member) => ROLES.get(member) ?? [],
      managedBy: (manager) => MANAGES.get(manager) ?? [],
      where: (vault, record) => where.get(`${vault}/${record}`) ?? { unsent: false, received: [] },
      carriage: NOTHING_UNDER_WAY,
      ...over,
    }),
  };
  return invented;
}

interface Saved {
  readonly device: string;
  readonly counter: number;
  readonly at: number;
  readonly changes: readonly Change[];
}

function take(kept: Kept, record: string, { device, counter, at: when, changes }: Saved): void {
  apply(kept.state, device, counter, { at: formatInstant(when), drift: 0, catalogue: 1, changes });
  kept.seq += 1;
  kept.seqs.set(record, kept.seq);
  const past = changes.map(({ path, value, over }, index) => ({ path: path.slice(record.length + 1), value, over, dot: [device, counter, index] as const }));
  kept.saves.push({ record, save: { device, counter, at: when, seq: kept.seq, changes: past } });
  const found = view(kept.state, record);
  if (found !== null) kept.views.set(record, found);
  kept.source = null;
}

function changesOf(state: State, saved: Save, unseen: boolean): readonly Change[] {
  const seen = unseen ? Object.fromEntries(Object.keys(saved.values).map((path) => [path, []])) : { ...saved.seen };
  return [
    ...setChanges(state, saved.record, saved.values, seen),
    ...(saved.removed ?? []).flatMap((row) => deleteChanges(state, saved.record, row)),
    ...(saved.whole === 'delete' ? deleteChanges(state, saved.record) : []),
    ...(saved.whole === 'restore' ? restoreChanges(state, saved.record) : []),
  ];
}

function published(kept: Kept): VaultSource {
  const { id, kind, members, readers, waiting, seq, views, seqs } = kept;
  kept.source ??= {
    id, kind, members, readers, waiting, seq, records: [...views.values()], may: WRITES, seqOf: (record) => seqs.get(record) ?? null,
  };
  return kept.source;
}

/** Each member has one device, named after them. */
export function deviceOf(member: string): string {
  return member === TICKET ? TICKET : member.replace(/^.{4}/, 'DEVI');
}

/** Ids enough for any test. */
function madeNumber(number: number): string {
  return `${String(number).padStart(20, '0')}AA`;
}

/** A school with a directory, two cases of Sam's and his diary, on Monday 23 November 2026 at 10:04. */
export function larkspur(): Invented {
  const school = invent('2026-11-23T10:04');
  const september = at('2026-09-07T09:00');
  school.vault(TEAM, 'team', [WARD], [...NAMES.keys()]);
  school.vault(DIARY, 'diary', [SAM]);
  school.vault(KAI, 'case', [SAM]);
  school.vault(AMIRA, 'case', [SAM]);
  for (const [member, name] of NAMES) {
    school.save(WARD, { vault: TEAM, record: member, values: { _form: 'person', _version: 1, name } }, { at: september });
  }
  school.begin(WARD, TEAM, 'school', { name: 'Larkspur Hill School', low_answer: 3 }, september);
  school.begin(WARD, TEAM, 'calendar', {
    lead_name: 'Mrs Merriweather', lead_phone: '01632 960 011',
    'terms/0000000000000000000001AA/first': '2026-09-07', 'terms/0000000000000000000001AA/last': '2026-12-18',
  }, september);
  school.begin(SAM, KAI, 'case', {
    name: 'Kai Brennan', class_form: '8B', stage: 'review', level: 'medium', focus_areas: ['behaviour', 'self_esteem'],
    'carers/0000000000000000000002AA/name': 'Orla Brennan', 'carers/0000000000000000000002AA/relationship': 'Mother',
    'carers/0000000000000000000002AA/home_phone': '01632 960 121', 'carers/0000000000000000000002AA/address': '14 Pudding Lane End',
  }, september);
  school.begin(SAM, AMIRA, 'case', { name: 'Amira Halloway', class_form: '8D', stage: 'plan' }, september);
  return school;
}

/** The value of what a test has just made sure of. */
export function sure<Of>(found: Of | null | undefined): Of {
  if (found === null || found === undefined) throw new Error('there should have been something here');
  return found;
}
