import { describe, expect, test } from 'vitest';

import { deleteRecord, keepAll, keepVersion } from '../../src/casework/acts/versions';
import { moveRecord } from '../../src/casework/acts/move';
import { historyModel } from '../../src/casework/history/page';
import type { PastSave } from '../../src/store/history';
import { AMIRA, at, deviceOf, type Invented, KAI, larkspur, SAM, sure, TICKET, WARD } from './school';

const row = '00000000000000000081AA';
const other = '00000000000000000082AA';
const BESIDE = { trouble: null, since: new Map<string, number>(), here: deviceOf(SAM) };

function historyOf(school: Invented, record: string, vault = KAI, over: { readonly saves?: readonly PastSave[]; readonly unread?: number } = {}) {
  const place = sure(school.book().vaultOf(vault));
  const view = sure(place.vault.records.find(({ id }) => id === record));
  return historyModel(school.book(), place, view, { ...BESIDE, history: { ...school.history(vault, record), ...over } });
}

function savesOf(school: Invented, record: string, vault = KAI) {
  return sure(historyOf(school, record, vault).saves);
}

/** A note of Sam's, and what he and Ms Ward then wrote in the same place without knowing of each other. */
function twoVersions() {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { next_step: 'Try the card.' }, at('2026-11-20T11:31'));
  const seen = sure(school.book().viewOf(KAI, note)).fields.get('next_step')?.dots ?? [];
  school.write(SAM, KAI, note, { next_step: 'Card in science too.' }, { at: at('2026-11-23T09:00') });
  school.save(WARD, { vault: KAI, record: note, values: { next_step: 'Hold until Thursday.' }, seen: { next_step: seen } }, { at: at('2026-11-23T09:30') });
  return { school, note, view: () => sure(school.book().viewOf(KAI, note)) };
}

describe('two who wrote the same sentence', () => {
  test('both stand in the history, each with what was there before and whom it met', () => {
    const { school, note } = twoVersions();
    expect(savesOf(school, note).slice(0, 2)).toMatchObject([
      { who: 'Ms Ward', when: '9:30', what: 'changed “Next step”', changes: [{
        label: 'Next step', before: [{ text: 'Try the card.', by: null }], after: 'Hold until Thursday.', notes: ['Written while you wrote here too: each was kept.'],
      }] },
      { who: 'You', when: '9:00', changes: [{
        before: [{ text: 'Try the card.' }], after: 'Card in science too.', notes: ['Written while Ms Ward wrote here too: each was kept.'],
      }] },
    ]);
  });

  test('the one that was not chosen is still there, with who chose', () => {
    const { school, note, view } = twoVersions();
    const chosen = sure(view().fields.get('next_step')).versions.find(({ value }) => value === 'Hold until Thursday.');
    school.save(WARD, sure(keepVersion(KAI, view(), 'next_step', sure(chosen).dot.join('.'))));
    const saves = savesOf(school, note);
    expect(saves[0]).toMatchObject({ who: 'Ms Ward', changes: [{
      before: [{ text: 'Card in science too.', by: 'You' }, { text: 'Hold until Thursday.', by: 'Ms Ward' }],
      after: 'Hold until Thursday.', notes: ['Chosen from two versions.'],
    }] });
    expect(saves.flatMap(({ changes }) => changes).map(({ after }) => after)).toContain('Card in science too.');
  });

  test('that both were kept is said', () => {
    const { school, note, view } = twoVersions();
    school.save(SAM, sure(keepAll(KAI, view(), 'next_step')));
    expect(savesOf(school, note)[0]?.changes[0]?.notes).toEqual(['Both versions were kept, one under the other.']);
  });
});

test('the first save tells what it was made with, in the labels and words of the form, and how a sentence is known beside it', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Used it twice.', happened_source: 'told', happened_told_by: 'Mr Lee', kind: 'one_to_one' });
  const [made] = savesOf(school, note);
  expect(made).toMatchObject({ who: 'You', what: 'made it', unsent: false });
  expect(made?.changes).toContainEqual(expect.objectContaining({ label: 'What happened', before: [], after: 'Used it twice.', source: 'told by Mr Lee', notes: [] }));
  expect(made?.changes.map(({ label }) => label).filter((label) => /_|told/i.test(label))).toEqual([]);
});

