/** Today, full and empty. Everybody here is invented. */
import type { TodayModel } from '../../screens/today/model';
import { TodayView } from '../../screens/today/TodayView';
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { Above } from '../../ui/shell/Above';
import { type Exhibit, nothing } from '../show';

const FULL: TodayModel = {
  today: '2026-11-23',
  now: Date.UTC(2026, 10, 23, 10, 4),
  week: 12,
  name: 'Sam',
  captures: true,
  arriving: false,
  asked: [
    {
      id: 'a1',
      title: 'Kai would like to talk to someone today',
      detail: 'He pressed it at 9:52, while filling in his scale',
      step: { label: 'See Kai', href: '/case/kai' },
    },
    {
      id: 'a2',
      title: 'Jasper Quill would like to see a mentor',
      detail: '7C · came by on 20 Nov, and nobody has said yet what happens next',
      waits: true,
      step: { label: 'See it', href: '/of/jasper' },
      done: { label: 'Done', act: nothing },
    },
  ],
  low: [
    {
      id: 'l1',
      title: 'Kai’s answer to “Happy at home” is low',
      detail: '“How I see myself”, today. Nobody has looked at it yet.',
      step: { label: 'See Kai', href: '/case/kai' },
    },
  ],
  risks: [],
  unheard: [],
  underWay: [],
  told: [],
  begin: [],
  day: [
    {
      id: 'd1',
      start: '09:15',
      more: '50 min',
      title: 'Observe Kai, maths 8B',
      detail: 'Asked for by Mr Okafor · room 14 · last observed 6 October',
      step: { label: 'Start', href: '/observe' },
      state: null,
    },
    {
      id: 'd2',
      start: '11:00',
      more: '30 min',
      title: 'Amira, one to one',
      detail: 'Last time: agreed to try the time-out card in science',
      step: { label: 'Note', href: '/session/s1' },
      state: null,
    },
    {
      id: 'd3',
      start: '14:00',
      more: 'off site',
      title: 'Home visit, the Novak family',
      detail: 'Watched by Jo in the office · back by 15:00',
      step: { label: 'Safety sheet', href: '/visit/v1' },
      state: { kind: 'not-armed', text: 'Not armed' },
    },
  ],
  comingUp: [
    {
      id: 'c1',
      date: '2026-11-26',
      kind: 'review',
      title: 'Kai’s six-week review',
      detail: 'Scale done · staff rating: 2 of 3 back · second observation today',
      step: { label: 'Prepare', href: '/plan/p1' },
    },
    {
      id: 'c2',
      date: '2026-11-20',
      kind: 'action',
      title: 'Ring Mrs Novak back about breakfast club',
      detail: 'You said so on the visit of 13 November',
      step: { label: 'Done', act: nothing },
    },
    {
      id: 'c3',
      date: null,
      kind: 'action',
      title: 'Find out who runs the chess club',
      detail: 'Amira Haddad · you said so: drop-in of 18 Nov',
      step: { label: 'Done', act: nothing },
    },
  ],
  arrived: [],
};

const ARRIVED: TodayModel = {
  ...FULL,
  asked: [], low: [],
  risks: [{
    id: 'n1', title: 'Serious concern: Mila and Tobias Novak', detail: 'Today’s visit by Sam Ortiz. The risk note is for you to know today, and nobody has seen it yet.',
    step: { label: 'See it', href: '/risk/mila' },
  }],
  unheard: [{
    id: 'n2', title: 'Ms Ward has not seen your risk note about Amira Haddad', detail: 'It is on this tablet alone, not sent yet. Phone today: Ms Ward, 01632 960 002.',
    step: { label: 'See it', href: '/risk/amira' },
  }],
  underWay: [
    {
      title: 'Observation of K.B. is still running',
      detail: 'Third five minutes, 11 ticks kept. The tablet was closed at 9:38.',
      step: { label: 'Go on', href: '/observe' },
    },
  ],
  day: FULL.day.map((line) => (line.id === 'd1'
    ? { ...line, detail: 'Room 14 · 29 of 30 minutes watched.', href: '/observation/o1', step: { label: 'See', href: '/observation/o1' }, state: { kind: 'sent', text: 'Observed' } }
    : line)),
  arrived: [
    { id: 'r1', title: 'Ms Ward answered your risk note', detail: 'Novak family, 13 November · seen at 8:12', href: '/case/novak' },
    { id: 'r2', title: 'Ms Ward changed Amira’s plan', detail: 'Two versions of “Next step”: choose one, or keep both', href: '/case/amira' },
  ],
};

