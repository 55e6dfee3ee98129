/** Caseload, record, inbox, where, more. Everybody here is invented. */
import { CalendarDays, DoorClosed, Eye, FilePlus, MessageCircle, NotebookPen, Tablet, Target } from 'lucide';
import { CaseloadView } from '../../screens/caseload/CaseloadView';
import type { CaseloadModel } from '../../screens/caseload/model';
import { InboxView } from '../../screens/inbox/InboxView';
import type { InboxItem } from '../../screens/inbox/model';
import { MoreView } from '../../screens/more/MoreView';
import { PasswordView } from '../../screens/more/PasswordView';
import { PushCard } from '../../screens/more/PushCard';
import { SettingsView } from '../../screens/more/SettingsView';
import { SignOutView } from '../../screens/more/SignOutView';
import { SetAsideView } from '../../screens/record/SetAsideView';
import { LateView } from '../../screens/record/LateView';
import { PickView } from '../../screens/record/PickView';
import { RecordView } from '../../screens/record/RecordView';
import { WhereView } from '../../screens/where/WhereView';
import { type Exhibit, nothing } from '../show';
import { PUPILS } from './people';
import { HANDED } from './people_views';

const CASELOAD: CaseloadModel = {
  summary: '12 cases, 3 of them long · 2 reviews this week',
  filter: 'all',
  query: '',
  full: null,
  filters: [
    { value: 'all', label: 'All', count: 12 },
    { value: 'review', label: 'Review due', count: 2 },
    { value: 'unseen', label: 'Not seen lately', count: 1 },
  ],
  lines: PUPILS.map(({ id, name, initials, detail }, index) => ({
    id,
    name,
    initials,
    about: `${detail} · behaviour, confidence`,
    standing: 'Review Thu 26 · seen 20 Nov',
    practice: index === 3,
    flag:
      index === 0
        ? { kind: 'asked', text: 'Asked to talk' }
        : index === 2
          ? { kind: 'due', text: 'Review overdue' }
          : null,
  })),
  found: [],
  nothingWritten: false,
};

const LEAVING = { close: nothing, sendNow: nothing, saveCopy: nothing, signOut: nothing };

/** What a line manager reads of two colleagues in a few weeks. */
const EARLIER = Array.from({ length: 27 }, (_, index): InboxItem => ({
  id: `e${index}`, title: index % 3 === 0 ? 'Sam Ortiz: one to one' : 'Tamsin Fairweather: observation, maths', detail: index % 2 === 0 ? 'Kai Brennan' : 'Amira Haddad',
  when: index < 6 ? `${6 - index} Nov` : `${37 - index} Oct`, href: `/record/e${index}`, state: null, step: null, seen: true,
}));

const NEW = EARLIER.slice(0, 6).map((item): InboxItem => ({ ...item, id: `n${item.id}`, seen: false }));