test('what was emptied says what it was', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { evaluation: 'Too hard.' });
  school.write(SAM, KAI, note, { evaluation: null });
  expect(savesOf(school, note)[0]?.changes).toMatchObject([{ label: 'How it went', before: [{ text: 'Too hard.' }], after: '' }]);
});

test('a change of how a sentence is known, by itself, names the sentence', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'Used it.', happened_source: 'saw' });
  school.write(SAM, KAI, note, { happened_source: 'view' });
  const [change] = sure(savesOf(school, note)[0]).changes;
  expect(change?.label).toMatch(/^What happened: /);
  expect(change).toMatchObject({ before: [{ text: 'I saw or heard it' }], after: 'my view' });
});

describe('rows', () => {
  function plan(): { school: Invented; record: string } {
    const school = larkspur();
    const record = school.begin(SAM, KAI, 'action_plan', {
      [`targets/${row}/target`]: 'Hand up first', [`targets/${row}/_order`]: 'B', [`targets/${other}/target`]: 'Bring a pen', [`targets/${other}/_order`]: 'C',
    });
    return { school, record };
  }

  test('are named by the place they have', () => {
    const { school, record } = plan();
    school.write(WARD, KAI, record, { [`targets/${other}/target`]: 'Bring two pens' });
    expect(savesOf(school, record)[0]?.changes).toMatchObject([{ label: 'Target 2: Target', before: [{ text: 'Bring a pen' }], after: 'Bring two pens' }]);
  });

  test('that are new stand whole in one line', () => {
    const { school, record } = plan();
    school.write(WARD, KAI, record, { 'targets/00000000000000000084AA/target': 'Eat breakfast', 'targets/00000000000000000084AA/by_date': '2026-12-03', 'targets/00000000000000000084AA/_order': 'D' });
    expect(savesOf(school, record)[0]?.changes).toMatchObject([{ label: 'Target 3', before: [], after: 'Eat breakfast. By when: Thursday 3 December.', notes: [] }]);
  });

  test('that were taken out still say what they were', () => {
    const { school, record } = plan();
    school.save(SAM, { vault: KAI, record, values: {}, removed: [`targets/${row}`] });
    expect(savesOf(school, record)[0]?.changes).toMatchObject([{ label: 'Targets', before: [{ text: 'Hand up first' }], after: null, notes: ['Taken out.'] }]);
  });

  test('that only changed places say so, and new ones say nothing of their place', () => {
    const { school, record } = plan();
    expect(savesOf(school, record)[0]?.changes.flatMap(({ notes }) => notes)).toEqual([]);
    school.write(SAM, KAI, record, { [`targets/${other}/_order`]: 'A' });
    expect(savesOf(school, record)[0]?.changes).toMatchObject([{ label: 'Target 1', after: 'Bring a pen', notes: ['Moved to another place.'] }]);
  });
});

test('ticks are counted, and one that was taken back is told as taken back', () => {
  const school = larkspur();
  const tick = (id: string, struck: number | null = null) => ({ [`ticks/${id}`]: ['shouts_out', 1, 1_795_425_302_123, 1_000, struck] });
  const watched = school.begin(SAM, KAI, 'observation', { started: '2026-11-23T09:15:00.000+00:00', ...tick(row), ...tick(other) });
  school.write(SAM, KAI, watched, { ...tick(other, 1_795_425_309_000), 'gaps/00000000000000000083AA/kind': 'paused' });
  const [later, first] = savesOf(school, watched);
  expect(first?.changes).toContainEqual(expect.objectContaining({ label: 'Shouts out', after: '2 ticks' }));
  expect(later?.changes).toMatchObject([{ label: 'Shouts out', after: '1 tick taken back' }]);
});

test('a pupil’s answers are one sitting, by the pupil, with what was answered first', () => {
  const school = larkspur();
  const scale = school.begin(SAM, KAI, 'scale_self_esteem', {}, at('2026-11-23T09:40'));
  school.write(TICKET, KAI, scale, { temper_now: 2 }, { at: at('2026-11-23T09:45') });
  school.write(TICKET, KAI, scale, { temper_now: 5, temper_took_ms: 1200 }, { at: at('2026-11-23T09:46') });
  const saves = savesOf(school, scale);
  expect(saves.map(({ who, when }) => [who, when])).toEqual([['The pupil', '9:45 to 9:46'], ['You', '9:40']]);
  expect(saves[0]?.changes.map(({ before, after }) => [before[0]?.text ?? null, after])).toEqual([[null, '2'], ['2', '5']]);
});

