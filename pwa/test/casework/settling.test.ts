import { describe, expect, test } from 'vitest';

import { openEdit, saveEdit, settledBeside } from '../../src/casework/acts/edit';
import type { Values } from '../../src/casework/acts/save';
import { keepVersion } from '../../src/casework/acts/versions';
import type { Book } from '../../src/casework/book';
import { caseModel } from '../../src/casework/case';
import { detail } from '../../src/casework/detail';
import { type FormName, newest } from '../../src/casework/forms';
import { inbox } from '../../src/casework/inbox';
import { planModel } from '../../src/casework/plan_page';
import { reportModel } from '../../src/casework/report_page';
import { safetySheet } from '../../src/casework/safety_page';
import { staffScale } from '../../src/casework/scale_page';
import { leavesOf } from '../../src/casework/standing';
import { unsettled } from '../../src/casework/versions';
import { NOTHING_HEARD } from '../../src/casework/visiting';
import { mayChange } from '../../src/casework/writers';
import { type RouteName, ROUTES } from '../../src/screens/routes';
import type { RecordView } from '../../src/sync/records';
import type { Unsettled } from '../../src/ui/figures/TwoVersions';
import { match } from '../../src/ui/shell/router';
import { at, CASE, DIARY, type Invented, JO, KAI, larkspur, SAM, sure, TEAM, WARD } from './school';

const CARER = 'carers/0000000000000000000002AA';
const BEGUN = '2026-11-20T09:15:00.000+00:00';
const ENDED = '2026-11-20T09:45:00.000+00:00';

/** A record of every form that two people can write in, with what one of them changes at a place that the other changed too. */
const RECORDS: readonly (readonly [form: FormName, vault: string, id: string | null, first: Values, other: Values])[] = [
  ['case', KAI, CASE, { [`${CARER}/home_phone`]: '01632 960 122' }, { [`${CARER}/home_phone`]: '01632 960 123' }],
  ['observation', KAI, null, { started: BEGUN, ended: ENDED, notes: 'A cover teacher.' }, { notes: 'The usual teacher.' }],
  ['observation', KAI, null, { teacher: 'Mr Okafor' }, { teacher: 'Mrs Okafor' }],
  ['scale_self_esteem', KAI, null, { stage: 'before' }, { stage: 'review' }],
  ['scale_learning', KAI, null, { how: 'alone' }, { how: 'read_to' }],
  ['action_plan', KAI, null, { review_date: '2026-11-26' }, { review_date: '2026-12-03' }],
  ['visit', KAI, null, { discussion: 'Mum is on nights.' }, { discussion: 'Mum works nights.' }],
  ['session', KAI, null, { next_step: 'Card for science' }, { next_step: 'Hold until Thursday' }],
  ['drop_in', DIARY, null, { note: 'Fell out with a friend.' }, { note: 'Made it up again.' }],
  ['appointment', KAI, null, { place: 'Room 4' }, { place: 'Room 14' }],
  ['visit_safety', DIARY, null, { visitor: SAM, address: '4 Larch Walk' }, { address: '14 Larch Walk' }],
  ['calendar', TEAM, newest('calendar').single ?? '', { lead_phone: '01632 960 017' }, { lead_phone: '01632 960 018' }],
  ['school', TEAM, newest('school').single ?? '', { review_weeks: 6 }, { review_weeks: 8 }],
  ['settings_observation', TEAM, newest('settings_observation').single ?? '', { interval_count: 6 }, { interval_count: 4 }],
  ['person', TEAM, WARD, { phone: '01632 960 120' }, { phone: '01632 960 119' }],
];

type Ids = Readonly<Record<string, string | undefined>>;