/** Armed, and then the server was set back to a backup from before. */
const LOST: TodayModel = {
  ...FULL,
  asked: [],
  low: [],
  underWay: [{
    title: 'Not armed: phone Jo Marsh', detail: 'The server no longer knows of this visit. Nobody is told if you are late. 01632 960 001',
    step: { label: 'Safety sheet', href: '/visit/v1' }, alarm: true,
  }],
};

const EMPTY: TodayModel = { ...FULL, asked: [], low: [], day: [], comingUp: [] };

const BEGINNING: TodayModel = {
  ...EMPTY,
  captures: false,
  asked: FULL.asked,
  told: [{ text: 'Dev Rao became administrator with the root sheet on 23 November 2026. If nobody in your school meant that, tell the head at once.', grave: true, step: { label: 'Who came and went', href: '/changes' } }],
  begin: [
    { title: 'Enter the safeguarding lead and the school calendar', detail: '“A child may be at risk” shows the safeguarding lead’s name and phone on every screen.', href: '/calendar' },
    { title: 'Invite a second administrator', detail: 'Each can let the other back in. Otherwise a forgotten password needs the root sheet.', href: '/invite' },
  ],
};

/** What was written last waits for room. */
const NO_ROOM: TodayModel = {
  ...EMPTY,
  told: [{
    text: 'This tablet has no room left', detail: 'Waiting for room: 2 changes and 12 taps of an observation. Delete something else on the tablet, and leave Beside open until it is kept.',
    grave: true, step: { label: 'See what is waiting', href: '/where' },
  }],
};

/** On a new tablet, before all has come. */
const ARRIVING: TodayModel = { ...EMPTY, name: '', arriving: true, told: [{ text: 'Your cases and the school’s names are arriving.', grave: false }] };

export const today: readonly Exhibit[] = [
  { name: 'today', frame: 'today', view: () => <TodayView model={FULL} /> },
  {
    name: 'today-alarm',
    frame: 'today',
    above: () => (
      <Above>
        <Notice kind="alarm" title="Tamsin Fairweather is not back: due at 15:00." action={<ButtonLink href="/watch/v1">See what to do</ButtonLink>} />
        <Notice kind="alarm" title="Sam Ortiz is not back: due at 15:10." action={<ButtonLink href="/watch/v2">See what to do</ButtonLink>} />
      </Above>
    ),
    view: () => <TodayView model={FULL} />,
  },
  { name: 'today-arrived', frame: 'today', view: () => <TodayView model={ARRIVED} /> },
  { name: 'today-arriving', frame: 'today', view: () => <TodayView model={ARRIVING} /> },
  { name: 'today-arriving-in-part', frame: 'today', view: () => <TodayView model={{ ...FULL, asked: [], low: [], arriving: true, told: [{ text: 'Your cases and the school’s names have not all arrived. They come as soon as there is a network.', grave: false }] }} /> },
  { name: 'today-lost', frame: 'today', view: () => <TodayView model={LOST} /> },
  { name: 'today-empty', frame: 'today', view: () => <TodayView model={EMPTY} /> },
  { name: 'today-beginning', frame: 'today', view: () => <TodayView model={BEGINNING} /> },
  { name: 'today-no-room', frame: 'today', view: () => <TodayView model={NO_ROOM} /> },
];