describe('what is not to be read', () => {
  test('of a record that was about somebody else stands in neither history; that it was moved stands in both', () => {
    const school = larkspur();
    const note = school.begin(SAM, KAI, 'session', { happened: 'Something of Amira’s.' }, at('2026-11-20T11:00'));
    const [kai, amira] = [sure(school.book().caseOf(KAI)), sure(school.book().caseOf(AMIRA))];
    const saves = moveRecord(school.pen(), kai, amira, sure(kai.find(note)));
    for (const saved of saves) school.save(SAM, saved);
    const left = historyOf(school, note);
    expect(left.saves?.map(({ what, changes }) => [what, changes])).toEqual([['took it out, for it was about somebody else', []], ['made it', []]]);
    expect(left.notice).toContain('Nothing of what it said is shown any more.');
    expect(JSON.stringify(left)).not.toContain('Something of Amira’s');
    const came = historyOf(school, sure(saves[0]).record, AMIRA);
    expect(came.saves?.[0]?.what).toBe('brought it here from another case');
    expect(came.notice).toContain('What it said there before is not shown.');
  });

  test('on this tablet is counted', () => {
    const school = larkspur();
    const note = school.begin(SAM, KAI, 'session', {});
    expect(historyOf(school, note, KAI, { unread: 2 }).notice).toBe('2 changes of this case cannot be opened on this tablet yet; some may be of this record.');
    expect(historyOf(school, note).notice).toBeNull();
  });

  test('is said where what stood before is not among the saves', () => {
    const school = larkspur();
    const note = school.begin(SAM, KAI, 'session', { next_step: 'One.' });
    school.write(WARD, KAI, note, { next_step: 'Two.' });
    const saves = school.history(KAI, note).saves.slice(1);
    expect(historyOf(school, note, KAI, { saves }).saves?.[0]?.changes).toMatchObject([{ before: [], after: 'Two.', notes: ['What stood there before cannot be opened here.'] }]);
  });
});

test('a record that was deleted has its history, and who deleted it', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { happened: 'By mistake.' });
  school.save(WARD, deleteRecord(KAI, sure(school.book().viewOf(KAI, note))));
  const saves = savesOf(school, note);
  expect(saves.map(({ who, what }) => [who, what])).toEqual([['Ms Ward', 'deleted it'], ['You', 'made it']]);
  expect(saves[1]?.changes).toContainEqual(expect.objectContaining({ label: 'What happened', after: 'By mistake.' }));
});

test('the newest stands first by the clock that is shown, and a device is never told backwards', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', { next_step: 'One.' }, at('2026-11-23T09:00'));
  school.write(SAM, KAI, note, { next_step: 'Two, after the clock was put back.' }, { at: at('2026-11-23T08:00') });
  school.write(WARD, KAI, note, { evaluation: 'Between.' }, { at: at('2026-11-23T08:30') });
  expect(savesOf(school, note).map(({ changes }) => changes.at(-1)?.after)).toEqual(['Two, after the clock was put back.', expect.anything(), 'Between.']);
});

test('from which device is said where somebody wrote on two', () => {
  const school = larkspur();
  const note = school.begin(SAM, KAI, 'session', {});
  const second = 'SECOND0000000000000000';
  const [first] = school.history(KAI, note).saves;
  const saves = [sure(first), { ...sure(first), device: second, counter: 1, at: sure(first).at + 1, seq: null, changes: [] }];
  const book = school.book(SAM, { memberOf: (device) => (device === deviceOf(WARD) ? WARD : SAM) });
  const place = sure(book.vaultOf(KAI));
  const model = historyModel(book, place, sure(place.find(note)), { ...BESIDE, since: new Map([[second, at('2026-09-04T09:12')]]), history: { saves, unread: 0 } });
  expect(model.saves?.map(({ device, unsent }) => [device, unsent])).toEqual([['on the device added on 4 September 2026, 10:12', true], ['on this tablet', false]]);
  expect(savesOf(school, note)[0]?.device).toBeNull();
});