/** What the page of an address shows of two versions. */
const SHOWN: Partial<Readonly<Record<RouteName, (book: Book, ids: Ids) => readonly Unsettled[]>>> = {
  case: (book, ids) => caseModel(book, caseIn(book, ids)).versions,
  report: (book, ids) => reportModel(book, caseIn(book, ids), viewIn(book, ids))?.versions ?? detailIn(book, ids),
  scale: (book, ids) => staffScale(book, caseIn(book, ids), viewIn(book, ids)).versions,
  plan: (book, ids) => planModel(book, caseIn(book, ids), viewIn(book, ids)).versions,
  // One's own is a form, that of a mentor whom one manages is read.
  safety: (book, ids) => (ids['vault'] === book.diary?.id ? sheetOf(book, viewIn(book, ids)).versions : detailIn(book, ids)),
  detail: (book, ids) => detailIn(book, ids),
  calendar: (book) => formOf(book, newest('calendar').single),
  school: (book) => formOf(book, newest('school').single),
  rule: (book) => formOf(book, newest('settings_observation').single),
  colleague: (book, ids) => formOf(book, ids['member']),
};

function caseIn(book: Book, ids: Ids) {
  return sure(book.caseOf(ids['case'] ?? ids['vault'] ?? ''));
}

function viewIn(book: Book, ids: Ids): RecordView {
  return sure(book.viewOf(ids['vault'] ?? '', ids['record'] ?? ''));
}

function detailIn(book: Book, ids: Ids) {
  return detail(book, sure(book.vaultOf(ids['vault'] ?? '')), viewIn(book, ids)).versions;
}

/** A page that is one form of the school's stands under what is unsettled in it. */
function formOf(book: Book, record: string | undefined) {
  return unsettled(book, TEAM, sure(book.viewOf(TEAM, record ?? '')));
}

function shownAt(book: Book, href: string): readonly Unsettled[] {
  const { name, params } = sure(match(ROUTES, href));
  return sure(SHOWN[name])(book, params);
}

function sheetOf(book: Book, sheet: RecordView) {
  const form = newest('visit_safety');
  const nothing = (): void => undefined;
  const draft = {
    form, values: leavesOf(sheet), problems: [], tries: 0, today: book.today, onChange: nothing, onAddRow: nothing, onRemoveRow: nothing, choose: () => [],
  };
  const atRisk = { lead: null, deputy: null, now: '10:04', told: null, onTold: nothing };
  return safetySheet(book, sheet, { live: NOTHING_HEARD, reaches: new Map(), testAnswer: null, draft, atRisk, changing: false });
}

/** Everything written by Sam, and changed by Ms Ward before that had reached her. */
function written(): Invented {
  const school = larkspur();
  for (const [form, vault, id, first, other] of RECORDS) {
    const record = id ?? school.begin(SAM, vault, form, first, at('2026-11-20T10:00'));
    if (id !== null) school.write(vault === TEAM ? JO : SAM, vault, record, { _form: form, _version: 1, ...first }, { at: at('2026-11-20T10:00') });
    school.write(WARD, vault, record, other, { unseen: true });
  }
  return school;
}

describe('what waits to be settled', () => {
  test.each([['whoever wrote one of them', WARD, RECORDS.length], ['whose case and diary it is', SAM, RECORDS.filter(([, vault]) => vault !== TEAM).length]])(
    'is settled in one touch where the inbox leads %s', (_, me, many) => {
      const school = written();
      const waiting = () => inbox(school.book(me), null).waiting;
      expect(waiting()).toHaveLength(many);
      for (let left = many; left > 0; left -= 1) {
        const { href, title } = sure(waiting()[0]);
        const [found] = shownAt(school.book(me), href);
        const { path, of, versions } = sure(found);
        expect(title).toBe(`Two versions of “${of}”`);
        const [vault, view] = sure(holding(school.book(me), path, sure(versions[0]).id));
        school.save(me, sure(keepVersion(vault, view, path, sure(versions[0]).id)));
        expect(waiting()).toHaveLength(left - 1);
      }
    },
  );

  test('in what the school shares it waits for those whose role may change it, and in the directory for whose entry it is', () => {
    const school = written();
    const shared = (me: string) => inbox(school.book(me), null).waiting.map(({ detail: where }) => where).filter((where) => /whole school|own entry/.test(where));
    expect(shared(WARD).sort()).toEqual([
      'How we observe, for the whole school', 'School calendar, for the whole school', 'What our school chose, for the whole school',
      'Your own entry among the colleagues',
    ]);
    expect(shared(SAM)).toEqual([]);
    expect(shared(JO)).toEqual([]);
    const may = (me: string, id: string, form: string) => mayChange(school.book(me), sure(school.book(me).vaultOf(TEAM)), { id, form });
    expect([may(JO, JO, 'person'), may(JO, WARD, 'person'), may(JO, 'x', 'calendar'), may(WARD, 'x', 'calendar')]).toEqual([true, false, false, true]);
  });

  test('of a number one counts until somebody chooses, the latest; of words neither does', () => {
    const school = written();
    const book = school.book(WARD);
    const counted = (vault: string, record: string) => unsettled(book, vault, sure(book.viewOf(vault, record))).map(({ versions }) => versions.map(({ counts }) => counts));
    expect(counted(TEAM, newest('calendar').single ?? '')).toEqual([[false, true]]);
    const visit = sure(sure(book.caseOf(KAI)).of('visit')[0]);
    expect(counted(KAI, visit.id)).toEqual([[false, false]]);
  });
});

