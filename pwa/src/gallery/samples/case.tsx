/** A case in the middle of its work, and one that has just begun. Everybody here is invented. */
import type { Behaviour } from '../../capture/behaviours';
import type { Dot } from '../../capture/report';
import { ratePerHour } from '../../capture/statistics';
import { newest } from '../../casework/forms';
import { behavioursOf } from '../../casework/lessons';
import { CaseView } from '../../screens/case/CaseView';
import type { CaseActions, CaseModel } from '../../screens/case/model';
import { PlanView } from '../../screens/plan/PlanView';
import { type Exhibit, nothing } from '../show';
import { AT_RISK } from './people';
import { HOME_PHONE, NEXT_STEP, SETTLE } from './versions';
import { ON_PAPER } from './on_paper';

function dot(date: string, count: number): Dot {
  return { record: date, date, watched: 30 * 60_000, count, rate: ratePerHour(count, 30) };
}

function behaviour(value: string): Behaviour {
  const found = behavioursOf(newest('observation')).find((one) => one.value === value);
  if (found === undefined) throw new RangeError(value);
  return found;
}

const ACTIONS: CaseActions = { settle: () => SETTLE, done: nothing, print: nothing, record: nothing };

const KAI: CaseModel = {
  id: 'kai',
  name: 'Kai Brennan',
  firstName: 'Kai',
  initials: 'KB',
  today: '2026-11-23',
  onPaper: ON_PAPER,
  about: '8B · behaviour, confidence · weekly',
  readers: 'Sam Ortiz and Ms Ward can read this',
  steps: ['Referral', 'Agreement', 'Finding out', 'Plan', 'Review, Thu 26', 'Ending', 'Follow-up'],
  stepNow: 4,
  urgent: null,
  kinds: [['observation', 'Observations'], ['session', 'Sessions'], ['visit', 'Visits']],
  record: 'case',
  versions: [],
  happened: [
    {
      id: 'h1',
      date: '2026-11-23',
      kind: 'observation',
      title: 'Observation, maths',
      text: ['30 of 30 minutes watched.', 'Shouted out 8 times, about 16 an hour; on 6 October about 26.', 'Two lessons: good enough to follow progress.'],
      href: '/record/h1',
      state: { kind: 'received', text: 'Received by Ms Ward, 10:04' },
      versions: [],
      withdrawn: null,
    },
    {
      id: 'h2',
      date: '2026-11-20',
      kind: 'session',
      title: 'One to one, 25 minutes',
      text: ['Used the time-out card twice this week without being asked. Proud of it.'],
      href: '/record/h2',
      state: { kind: 'waiting', text: 'Not sent yet' },
      versions: [NEXT_STEP],
      withdrawn: null,
    },
    {
      id: 'h3',
      date: '2026-11-13',
      kind: 'visit',
      title: 'Home visit',
      text: [],
      href: '/record/h3',
      state: null,
      versions: [],
      withdrawn: 'It was about somebody else. Taken out by Sam Ortiz, 13 Nov.',
    },
    {
      id: 'h4',
      date: '2026-10-06',
      kind: 'observation',
      title: 'Observation, English',
      text: ['30 of 30 minutes watched.', 'Shouted out 13 times, about 26 an hour.'],
      href: '/record/h4',
      state: { kind: 'received', text: 'Received by Ms Ward, 6 Oct, 11:40' },
      versions: [],
      withdrawn: null,
    },
  ],
  plan: {
    href: '/plan/p1',
    reviewDate: '2026-11-26',
    targets: [
      { id: 't1', text: 'Put my hand up before I speak', detail: 'Card on desk · Mr Okafor and me · 3 lessons in 5', tenths: 7 },
      { id: 't2', text: 'Use my time-out card, not the door', detail: 'Twice a week · Sam and me', tenths: 8 },
    ],
  },
  own: {
    title: 'How I see myself',
    href: '/scale/s1',
    before: 'October',
    lines: [
      { label: 'Controlling my temper', before: 3, now: 5, wish: 8 },
      { label: 'Happy at home', before: 6, now: 5, wish: 9 },
      { label: 'Being a good friend', before: 6, now: 7, wish: 9 },
      { label: 'Thinking positively', before: 4, now: 8, wish: 8 },
    ],
  },
  overTime: {
    says: {
      title: 'How I see myself',
      href: '/scale/s1',
      dates: ['2026-03-19', '2026-10-06', '2026-11-23'],
      lines: [
        { label: 'Controlling my temper', nows: [2, 3, 5], wish: 8 },
        { label: 'Happy at home', nows: [6, 6, 5], wish: 9 },
        { label: 'Being a good friend', nows: [5, 6, 7], wish: 9 },
        { label: 'Thinking positively', nows: [3, null, 8], wish: 8 },
      ],
    },
    seen: {
      href: '/observation/h1',
      overTime: [
        { behaviour: behaviour('shouts_out'), per: 'hour', dots: [dot('2026-03-12', 15), dot('2026-10-06', 13), dot('2026-11-23', 8)] },
        { behaviour: behaviour('negative'), per: 'hour', dots: [dot('2026-03-12', 3), dot('2026-10-06', 2), dot('2026-11-23', 0)] },
        { behaviour: behaviour('raises_hand'), per: 'hour', dots: [dot('2026-03-12', 2), dot('2026-10-06', 3), dot('2026-11-23', 5)] },
      ],
    },
  },
  promises: [{ id: 'q1', text: 'Ring Mrs Brennan about Thursday', by: 'you, by 20 Nov', late: true }],
  next: [{ id: 'n1', date: '2026-11-26', text: 'Six-week review, 14:30, room 2', href: '/of/n1' }],
  contacts: [
    { name: 'Dana Brennan', relation: 'mother', phone: '01632 960 140', doNotContact: false },
    { name: 'Rob Brennan', relation: 'father', phone: '01632 960 141', doNotContact: true },
  ],
};