export const places: readonly Exhibit[] = [
  { name: 'caseload', frame: 'caseload', view: () => <CaseloadView model={CASELOAD} actions={{ search: nothing, filterBy: nothing }} /> },
  {
    name: 'caseload-found',
    frame: 'caseload',
    view: () => (
      <CaseloadView
        model={{
          ...CASELOAD,
          query: 'breakfast',
          lines: [],
          full: 'Three long cases fill the load your school has set. Speak with Ms Ward before taking on another.',
          found: [{ id: 'f1', title: 'Home visit, 13 November', detail: '… Gran takes Kai to breakfast club from Monday …', href: '/record/f1' }],
        }}
        actions={{ search: nothing, filterBy: nothing }}
      />
    ),
  },
  {
    name: 'record',
    frame: 'record',
    view: () => (
      <RecordView
        model={{
          about: null,
          kinds: [
            { value: 'observation', label: 'Observe a lesson', detail: 'Five-minute intervals, one thumb', href: '/observe', icon: Eye },
            { value: 'visit', label: 'Home visit', detail: 'Safety sheet, record, risk note', href: '/visit', icon: DoorClosed },
            { value: 'scale', label: 'Give to a pupil', detail: 'A scale they fill in by themselves', href: '/give', icon: Tablet },
            { value: 'drop_in', label: 'Drop-in', detail: 'Two taps; a name only if they wish', href: '/drop-in', icon: MessageCircle },
            { value: 'session', label: 'Session note', detail: 'What for, what happened, what next', href: '/session', icon: NotebookPen },
            { value: 'plan', label: 'Plan', detail: 'A few targets and a day to look again', href: '/plan', icon: Target },
            { value: 'appointment', label: 'Appointment', detail: 'Shown on Today, on its day', href: '/appointment', icon: CalendarDays },
            { value: 'case', label: 'New case', detail: 'A pupil you begin to work with', href: '/case-new', icon: FilePlus },
          ],
        }}
      />
    ),
  },
  {
    name: 'pick-nobody',
    frame: 'page',
    view: () => (
      <PickView
        model={{ title: 'Observe a lesson', back: { href: '/record', label: 'Record' }, query: '', pupils: [] }}
        actions={{ search: nothing }}
      />
    ),
  },
  {
    name: 'pick',
    frame: 'page',
    view: () => (
      <PickView
        model={{
          title: 'Observe a lesson',
          back: { href: '/record', label: 'Record' },
          query: '',
          pupils: PUPILS.map((pupil) => ({ ...pupil, href: `/observe/${pupil.id}` })),
        }}
        actions={{ search: nothing }}
      />
    ),
  },
  {
    name: 'inbox',
    frame: 'inbox',
    view: () => (
      <InboxView
        model={{
          waiting: [
            { id: 'w1', title: 'Risk note: Novak family', detail: 'Serious concern, home visit by Sam Ortiz', when: '14:52', href: '/risk/w1', state: { kind: 'alarm', text: 'Know today' }, step: null, seen: false },
            { id: 'w2', title: 'Two versions of “Next step”', detail: 'Kai Brennan, session of 20 November', when: '16:02', href: '/record/w2', state: null, step: { label: 'Choose', href: '/record/w2' }, seen: true },
          ],
          arrived: [
            { id: 'r1', title: 'Sam Ortiz: observation, maths', detail: 'Kai Brennan', when: '10:04', href: '/record/r1', state: null, step: null, seen: false },
            { id: 'r2', title: 'Sam Ortiz: drop-in', detail: 'not named, about friends', when: '20 Nov', href: '/record/r2', state: null, step: null, seen: true },
          ],
          earlier: EARLIER,
        }}
        actions={{ seeAll: nothing }}
      />
    ),
  },
  {
    name: 'inbox-earlier',
    frame: 'inbox',
    view: () => <InboxView model={{ waiting: [], arrived: [], earlier: EARLIER }} actions={{ seeAll: nothing }} />,
  },
  {
    name: 'inbox-many-new',
    frame: 'inbox',
    view: () => <InboxView model={{ waiting: [], arrived: NEW.slice(0, 3), earlier: [...NEW.slice(3), ...EARLIER] }} actions={{ seeAll: nothing }} />,
  },
  { name: 'inbox-empty', frame: 'inbox', view: () => <InboxView model={{ waiting: [], arrived: [], earlier: [] }} actions={{ seeAll: nothing }} /> },
  {
    name: 'where',
    frame: 'more',
    view: () => (
      <WhereView
        model={{
          last: 'Last sent and received today at 10:04',
          trouble: 'The server cannot be reached. Beside tries again by itself.',
          sending: false,
          notSent: [
            { id: 'n1', title: 'Home visit, Novak family', detail: 'Saved today at 14:38', href: '/record/n1' },
            { id: 'n2', title: 'Drop-in', detail: 'Saved today at 15:20', href: '/record/n2' },
          ],
          noRoom: [],
          half: [{ id: 'h1', title: 'Session note, Kai Brennan', detail: 'Half written at 11:24, not saved yet', href: '/session/h1' }],
          others: [{ id: 'o1', title: 'Kit Larkin', detail: '3 changes that only they can read. They are sent along with yours.', href: null }],
          sent: [{ id: 's1', title: 'Observation, Kai Brennan', detail: 'Saved today at 10:03', href: '/record/s1' }],
          held: [{ id: 'k1', title: 'Session note, Amira Haddad', detail: 'Written after the case was handed over. Waiting for Ms Ward.', href: null }],
          unread: [{ id: 'u1', title: 'Something of Ms Ward’s from 20 November', because: 'It was made with a newer form.', remedy: 'Update Beside, then open it again.' }],
          storage: { used: '12 MB of 2 GB', kept: false, install: 'erasing_tab', nearlyFull: true },
        }}
        actions={{ sendNow: nothing, exportHeld: nothing, keepStorage: nothing, forget: nothing }}
      />
    ),
  },
  {
    name: 'where-full',
    frame: 'more',
    view: () => (
      <WhereView
        model={{
          last: 'Last sent and received today at 10:04',
          trouble: 'This tablet has no room left. Delete something else on it; what is waiting is then kept by itself.',
          sending: false,
          noRoom: [
            { id: 'r1', title: 'Session note, Kai Brennan', detail: 'Saved today at 14:38. It is kept as soon as there is room.', href: '/record/r1' },
            { id: 'r2', title: 'Taps of an observation, Amira Haddad', detail: '12 taps. They are kept as soon as there is room and you go on with the observation.', href: '/pad/r2' },
          ],
          notSent: [], half: [], others: [], sent: [], held: [],
          unread: [{
            id: 'd1', title: 'Something that you saved 20 Nov, 15:40', because: 'It was damaged on this tablet, or changed by something other than Beside.',
            remedy: 'It is left out: look whether what you wrote then is there, and write it again where it is not.', isLost: true,
          }],
          storage: { used: '2.0 GB of 2.0 GB', kept: true, install: 'installed', nearlyFull: true },
        }}
        actions={{ sendNow: nothing, exportHeld: nothing, keepStorage: nothing, forget: nothing }}
      />
    ),
  },
  {
    name: 'more',
    frame: 'more',
    view: () => (
      <MoreView
        model={{
          name: 'Sam Ortiz',
          role: 'learning mentor · Larchwood School',
          version: '0.1.0',
          updateWaits: true,
          groups: [
            {
              title: 'Your work',
              links: [
                { label: 'Where is it?', detail: '3 not sent yet · 1 could not be read', href: '/where' },
                { label: 'Settings', detail: 'Look, locking, reminders, your devices', href: '/settings' },
              ],
            },
            {
              title: 'The school',
              links: [
                { label: 'Colleagues', detail: 'Names and phones', href: '/colleagues' },
                { label: 'School calendar', detail: 'Terms, bells, the safeguarding lead', href: '/calendar' },
              ],
            },
          ],
        }}
        actions={{ lock: nothing, signOut: nothing, update: nothing }}
      />
    ),
  },
  {
    name: 'sign-out',
    frame: 'more',
    view: () => <SignOutView model={{ left: [], sends: 'everything', hasCopy: false, busy: null }} actions={LEAVING} />,
  },
  {
    name: 'sign-out-left',
    frame: 'more',
    view: () => (
      <SignOutView
        model={{
          left: ['3 changes not sent', '1 form half written', '1 observation not finished'], sends: 'everything', hasCopy: false, busy: null,
        }}
        actions={LEAVING}
      />
    ),
  },
  {
    name: 'sign-out-locked-out',
    frame: 'more',
    view: () => (
      <SignOutView
        model={{ left: ['1 change not sent', '2 changes that nobody has taken in yet'], sends: 'to_be_decided', hasCopy: false, busy: null }}
        actions={LEAVING}
      />
    ),
  },
  {
    name: 'sign-out-copied',
    frame: 'more',
    view: () => <SignOutView model={{ left: ['3 changes not sent'], sends: 'everything', hasCopy: true, busy: null }} actions={LEAVING} />,
  },
  {
    name: 'settings',
    frame: 'more',
    view: () => (
      <SettingsView
        model={{
          theme: 'system',
          textSize: 'usual',
          lockAfter: 5,
          passkey: true,
          devices: [
            { id: 'd1', name: 'Added on 4 September 2026, 9:12', detail: 'In your hands now', thisOne: true },
            { id: 'd2', name: 'Added on 6 September 2026, 15:40', detail: 'Last connected yesterday at 15:20', thisOne: false },
          ],
          made: HANDED,
          busy: null,
          error: null,
        }}
        actions={{ theme: nothing, textSize: nothing, lockAfter: nothing, passkey: nothing, letIn: nothing }}
      >
        <PushCard model={{ push: 'on', pushTested: 'Test arrived today at 8:41', busy: null, error: null }} actions={{ push: nothing, testPush: nothing }} />
      </SettingsView>
    ),
  },
  {
    name: 'password',
    frame: 'page',
    view: () => (
      <PasswordView
        model={{ handle: 'sam', old: 'x', fresh: 'short', errors: { fresh: 'Make it longer: at least 12 characters. Four or five words are good.' }, done: false, busy: null, error: null }}
        actions={{ change: nothing, keep: nothing }}
      />
    ),
  },
  {
    name: 'set-aside',
    frame: 'more',
    view: () => (
      <SetAsideView
        model={{
          above: 'Kai Brennan', title: 'Tamsin Fairweather wrote this, and it was set aside', below: 'Written 18 Nov',
          back: { href: '/where', label: 'Where is it?' },
          notice: 'This counts no longer: its device was locked out, or the one that began its case. Read what it says, and write it again where it is right and wanted.',
          sections: [{ label: 'New: Session note', lines: [{ path: 'happened', label: 'What happened', text: 'Talked about the move.', source: null }] }],
          unread: null, again: { href: '/case/k1', label: 'Go to the case' },
        }}
      />
    ),
  },
  {
    name: 'late',
    frame: 'inbox',
    view: () => (
      <LateView
        model={{
          above: 'Kai Brennan', title: 'Tamsin Fairweather wrote this too late',
          below: 'Arrived 9:12, after the case was handed over or the device was locked out', back: { href: '/inbox', label: 'Inbox' },
          sections: [{ label: 'New: Session note', lines: [{ path: 'happened', label: 'What happened', text: 'Talked about the move.', source: null }] }],
          notice: null, canTake: true,
        }}
        reasons={[{ value: 'a', label: 'It is known here already' }]}
        actions={{ take: nothing, leaveOut: nothing }}
      />
    ),
  },
];
