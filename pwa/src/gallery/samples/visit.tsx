/** A home visit from the safety sheet to the line manager's answer. Everybody here is invented. */
import { VisitView } from '../../screens/visit/VisitView';
import { SafetySheetView } from '../../screens/visit/SafetySheetView';
import { WatchView } from '../../screens/visit/WatchView';
import { RiskNoteView } from '../../screens/visit/RiskNoteView';
import type { Rung, Safety, WatchModel } from '../../screens/visit/model';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';

const ACTIONS = { arm: nothing, back: nothing, more: nothing, save: nothing, test: nothing };
const ARMED: Safety = { kind: 'armed', at: '14:02', backBy: '15:00', watcher: 'Jo in the office', phone: '07700 900 123' };

const LADDER: readonly Rung[] = [
  { name: 'You', role: 'visitor', phone: '07700 900 111', when: '15:00', reach: 'Test arrived 8:41', reachable: true },
  { name: 'Jo Marsh', role: 'watches', phone: '07700 900 123', when: '15:10', reach: 'Test arrived 8:42', reachable: true },
  { name: 'Ms Ward', role: 'line manager', phone: '01632 960 103', when: '15:20', reach: 'No test today', reachable: false },
  { name: 'Mrs Achebe', role: 'safeguarding lead', phone: '01632 960 101', when: '15:30', reach: 'No test today', reachable: false },
];

const WATCH: WatchModel = {
  visitor: 'Sam Ortiz',
  state: 'out',
  standing: 'Back by 15:00 · left at 14:02',
  facts: [
    { label: 'Phone', text: '07700 900 111', phone: true },
    { label: 'Where', text: '4 Larch Walk' },
    { label: 'Car', text: 'Blue hatchback, ZZ26 BSD' },
    { label: 'Risks', text: 'A dog, kept in the yard' },
  ],
  whatToDo: 'Ring Sam twice. Then ring Ms Ward, who knows the family. If neither answers by 15:20, call 999.',
  ladder: LADDER,
  takenBy: null,
};

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
            above: 'Home visit · Novak family',
            title: 'Tuesday 24 November, 14:10',
            back: { href: '/', label: 'Today' },
            safety,
            safetySheet: '/visit/v1',
            draft,
            atRisk: AT_RISK,
          }}
          actions={ACTIONS}
        />
      )}
    />
  );
}

export const visit: readonly Exhibit[] = [
  {
    name: 'safety-sheet',
    frame: 'page',
    view: () => (
      <Live
        form="visit_safety"
        start={{ address: '4 Larch Walk', phone: '07700 900 111', going: 'alone' }}
        view={(draft) => (
          <SafetySheetView
            model={{ title: 'Visit to the Novak family', safety: { kind: 'none' }, draft, ladder: LADDER, canArm: false }}
            actions={ACTIONS}
          />
        )}
      />
    ),
  },
  { name: 'visit', frame: 'page', view: visitWith(ARMED) },
  { name: 'visit-wrong', frame: 'page', view: visitWith({ kind: 'not_armed', watcher: 'Jo in the office', phone: '07700 900 123' }, true) },
  {
    name: 'visit-overdue',
    frame: 'page',
    view: visitWith({ kind: 'overdue', backBy: '15:00', told: 'Jo at 15:10, Ms Ward at 15:20', watcher: 'Jo', phone: '07700 900 123' }),
  },
  { name: 'watch', frame: 'today', view: () => <WatchView model={WATCH} actions={{ checkIn: nothing, more: nothing, escalate: nothing, takeOn: nothing }} /> },
  {
    name: 'watch-overdue',
    frame: 'today',
    view: () => (
      <WatchView
        model={{ ...WATCH, state: 'alarm', standing: 'Sam is 12 minutes overdue' }}
        actions={{ checkIn: nothing, more: nothing, escalate: nothing, takeOn: nothing }}
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
          detail: 'Home visit of 24 November by Sam Ortiz',
          back: { href: '/inbox', label: 'Inbox' },
          level: 'know today',
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