const NEW: CaseModel = {
  ...KAI,
  name: 'Łukasz Ålesund-Ó Briain',
  firstName: 'Łukasz',
  initials: 'ŁÓ',
  about: '7C · transition',
  stepNow: 0,
  urgent: {
    title: 'Łukasz would like to talk to someone today',
    detail: 'Pressed at 9:52, while filling in a scale.',
    href: '/scale/s2',
    label: 'See it',
  },
  kinds: [],
  happened: [],
  plan: null,
  own: null,
  overTime: null,
  promises: [],
  next: [],
  contacts: [],
};

export const cases: readonly Exhibit[] = [
  { name: 'case', frame: 'caseload', view: () => <CaseView model={KAI} actions={ACTIONS} /> },
  { name: 'case-in-two', frame: 'caseload', view: () => <CaseView model={{ ...KAI, versions: [HOME_PHONE] }} actions={ACTIONS} /> },
  { name: 'case-new', frame: 'caseload', view: () => <CaseView model={NEW} actions={ACTIONS} /> },
  {
    name: 'plan',
    frame: 'caseload',
    view: () => (
      <PlanView
        model={{
          name: 'Kai Brennan',
          atRisk: AT_RISK,
          detail: 'Started 12 October · key worker Sam Ortiz',
          back: { href: '/case/kai', label: 'Kai Brennan' },
          everyVersion: '/of/v/r/history',
          review: { date: '2026-11-26', reviewed: '2026-10-15', today: '2026-11-23', followed: false },
          targets: [
            {
              id: 't1',
              text: 'Put my hand up before I speak',
              parts: [
                { label: 'Steps', text: 'Card on desk. Count to three.' },
                { label: 'Who helps', text: 'Mr Okafor and me' },
                { label: 'How I will know', text: 'Three lessons in five' },
              ],
              tenths: 7,
              progress: '3 lessons in 5, said on 20 Nov',
              result: null,
            },
            {
              id: 't2',
              text: 'Use my time-out card, not the door',
              parts: [{ label: 'Who helps', text: 'Sam and me' }],
              tenths: null,
              progress: null,
              result: 'partly',
            },
          ],
          advice: null,
          about: [{ label: 'Strengths', text: 'Loyal, quick, kind to the younger ones' }],
          signed: [{ who: 'Kai', when: '12 October' }, { who: 'Sam Ortiz', when: '12 October' }, { who: 'Parent or carer', when: null }],
          versions: [],
          places: [{ kind: 'here', text: 'On this tablet' }, { kind: 'sent', text: 'Sent' }, { kind: 'received', text: 'Received by Ms Ward, 20 Nov, 15:04' }],
          canMove: true,
        }}
        actions={{ progress: nothing, change: nothing, review: nothing, print: nothing, aboutSomebodyElse: nothing, settle: SETTLE }}
      />
    ),
  },
];
