/** A home visit from the safety sheet to the line manager's answer. Everybody here is invented. */
import { VisitView } from '../../screens/visit/VisitView';
import { SafetySheetView } from '../../screens/visit/SafetySheetView';
import { WatchView } from '../../screens/visit/WatchView';
import { RiskNoteView } from '../../screens/visit/RiskNoteView';
import { AlarmTestView } from '../../screens/visit/AlarmTestView';
import { VisitPickView } from '../../screens/visit/VisitPickView';
import { WatchListView } from '../../screens/visit/WatchListView';
import { reachedWords } from '../../casework/reached';
import type { NextVisitorNote, PlannedVisit, Rung, Safety, SafetySheetModel, WatchModel } from '../../screens/visit/model';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';
import { SETTLE, WHERE } from './versions';

const ACTIONS = {
  settle: SETTLE,
  arm: nothing, back: nothing, more: nothing, save: nothing, test: nothing, plan: nothing, also: nothing, change: nothing, done: nothing, again: nothing, remove: nothing,
};
const LATER: PlannedVisit = { id: 'q', when: 'Thu 26', more: '15:30', title: 'Mila Novak', detail: 'Watched by nobody yet', href: '/safety/v/q' };
const WATCHING = { watcher: 'Jo Marsh', phone: '07700 900 123', left: null, trouble: null };
const ARMED: Safety = { kind: 'armed', at: '14:02', backBy: '15:00', ...WATCHING };
const UNWATCHED: Safety = { ...ARMED, watcher: 'Ms Ward', phone: '07700 900 101', left: { name: 'Jo Marsh', isGone: true, nextIsTold: true } };

const ONLY = 'Only while their Beside is open and unlocked, or by phone';
const LADDER: readonly Rung[] = [
  { id: '1', name: 'You', role: 'visitor', phone: '07700 900 111', when: '15:00', reach: 'Test arrived 8:41', reachable: true, only: null },
  { id: '2', name: 'Jo Marsh', role: 'watches', phone: '07700 900 123', when: '15:10', reach: 'Test arrived 8:42', reachable: true, only: null },
  { id: '3', name: 'Ms Ward', role: 'line manager', phone: '01632 960 103', when: '15:20', reach: 'No test today', reachable: false, only: null },
  { id: '4', name: 'Mr Bell', role: 'Head', phone: null, when: '15:30', reach: 'Reminders off', reachable: false, only: ONLY },
  { id: 'lead', name: 'Mrs Achebe', role: 'safeguarding lead', phone: '01632 960 101', when: '', reach: 'By phone only', reachable: false, only: 'Beside tells them nothing: phone them' },
];

const SHEET = {
  address: '4 Larch Walk', phone: '07700 900 111', going: 'alone', car: 'Blue hatchback, ZZ26 BSD', risks: 'A dog, kept in the yard',
  if_overdue: 'Ring me twice, then Ms Ward.',
};

const NOTE: NextVisitorNote = {
  id: 'n', title: 'Mila Novak, 20 Nov', text: 'The dog is let out after four. Ring before you go in.', href: '/of/v/r',
};

const WATCH: WatchModel = {
  visitor: 'Sam Ortiz',
  state: 'out',
  early: false,
  lost: false,
  standing: 'Back by 15:00 · left at 14:02',
  phone: '07700 900 111',
  facts: [
    { label: 'Phone', text: '07700 900 111', phone: true },
    { label: 'Where', text: '4 Larch Walk' },
    { label: 'Car', text: 'Blue hatchback, ZZ26 BSD' },
    { label: 'Risks known', text: 'A dog, kept in the yard' },
  ],
  whatToDo: 'Ring Sam twice. Then ring Ms Ward, who knows the family. If neither answers by 15:20, call 999.',
  ladder: LADDER,
  taken: null,
  moreMinutes: 15,
  next: 'Tell Ms Ward now',
  trouble: null,
  stale: null,
};
const ON = reachedWords({ push: 'on', anywhere: true, lockMinutes: 5 });
const OFF = reachedWords({ push: 'off', anywhere: false, lockMinutes: 5 });
const WATCH_ACTIONS = { checkIn: nothing, more: nothing, escalate: nothing, takeOn: nothing, spoke: nothing };

