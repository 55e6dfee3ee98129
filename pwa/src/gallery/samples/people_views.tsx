/** The directory and the administrator's page. Everybody here is invented. */
import { roleAnswers } from '../../casework/staff/roles';
import { ColleaguesView } from '../../screens/people/ColleaguesView';
import { ChangesView } from '../../screens/people/ChangesView';
import { InviteView } from '../../screens/people/InviteView';
import { LostView } from '../../screens/people/LostView';
import { MemberView } from '../../screens/people/MemberView';
import type { Handed, MemberModel } from '../../screens/people/model';
import { PeopleView } from '../../screens/people/PeopleView';
import { SheetsView } from '../../screens/people/SheetsView';
import { type Exhibit, nothing } from '../show';

/** A link as long as a real one. */
export const HANDED: Handed = {
  title: 'Invitation for Lee Park',
  own: false,
  link: `https://beside.larchwood.example/join#${'q7xK_'.repeat(26)}abc`,
  until: '7 December 2026',
  copied: true,
  copy: nothing,
  share: nothing,
};

const ROLES = roleAnswers();
const MANAGERS = [{ value: 'm2', label: 'Ms Ward' }];

const MEMBER: MemberModel = {
  name: 'Sam Ortiz', detail: 'administrator and learning mentor · managed by Ms Ward', me: false, roles: ['administrator', 'mentor'], manager: 'm2',
  answers: ROLES, managers: MANAGERS, made: null, busy: null, error: null,
  devices: [{ id: 'd1', name: 'Added on 4 September 2026, 9:12', detail: 'Last connected today at 10:04', thisOne: false }],
  warning: 'Sam Ortiz has no line manager: cases that nobody else can read could then be opened only with the recovery sheet. Choose a line manager first, and wait until they have been online.',
  invitationsEnd: 'An invitation that Sam Ortiz made and nobody has used yet ends with it: whoever it is for needs a new one.',
};

const CHANGES = [
  { id: '3', at: 1795600000000, text: 'Dev Rao became administrator with the root sheet.', href: null, grave: true },
  { id: '2', at: 1795500000000, text: 'You locked out a device of Sam Ortiz.', href: '/lost/d1', grave: false },
  { id: '1', at: 1795400000000, text: 'Ms Head set the school up in Beside.', href: null, grave: false },
];


export const people: readonly Exhibit[] = [
  {
    name: 'colleagues',
    frame: 'more',
    view: () => (
      <ColleaguesView
        model={{
          me: 'm1',
          colleagues: [
            { id: 'm1', name: 'Sam Ortiz', job: 'learning mentor', phone: '07700 900 111' },
            { id: 'm3', name: 'Jo Marsh', job: 'office', phone: '07700 900 123' },
            { id: 'm4', name: 'Mr Okafor', job: 'maths', phone: null },
          ],
        }}
      />
    ),
  },
  {
    name: 'people',
    frame: 'more',
    view: () => (
      <PeopleView
        model={{
          members: [
            { id: 'm0', name: 'Dev Rao', detail: 'administrator', me: true },
            { id: 'm1', name: 'Sam Ortiz', detail: 'learning mentor · managed by Ms Ward', me: false },
            { id: 'm2', name: 'Ms Ward', detail: 'line manager', me: false },
          ],
          invitations: [{ id: 'i1', title: 'Lee Park, learning mentor', detail: 'Valid until 27 November 2026' }],
          busy: null,
          error: null,
        }}
        actions={{ withdraw: nothing }}
      />
    ),
  },
  {
    name: 'invite',
    frame: 'page',
    view: () => <InviteView model={{ roles: ROLES, managers: MANAGERS, made: null, busy: null, error: null }} actions={{ invite: nothing, another: nothing }} />,
  },
  {
    name: 'invited',
    frame: 'page',
    view: () => <InviteView model={{ roles: ROLES, managers: MANAGERS, made: HANDED, busy: null, error: null }} actions={{ invite: nothing, another: nothing }} />,
  },
  {
    name: 'member',
    frame: 'more',
    view: () => <MemberView model={MEMBER} actions={{ keep: nothing, letIn: nothing, renew: nothing, remove: nothing }} />,
  },
  {
    name: 'lost-device',
    frame: 'more',
    view: () => (
      <LostView
        model={{
          school: 'Larchwood School', today: '24 November 2026', owner: 'Sam Ortiz', holder: 'Sam Ortiz', lockedOut: '', letIn: 'Added on 4 September 2026, 9:12', connected: 'Last connected yesterday at 15:20', live: true, canLock: true,
          cases: ['Kai Brennan, 8B', 'Aisha Malik, 9C', 'Tom Ash, 7A'],
          more: 'Only cases that you can read yourself are named here. Ms Ward, their line manager, can print the whole list: More, Who came and went.',
          busy: null, error: null,
        }}
        back={{ href: '/changes', label: 'Who came and went' }}
        lockOut={nothing}
        print={nothing}
      />
    ),
  },
  { name: 'changes', frame: 'more', view: () => <ChangesView lines={CHANGES} /> },
  {
    name: 'sheets',
    frame: 'page',
    view: () => (
      <SheetsView
        model={{ words: null, right: 'This is the recovery sheet of this school, and every word is right.', busy: null, error: null }}
        type={nothing}
        check={nothing}
      />
    ),
  },
];
