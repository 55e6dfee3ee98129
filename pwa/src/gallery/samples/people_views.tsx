/** The directory and the administrator's page. Everybody here is invented. */
import { newest } from '../../casework/forms';
import { behavioursFrom } from '../../capture/behaviours';
import { PaperGridView } from '../../screens/observe/PaperGridView';
import { ColleaguesView } from '../../screens/people/ColleaguesView';
import { PeopleView } from '../../screens/people/PeopleView';
import { MemberDialog } from '../../screens/people/MemberDialog';
import type { PeopleActions, PeopleModel } from '../../screens/people/model';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';

const ACTIONS: PeopleActions = {
  invite: nothing, withdraw: nothing, setRoles: nothing, setManager: nothing, letIn: nothing, stopDevice: nothing, remove: nothing,
};

const PEOPLE: PeopleModel = {
  members: [
    { id: 'm0', name: 'Dev Rao', detail: 'administrator', roles: ['administrator'], manager: null, devices: [], me: true },
    {
      id: 'm1',
      name: 'Sam Ortiz',
      detail: 'learning mentor · managed by Ms Ward',
      roles: ['mentor'],
      manager: 'm2',
      devices: [{ id: 'd1', name: 'Tablet, Chrome on Android', detail: 'last seen just now' }],
      me: false,
    },
    { id: 'm2', name: 'Ms Ward', detail: 'line manager', roles: ['line_manager'], manager: null, devices: [], me: false },
  ],
  invitations: [{ id: 'i1', title: 'Lee Park, learning mentor', detail: 'Made today at 9:12, valid until 27 November' }],
  roles: [
    { value: 'mentor', label: 'learning mentor', help: 'Writes and reads their own cases.' },
    { value: 'line_manager', label: 'line manager', help: 'Reads and writes the cases of those they manage.' },
    { value: 'colleague', label: 'colleague', help: 'Watches over visits; reads no case.' },
    { value: 'administrator', label: 'administrator', help: 'People and devices; reads no case.' },
  ],
  managers: [{ value: 'm2', label: 'Ms Ward' }],
  made: { name: 'Lee Park', code: 'K7QM-2RDX', address: 'https://beside.example.invalid/join', until: '27 November' },
  deviceCode: null,
  busy: null,
  error: null,
};

const MEMBER = PEOPLE.members[1];
const TICKS = newest('observation').sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'ticks');

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
  { name: 'people', frame: 'more', view: () => <PeopleView model={PEOPLE} actions={ACTIONS} /> },
  {
    name: 'member',
    frame: 'more',
    view: () => (MEMBER === undefined ? <p /> : <MemberDialog member={MEMBER} model={PEOPLE} actions={ACTIONS} onClose={nothing} />),
  },
  {
    name: 'paper-grid',
    frame: 'page',
    view: () => (
      <Live
        form="observation"
        start={{ from_paper: true, subject: 'Maths' }}
        view={(draft) => (
          <PaperGridView
            model={{
              name: 'Kai Brennan',
              back: { href: '/case/kai', label: 'Kai Brennan' },
              draft,
              behaviours: behavioursFrom(TICKS?.items ?? []),
              intervals: 6,
              count: (behaviour, interval) => (behaviour === 'shouts_out' && interval === 2 ? 3 : 0),
              atRisk: AT_RISK,
            }}
            actions={{ setCount: nothing, save: nothing }}
          />
        )}
      />
    ),
  },
];