function visitWith(safety: Safety, tried = false) {
  return () => (
    <Live
      form="visit"
      tried={tried}
      names={['Mum', 'Gran', 'Dad', 'Kai']}
      start={{
        visit_to: '4 Larch Walk',
        present: ['Mum', 'Gran'],
        ...(tried ? {} : { discussion: 'Mum is on nights again. Gran takes Kai to breakfast club from Monday.', discussion_source: 'saw' }),
        ...(tried ? { risk_level: 'medium' } : {}),
      }}
      view={(draft) => (
        <VisitView
          model={{
            above: 'Home visit · Mila Novak',
            title: 'Tuesday 24 November, 14:10',
            back: { href: '/', label: 'Today' },
            safety,
            safetySheet: safety.kind === 'none' ? null : '/safety/v/r',
            moreMinutes: 15,
            later: safety.kind === 'none' ? LATER : null,
            siblings: [{ value: 't', label: 'Tobias Novak' }],
            also: ['t'],
            notes: safety.kind === 'none' ? [NOTE] : [],
            draft,
            atRisk: AT_RISK,
          }}
          actions={ACTIONS}
        />
      )}
    />
  );
}

function sheetWith(over: Partial<SafetySheetModel>) {
  return () => (
    <Live
      form="visit_safety"
      start={SHEET}
      view={(draft) => (
        <SafetySheetView
          model={{
            title: 'Visit, Mila Novak and Tobias Novak', back: { href: '/', label: 'Today' }, safety: { kind: 'planned', watcher: 'Jo Marsh', backBy: '15:00' },
            everyVersion: '/of/v/r/history', moreMinutes: 15, draft, versions: [], sections: SENT, ladder: LADDER, watcher: 'Jo Marsh', watcherPhone: '07700 900 123', unreached: false, diaryReaders: 'you and Ms Ward', tested: false, testAnswer: null, notes: [], changing: false, unsent: false,
            written: false, writeDown: [{ label: 'Write it down', href: '/visit/v' }], atRisk: AT_RISK, ...over,
          }}
          actions={ACTIONS}
        />
      )}
    />
  );
}

const SENT: SafetySheetModel['sections'] = [{
  label: 'Where and when',
  lines: [
    { path: 'address', label: 'Where', text: '4 Larch Walk', source: null },
    { path: 'phone', label: 'My phone', text: '07700 900 111', source: null },
    { path: 'if_overdue', label: 'What to do if I am not back', text: 'Ring me twice, then Ms Ward.', source: null },
  ],
}];

const WRITTEN: Partial<SafetySheetModel> = { written: true, writeDown: [{ label: 'What was written down', href: '/visit/v' }] };

