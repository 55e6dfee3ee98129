/** The pages that are forms, begun, finished and wrong. Everybody here is invented. */
import { FormPageView } from '../../screens/forms/FormPageView';
import { PlannedOffers } from '../../screens/observe/PlannedOffers';
import { SessionView } from '../../screens/session/SessionView';
import type { SessionModel } from '../../screens/session/model';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK } from './people';
import { LEAD_PHONE, SETTLE } from './versions';

const LAST: Pick<SessionModel, 'last' | 'promises'> = {
  last: {
    when: '16 Nov, 30 min',
    href: '/record/s0',
    parts: [
      { label: 'Objective', text: 'Try the time-out card in science' },
      { label: 'What happened', text: 'Used it once. Mr Lee had not been told, so it went wrong. Talked about what to say.' },
      { label: 'Next step', text: 'I tell Mr Lee. Amira tries again on Thursday.' },
    ],
  },
  promises: [{ id: 'p1', text: 'Tell Mr Lee about the card', by: 'you, by Thursday' }],
};

const KEPT = { since: Date.parse('2026-11-23T11:04:00Z'), isElsewhere: false, startAfresh: nothing };

export const forms: readonly Exhibit[] = [
  {
    name: 'observe-setup',
    frame: 'page',
    view: () => (
      <Live
        form="observation"
        start={{ subject: 'Maths', teacher: 'Mr Okafor', asked_for_by: 'staff', room: '14' }}
        view={(draft) => (
          <FormPageView
            model={{
              above: 'Observe a lesson',
              title: 'Kai Brennan',
              back: { href: '/observe', label: 'Another pupil' },
              draft: { ...draft, hidden: new Set(['date', 'observer', 'class_form']) },
              arrangement: { only: ['about', 'rule'], folded: ['rule'], lead: ['subject', 'teacher', 'asked_for_by'], later: ['purpose', 'room'] },
              saveLabel: 'Start',
              atRisk: AT_RISK,
            }}
            actions={{ save: nothing }}
          >
            <PlannedOffers offers={[{ id: 'a', at: '9:15', beside: 'with Mr Okafor, room 14', href: '/observe/kai/a' }]} />
          </FormPageView>
        )}
      />
    ),
  },
  {
    name: 'session',
    frame: 'page',
    view: () => (
      <Live
        form="session"
        start={{ objective: 'Time-out card in science, again' }}
        view={(draft) => (
          <SessionView
            model={{ ...LAST, name: 'Amira Haddad', when: 'Today, 11:00', back: { href: '/', label: 'Today' }, draft: { ...draft, kept: KEPT }, atRisk: AT_RISK }}
            actions={{ done: nothing, save: nothing }}
          />
        )}
      />
    ),
  },
  {
    name: 'case-details',
    frame: 'page',
    view: () => (
      <Live
        form="case"
        tried
        start={{
          name: 'Kai Brennan',
          date_of_birth: '2027-02-03',
          'carers/c1/name': 'Dana Brennan',
          'carers/c1/home_phone': 'ask at the office',
          'carers/c1/_order': 'a',
        }}
        view={(draft) => (
          <FormPageView
            model={{ above: 'Case details', title: 'Kai Brennan', back: { href: '/case/kai', label: 'The case' }, draft, saveLabel: 'Save', atRisk: null }}
            actions={{ save: nothing }}
          />
        )}
      />
    ),
  },
  {
    name: 'calendar',
    frame: 'page',
    view: () => (
      <Live
        form="calendar"
        view={(draft) => (
          <FormPageView
            model={{ title: 'School calendar', back: { href: '/more', label: 'More' }, draft, saveLabel: 'Save', atRisk: null }}
            actions={{ save: nothing }}
          />
        )}
      />
    ),
  },
  {
    name: 'calendar-in-two',
    frame: 'page',
    view: () => (
      <Live
        form="calendar"
        view={(draft) => (
          <FormPageView
            model={{
              title: 'School calendar', below: 'Terms, bells, hours, and whom to tell.', back: { href: '/more', label: 'More' }, versions: [LEAD_PHONE], draft,
              saveLabel: 'Save', atRisk: null,
            }}
            actions={{ save: nothing, settle: SETTLE }}
          />
        )}
      />
    ),
  },
  {
    name: 'plan-change',
    frame: 'page',
    view: () => (
      <Live
        form="action_plan"
        start={{ 'targets/t1/target': 'Put my hand up before I speak', 'targets/t1/_order': 'a' }}
        view={(draft) => (
          <FormPageView
            model={{
              above: 'Plan',
              title: 'Kai Brennan',
              back: { href: '/case/kai', label: 'Kai Brennan' },
              draft: { ...draft, hidden: new Set(['progress', 'lead_told', 'lead_told_at']) },
              arrangement: { only: ['targets', 'about', 'support', 'agreed', 'comments', 'paper'], folded: ['support', 'agreed', 'comments', 'paper'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] },
              saveLabel: 'Save',
              atRisk: AT_RISK,
            }}
            actions={{ save: nothing }}
          />
        )}
      />
    ),
  },
];