/** The record in which a version stands. */
function holding(book: Book, path: string, version: string): readonly [vault: string, view: RecordView] | undefined {
  const places = [...book.cases, ...book.diaries, sure(book.vaultOf(TEAM))];
  const all = places.flatMap(({ id, all: views }) => views.map((view) => [id, view] as const));
  return all.find(([vault, view]) => unsettled(book, vault, view).some((one) => one.path === path && one.versions.some(({ id }) => id === version)));
}

describe('a form that lies open while two versions are settled above it', () => {
  function opened() {
    const school = larkspur();
    const note = school.begin(SAM, KAI, 'session', { happened: 'Settled.', next_step: 'Card for science' });
    school.write(WARD, KAI, note, { next_step: 'Hold until Thursday' }, { unseen: true, at: at('2026-11-23T10:10') });
    const view = () => sure(school.book().viewOf(KAI, note));
    const chosen = sure(unsettled(school.book(), KAI, view())[0]?.versions.find(({ by }) => by.startsWith('you')));
    return { school, view, chosen: chosen.id };
  }

  test('has what was kept in it, and saves nothing beside it', () => {
    const { school, view, chosen } = opened();
    const before = openEdit(view());
    const kept = sure(keepVersion(KAI, view(), 'next_step', chosen));
    school.save(SAM, kept);
    const form = settledBeside({ opened: before, draft: before.leaves }, view(), kept.values);
    expect(form.draft.get('next_step')).toBe('Card for science');
    expect(saveEdit(KAI, form.opened, form.draft)).toBeNull();
    const changed = sure(saveEdit(KAI, form.opened, new Map([...form.draft, ['next_step', 'Card for science, and art']])));
    school.save(SAM, changed);
    expect(unsettled(school.book(), KAI, view())).toEqual([]);
    expect(leavesOf(view()).get('next_step')).toBe('Card for science, and art');
  });

  test('keeps what was typed there', () => {
    const { school, view, chosen } = opened();
    const before = openEdit(view());
    const kept = sure(keepVersion(KAI, view(), 'next_step', chosen));
    school.save(SAM, kept);
    const form = settledBeside({ opened: before, draft: new Map([...before.leaves, ['next_step', 'Ask Mum']]) }, view(), kept.values);
    expect(form.draft.get('next_step')).toBe('Ask Mum');
  });

  test('does not replace a third version that arrives with the choice', () => {
    const { school, view, chosen } = opened();
    const before = openEdit(view());
    const kept = sure(keepVersion(KAI, view(), 'next_step', chosen));
    school.write(JO, KAI, before.record, { next_step: 'Ask Mum' }, { unseen: true });
    school.save(SAM, kept);
    const form = settledBeside({ opened: before, draft: before.leaves }, view(), kept.values);
    school.save(SAM, sure(saveEdit(KAI, form.opened, new Map([...form.draft, ['next_step', 'Card for art']]))));
    expect(unsettled(school.book(), KAI, view())[0]?.versions.map(({ text }) => text).sort()).toEqual(['Ask Mum', 'Card for art']);
  });
});
