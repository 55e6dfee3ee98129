/** Words behind a question that was taken back: there while the form is open, emptied as it is saved, shown to nobody. */
import { expect, test } from 'vitest';

import { NOTHING_HEARD } from '../../src/casework/visiting';
import { asked, notAsked } from '../../src/casework/asked';
import { openEdit, saveEdit } from '../../src/casework/acts/edit';
import { begin } from '../../src/casework/acts/save';
import { notesForNextVisitor, saveVisit } from '../../src/casework/acts/visit';
import { type Leaf, newest } from '../../src/casework/forms';
import { paperModel } from '../../src/casework/paper';
import { riskNote } from '../../src/casework/risk_page';
import { leavesOf } from '../../src/casework/standing';
import { today } from '../../src/casework/today';
import { noteOf } from '../../src/casework/visiting';
import { CASE, type Invented, KAI, larkspur, SAM, sure, WARD } from './school';

const ROW = '0000000000000000000002AA';
const CONCERN: Readonly<Record<string, Leaf>> = {
  risk_level: 'medium', risk_issues: 'A dog that bites.', risk_issues_source: 'told', risk_issues_told_by: 'The neighbour', risk_to: WARD,
  risk_review: '2026-11-30', risk_next_visitor: true,
};

function visited(): { readonly school: Invented; readonly visit: string } {
  const school = larkspur();
  return { school, visit: school.begin(SAM, KAI, 'visit', { visit_to: 'Home', discussion: 'All well.', ...CONCERN }) };
}

function viewOf(school: Invented, record: string) {
  return sure(school.book().viewOf(KAI, record));
}

/** Everything that is said of a visit's risk where somebody could act on it. */
function shown(school: Invented, visit: string) {
  const book = school.book();
  const place = sure(book.caseOf(KAI));
  const view = sure(book.viewOf(KAI, visit));
  const hands = { done: () => undefined, held: () => undefined };
  return {
    next: notesForNextVisitor([place]).length,
    comingUp: today(book, { seen: null, underWay: [], live: NOTHING_HEARD, told: [], begin: [], hands }).comingUp.length,
    paper: JSON.stringify(sure(paperModel(book, place, view, { sheet: null, copy: null, blank: false })).blocks).includes('bites'),
    note: JSON.stringify(riskNote(book, place, view, null)).includes('bites'),
  };
}

test('a visit that turns out to be of no concern keeps nothing of what was written down as one', () => {
  const { school, visit } = visited();
  expect(shown(school, visit)).toEqual({ next: 1, comingUp: 1, paper: true, note: true });
  const opened = openEdit(viewOf(school, visit));
  const saved = sure(saveEdit(KAI, opened, new Map([...opened.leaves, ['risk_level', 'none']])));
  expect(saved.values).toEqual({
    risk_level: 'none', risk_issues: null, risk_issues_source: null, risk_issues_told_by: null, risk_to: null, risk_review: null,
    risk_next_visitor: null,
  });
  school.save(SAM, saved);
  expect(shown(school, visit)).toEqual({ next: 0, comingUp: 0, paper: false, note: false });
});

test('what was typed is still there for who changes the answer back before saving', () => {
  const { school, visit } = visited();
  const opened = openEdit(viewOf(school, visit));
  const draft = new Map([...opened.leaves, ['risk_level', 'none'] as const, ['risk_issues', 'Two dogs that bite.'] as const]);
  expect(saveEdit(KAI, opened, new Map([...draft, ['risk_level', 'high']]))?.values).toEqual({ risk_level: 'high', risk_issues: 'Two dogs that bite.' });
});

test('a new record has nothing that was not asked in the end', () => {
  const school = larkspur();
  const draft = new Map(Object.entries({ _form: 'visit', _version: 1, discussion: 'All well.', ...CONCERN, risk_level: 'none' }));
  const [saved] = saveVisit(school.pen(), [sure(school.book().caseOf(KAI))], draft);
  expect(Object.keys(sure(saved).values).filter((path) => path.startsWith('risk_'))).toEqual(['risk_level']);
  expect(begin(school.pen(), KAI, 'session', { attendance: 'attended', attendance_why: 'Ill.' }).values).not.toHaveProperty('attendance_why');
});

test('it is so in rows too', () => {
  const school = larkspur();
  const [flag, why] = [`carers/${ROW}/do_not_contact`, `carers/${ROW}/do_not_contact_why`];
  school.write(SAM, KAI, CASE, { [flag]: true, [why]: 'A court order.' });
  const opened = openEdit(viewOf(school, CASE));
  expect(saveEdit(KAI, opened, new Map([...opened.leaves, [flag, null]]))?.values).toEqual({ [flag]: null, [why]: null });
});

test('a note that somebody else called off meanwhile is shown to no visitor, though both stand', () => {
  const { school, visit } = visited();
  school.write(WARD, KAI, visit, { risk_level: 'none' });
  expect(leavesOf(viewOf(school, visit)).get('risk_next_visitor')).toBe(true);
  expect(shown(school, visit)).toEqual({ next: 0, comingUp: 0, paper: false, note: false });
});

test('who told it is not asked once nobody is said to have told it, and what no form declares is left alone', () => {
  const leaves = new Map<string, Leaf>([['discussion', 'All well.'], ['discussion_source', 'saw'], ['discussion_told_by', 'Gran'], ['mood', 'bright']]);
  expect([...notAsked(newest('visit'), leaves)]).toEqual(['discussion_told_by']);
  expect([...asked(newest('visit'), leaves).keys()]).toEqual(['discussion', 'discussion_source', 'mood']);
});

test('a colleague who watches does not read with whom somebody goes who goes alone', () => {
  const sheet = new Map<string, Leaf>([['going', 'alone'], ['going_with', 'Tamsin'], ['phone', '07700 900 118']]);
  expect(noteOf(sheet)).toEqual({ going: 'alone', phone: '07700 900 118' });
});