export const visit: readonly Exhibit[] = [
  { name: 'safety-sheet', frame: 'page', view: sheetWith({ notes: [NOTE] }) },
  { name: 'safety-sheet-no-reminders', frame: 'page', view: sheetWith({ unreached: true, ladder: LADDER.map((rung) => (rung.name === 'Jo Marsh' ? { ...rung, reach: 'Reminders off', reachable: false, only: ONLY } : rung)) }) },
  { name: 'safety-sheet-in-two', frame: 'page', view: sheetWith({ versions: [WHERE] }) },
  { name: 'safety-sheet-out', frame: 'page', view: sheetWith({ safety: ARMED }) },
  { name: 'safety-sheet-nobody-watches', frame: 'page', view: sheetWith({ safety: UNWATCHED, ladder: LADDER.map((rung) => (rung.name === 'Jo Marsh' ? { ...rung, reach: 'Has left the school', reachable: false, only: null } : rung)) }) },
  { name: 'safety-sheet-changing', frame: 'page', view: sheetWith({ safety: ARMED, changing: true }) },
  { name: 'safety-sheet-unsent', frame: 'page', view: sheetWith({ safety: ARMED, unsent: true }) },
  {
    name: 'safety-sheet-not-armed',
    frame: 'page',
    view: sheetWith({ safety: { kind: 'not_armed', why: 'No connection. Nobody is told if you are late.', asking: false, lost: false, ...WATCHING } }),
  },
  {
    name: 'safety-sheet-lost',
    frame: 'page',
    view: sheetWith({ safety: { kind: 'not_armed', why: 'The server no longer knows of this visit. Nobody is told if you are late.', asking: false, lost: true, ...WATCHING } }),
  },
  { name: 'safety-sheet-not-heard', frame: 'page', view: sheetWith({ safety: { kind: 'not_heard', at: '14:50', ...WATCHING } }) },
  { name: 'safety-sheet-back', frame: 'page', view: sheetWith({ safety: { kind: 'back', at: '14:50', by: 'Jo Marsh' } }) },
  { name: 'safety-sheet-written', frame: 'page', view: sheetWith(WRITTEN) },
  { name: 'safety-sheet-written-not-armed', frame: 'page', view: sheetWith({ ...WRITTEN, safety: { kind: 'not_armed', why: 'No connection. Nobody is told if you are late.', asking: false, lost: false, ...WATCHING } }) },
  { name: 'safety-sheet-written-back', frame: 'page', view: sheetWith({ ...WRITTEN, safety: { kind: 'back', at: '14:50', by: null } }) },
  { name: 'visit', frame: 'page', view: visitWith(ARMED) },
  { name: 'visit-unplanned', frame: 'page', view: visitWith({ kind: 'none' }) },
  {
    name: 'visit-wrong',
    frame: 'page',
    view: visitWith({ kind: 'not_armed', why: 'No connection. Nobody is told if you are late.', asking: false, lost: false, ...WATCHING }, true),
  },
  {
    name: 'visit-overdue',
    frame: 'page',
    view: visitWith({ kind: 'overdue', backBy: '15:00', raised: null, told: 'Jo Marsh at 15:10 and Ms Ward at 15:20', ...WATCHING }),
  },
  { name: 'watch', frame: 'today', view: () => <WatchView model={WATCH} actions={WATCH_ACTIONS} reached={ON} /> },
  { name: 'watch-no-reminders', frame: 'today', view: () => <WatchView model={WATCH} actions={WATCH_ACTIONS} reached={OFF} /> },
  {
    name: 'watch-overdue',
    frame: 'today',
    view: () => (
      <WatchView
        model={{ ...WATCH, state: 'alarm', standing: '12 minutes overdue: due back at 15:00', stale: 'The server was last heard at 15:08. Phone to be sure.' }}
        actions={WATCH_ACTIONS}
        reached={OFF}
      />
    ),
  },
  {
    name: 'watch-unreadable',
    frame: 'today',
    view: () => <WatchView model={{ ...WATCH, facts: null, whatToDo: null, state: 'alarm', taken: 'Ms Ward is dealing with it, since 15:12' }} actions={WATCH_ACTIONS} reached={null} />,
  },
  {
    name: 'watch-list',
    frame: 'today',
    view: () => (
      <WatchListView
        model={{
          visits: [
            { id: '1', title: 'Sam Ortiz is not back', detail: '12 minutes overdue: due back at 15:00', href: '/watch/1', alarm: true, state: 'Not back' },
            { id: '2', title: 'Tamsin Fairweather is out', detail: 'Back by 16:00 · left at 15:02', href: '/watch/2', alarm: false, state: 'Out' },
          ],
          stale: null,
        }}
        reached={ON}
      />
    ),
  },
  { name: 'watch-list-no-reminders', frame: 'today', view: () => <WatchListView model={{ visits: [], stale: null }} reached={OFF} /> },
  { name: 'alarm-test', frame: 'page', view: () => <AlarmTestView model={{ state: 'arrived', at: '8:42', trouble: null }} again={nothing} reached={ON} /> },
  { name: 'alarm-test-failed', frame: 'page', view: () => <AlarmTestView model={{ state: 'failed', at: null, trouble: 'No test was sent to this device today.' }} again={nothing} reached={OFF} /> },
  {
    name: 'visit-pick',
    frame: 'page',
    view: () => (
      <VisitPickView
        model={{
          title: 'Home visit', back: { href: '/record', label: 'Record' }, query: '',
          pupils: [{ id: 'k', name: 'Kai Brennan', initials: 'KB', detail: '8B', href: '/visit/k' }],
        }}
        planned={[
          { id: 'p', when: '14:00', more: undefined, title: 'Mila Novak and Tobias Novak', detail: 'Watched by Jo Marsh', href: '/safety/v/r' },
          LATER,
        ]}
        actions={{ search: nothing }}
      />
    ),
  },
  {
    name: 'risk-note',
    frame: 'inbox',
    view: () => (
      <RiskNoteView
        model={{
          title: 'Novak family',
          atRisk: AT_RISK,
          detail: 'Home visit of 24 November by Sam Ortiz',
          back: { href: '/inbox', label: 'Inbox' },
          level: 'Serious: know today',
          serious: true,
          issues: 'Mum is on nights four times a week and Kai is alone from ten. He says he is fine with it. Gran was not told until today.',
          source: 'Sam was told by Gran',
          facts: [{ label: 'Look again', text: '1 December' }, { label: 'Next visitor', text: 'needs to know' }],
          seen: [],
          mine: true,
          reply: null,
          visitHref: '/record/v1',
        }}
        actions={{ reply: nothing, see: nothing }}
      />
    ),
  },
];
